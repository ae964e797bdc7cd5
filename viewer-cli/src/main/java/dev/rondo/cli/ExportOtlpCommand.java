package dev.rondo.cli;

import dev.rondo.cli.otlp.Endpoint;
import dev.rondo.cli.otlp.Level;
import dev.rondo.cli.otlp.Limits;
import dev.rondo.cli.otlp.OtlpLines;
import dev.rondo.cli.otlp.OtlpSender;
import dev.rondo.cli.otlp.SpanOptions;
import dev.rondo.cli.otlp.TaskSpans;
import dev.rondo.recorder.Filter;
import dev.rondo.recorder.Filtering;
import dev.rondo.trace.TraceReader;
import dev.rondo.trace.diff.Digests;
import io.opentelemetry.api.trace.TraceId;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Turns a trace into OpenTelemetry spans. */
@Command(
    name = "otlp",
    description = {
      "Turns a trace into OpenTelemetry spans: in a file, or sent to a receiver.",
      "",
      "A file has them as OTLP JSON lines, as the Collector's file exporter writes them and its"
          + " otlpjsonfile receiver reads them.",
      "",
      "A span is the child of the task that created its task and awaits it. Two exports of one"
          + " trace are equal. The exit code is 1 where a receiver did not take every span."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  rondo export otlp a.jsonl -o a.otlp.jsonl",
      "  rondo export otlp -o - | jq .resourceSpans[].scopeSpans[].spans[].name",
      "  rondo export otlp a.jsonl --endpoint http://localhost:4317 --level pauses --start now"
    })
