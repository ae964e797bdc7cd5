package dev.rondo.cli;

import dev.rondo.cli.otlp.OtlpLines;
import dev.rondo.cli.otlp.TaskSpans;
import dev.rondo.trace.TraceReader;
import dev.rondo.trace.diff.LogicalDigest;
import io.opentelemetry.api.trace.TraceId;
import java.io.IOException;
import java.io.Writer;
import java.util.HexFormat;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Turns a trace into OpenTelemetry spans. */
@Command(
    name = "otlp",
    description = {
      "Writes a trace as OpenTelemetry spans, one a task, as OTLP JSON lines.",
      "",
      "The lines are those of the OpenTelemetry Collector's file exporter, and its otlpjsonfile"
          + " receiver reads them. A span is the child of the task that created its task; two"
          + " exports of one trace are equal."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  rondo export otlp a.jsonl -o a.otlp.jsonl",
      "  rondo export otlp -o - | jq .resourceSpans[].scopeSpans[].spans[].name"
    })
final class ExportOtlpCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private final TraceArgument trace = new TraceArgument();

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "FILE",
      description =
          "The file to write, - for standard output. It appears when it is complete; one that is"
              + " there is replaced.")
  private String output = "-";

  @Option(
      names = "--service",
      paramLabel = "NAME",
      description = "The service.name of the spans; the program's name without it.")
  private @Nullable String service;

  ExportOtlpCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    try (Rereadable source = trace.rereadable(console)) {
      if (output.equals("-")) {
        write(source, console.out());
        return ExitCode.FINE;
      }
      if (source.isFile(output)) {
        throw new UsageException("can't write " + output + ": it is the trace itself");
      }
      try (WholeFile file = WholeFile.create(output)) {
        long spans = write(source, file.writer());
        file.complete();
        console.say(spans + (spans == 1 ? " span" : " spans") + " to " + output);
      }
      return ExitCode.FINE;
    }
  }

  private long write(Rereadable source, Writer to) throws IOException {
    String id = id(source);
    OtlpLines lines = new OtlpLines(to);
    try (Reading reading = source.read()) {
      String name = service == null ? reading.header().program() : service;
      TaskSpans spans = new TaskSpans(reading.header(), id, name, lines::add);
      reading.each(spans::add);
      spans.end();
    }
    lines.end();
    return lines.spans();
  }

  /** The trace's own id, else one made from what it says. */
  private static String id(Rereadable source) throws IOException {
    try (TraceReader reader = source.open()) {
      String own = reader.header().trace();
      return own != null && TraceId.isValid(own)
          ? own
          : HexFormat.of().formatHex(LogicalDigest.id(LogicalDigest.of(reader)));
    }
  }
}