final class ExportOtlpCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private final TraceArgument trace = new TraceArgument();

  @Mixin private final EndpointOptions to = new EndpointOptions();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description =
          "The file to write, - for standard output; packed if its name ends in .gz or .zst. It"
              + " appears when it is complete; one that is there is replaced.")
  private @Nullable String output;

  @Option(
      names = "--level",
      paramLabel = "NAME",
      defaultValue = "tasks",
      description =
          "How much is told: tasks, pauses (events of each span) or steps (a span for each slice)."
              + " ${DEFAULT-VALUE} without it.")
  private Level level = Level.TASKS;

  @Option(
      names = "--start",
      paramLabel = "now|TIME",
      description =
          "Moves the trace in time, to begin then; ids stay. Some receivers keep the current day"
              + " only.")
  private @Nullable String start;

  @Option(
      names = "--max-spans",
      paramLabel = "N",
      defaultValue = "" + SpanOptions.MAX_SPANS,
      description = "The most spans that are made, first come; ${DEFAULT-VALUE} without it.")
  private long maxSpans;

  @Option(
      names = "--no-round-up",
      description =
          "Leaves spans shorter than a microsecond as they are; some receivers refuse them.")
  private boolean exact;

  @Option(
      names = "--filter",
      paramLabel = "RULES",
      description = "Keeps texts out, with the rules of the recorder's filter.")
  private @Nullable String filter;

  @Option(
      names = "--service",
      paramLabel = "NAME",
      description =
          "The service.name of the spans; without it and OTEL_SERVICE_NAME, the program's name.")
  private @Nullable String service;

  ExportOtlpCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    Endpoint endpoint = output == null ? to.endpoint(console.environment()) : null;
    if (output != null && to.given()) {
      throw new UsageException("-o (--output) and --endpoint can't both be");
    }
    if (output == null && endpoint == null) {
      throw new UsageException(
          "where to? Neither --output FILE nor --endpoint URL is given, and"
              + " OTEL_EXPORTER_OTLP_ENDPOINT is not set");
    }
    SpanOptions options = options();
    try (Rereadable source = trace.rereadable(console)) {
      return endpoint == null
          ? toFile(source, options, "" + output)
          : send(source, options, endpoint);
    }
  }

  private SpanOptions options() {
    if (maxSpans < 1) {
      throw new UsageException("--max-spans is " + maxSpans + ", expected at least 1");
    }
    Map<String, String> environment = console.environment();
    String named = environment.getOrDefault("OTEL_SERVICE_NAME", "");
    return new SpanOptions(
        level,
        service == null && !named.isEmpty() ? named : service,
        EndpointOptions.pairs(
            environment.get("OTEL_RESOURCE_ATTRIBUTES"), "OTEL_RESOURCE_ATTRIBUTES"),
        start(),
        !exact,
        maxSpans,
        limits(environment));
  }

  private static Limits limits(Map<String, String> environment) {
    try {
      return Limits.of(environment);
    } catch (IllegalArgumentException e) {
      throw new UsageException("" + e.getMessage());
    }
  }

  private @Nullable Instant start() {
    try {
      return start == null ? null : start.equals("now") ? Instant.now() : Instant.parse(start);
    } catch (DateTimeException e) {
      throw new UsageException(
          "--start is '" + start + "', expected now or a time like 2026-11-22T06:18:21Z");
    }
  }

  private int toFile(Rereadable source, SpanOptions options, String name) throws IOException {
    if (name.equals("-")) {
      lines(source, options, console.out());
      return ExitCode.FINE;
    }
    if (source.isFile(name)) {
      throw new UsageException("can't write " + name + ": it is the trace itself");
    }
    try (WholeFile file = WholeFile.create(name)) {
      long spans = lines(source, options, file.writer());
      file.complete();
      console.say(count(spans) + " to " + name);
    }
    return ExitCode.FINE;
  }

  private long lines(Rereadable source, SpanOptions options, Writer to) throws IOException {
    OtlpLines lines = new OtlpLines(to);
    export(source, options, lines::add);
    lines.end();
    return lines.spans();
  }

  private int send(Rereadable source, SpanOptions options, Endpoint endpoint) throws IOException {
    Progress progress = console.interactive() ? Progress.sending(console) : null;
    try (OtlpSender sender =
        new OtlpSender(
            endpoint,
            ExportOtlpCommand::pass,
            spans -> {
              if (progress != null) {
                progress.at(spans);
              }
            })) {
      export(source, options, sender::add);
      OtlpSender.Result result = sender.end();
      if (progress != null) {
        progress.end();
      }
      console.say(told(result, endpoint));
      return result.complete() ? ExitCode.FINE : ExitCode.FINDINGS;
    }
  }

  private static void pass(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  private static String told(OtlpSender.Result result, Endpoint endpoint) {
    URI url = endpoint.url();
    String where =
        url.getScheme() + "://" + url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort());
    if (result.complete()) {
      return count(result.spans()) + " to " + where;
    }
    return "%d of %s to %s%s%s: %s"
        .formatted(
            result.taken(),
            count(result.spans()),
            where,
            result.refused() > 0 ? ", " + result.refused() + " refused" : "",
            result.undelivered() > 0 ? ", " + result.undelivered() + " not delivered" : "",
            result.reason());
  }

  private static String count(long spans) {
    return spans + (spans == 1 ? " span" : " spans");
  }

  private void export(Rereadable source, SpanOptions options, Consumer<SpanData> to)
      throws IOException {
    String id = id(source);
    Filtering filtering = new Filtering(filter == null ? Filter.none() : filter(filter));
    try (Reading reading = source.read()) {
      TaskSpans spans = new TaskSpans(filtering.header(reading.header()), id, options, to);
      reading.each(event -> spans.add(filtering.event(event)));
      spans.end();
      if (spans.leftOut() > 0) {
        console.warn(
            "%d tasks and steps have no span: there are at most %d (--max-spans)"
                .formatted(spans.leftOut(), maxSpans));
      }
    }
  }

  private static Filter filter(String rules) {
    try {
      return Filter.of(rules);
    } catch (IllegalArgumentException e) {
      throw new UsageException("" + e.getMessage());
    }
  }

  /** The trace's own id, else one made from what it says. */
  private static String id(Rereadable source) throws IOException {
    try (TraceReader reader = source.open()) {
      String own = reader.header().trace();
      return own != null && TraceId.isValid(own)
          ? own
          : Digests.of(reader).id(reader.header().program());
    }
  }
}
