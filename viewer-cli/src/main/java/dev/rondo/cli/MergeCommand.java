package dev.rondo.cli;

import dev.rondo.trace.TraceEvent;
import dev.rondo.trace.TraceMerge;
import dev.rondo.trace.TraceWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Joins traces of several processes into one. */
@Command(
    name = "merge",
    description = {
      "Joins the traces of several processes into one.",
      "",
      "Loops get numbers of their own, times are aligned by when each trace began, and the header"
          + " keeps what each process said of itself. Exported, the tasks of a process that was"
          + " given a traceparent hang under the task that gave it."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  rondo merge client.jsonl server.jsonl -o both.jsonl",
      "  rondo merge *.jsonl.zst -o all.jsonl.zst"
    })
final class MergeCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(
      arity = "2..*",
      paramLabel = "TRACE",
      description = "Files ending in .jsonl, .jsonl.gz or .jsonl.zst, or - for standard input.")
  private List<String> traces = new ArrayList<>();

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "FILE",
      description =
          "The file to write, packed if its name ends in .gz or .zst. It appears when it is"
              + " complete; one that is there is replaced.")
  private String output = "";

  MergeCommand(Console console) {
    this.console = console;
  }

  /** The next event of the trace at that place. */
  private record Head(int place, TraceEvent event, long t) {}

  @Override
  public Integer call() throws IOException {
    Path target = OutputPath.of(output);
    List<Reading> readings = new ArrayList<>();
    try {
      for (String trace : traces) {
        requireOther(trace, target);
        readings.add(new Reading(TraceArgument.open(trace, console), console));
      }
      long events = write(readings, target);
      console.say("%d events of %d traces to %s".formatted(events, readings.size(), output));
      return ExitCode.FINE;
    } finally {
      readings.forEach(Reading::close);
    }
  }

  private static void requireOther(String trace, Path target) throws IOException {
    Path file = Path.of(trace);
    if (Files.exists(file) && Files.exists(target) && Files.isSameFile(file, target)) {
      throw new UsageException("can't write " + target + ": it is one of the traces");
    }
  }

  /** The draft's name ends as the file's, so that it is packed alike. */
  private long write(List<Reading> readings, Path target) throws IOException {
    Path draft =
        target.resolveSibling("." + ProcessHandle.current().pid() + "." + target.getFileName());
    draft.toFile().deleteOnExit(); // Ctrl-C
    TraceMerge merge = new TraceMerge(readings.stream().map(Reading::header).toList());
    try {
      long events;
      try (TraceWriter writer = TraceWriter.open(draft, merge.header())) {
        merge(readings, merge, writer);
        events = writer.events();
        end(readings, writer);
      }
      Files.move(draft, target, StandardCopyOption.REPLACE_EXISTING);
      return events;
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  private static void merge(List<Reading> readings, TraceMerge merge, TraceWriter writer)
      throws IOException {
    PriorityQueue<Head> heads =
        new PriorityQueue<>(Comparator.comparingLong(Head::t).thenComparingInt(Head::place));
    for (int i = 0; i < readings.size(); i++) {
      advance(i, readings, merge, heads);
    }
    for (Head head = heads.poll(); head != null; head = heads.poll()) {
      byte[] line =
          (merge.line(head.place(), head.event()) + "\n").getBytes(StandardCharsets.UTF_8);
      writer.writeLines(line, line.length, 1);
      advance(head.place(), readings, merge, heads);
    }
  }

  private static void advance(
      int place, List<Reading> readings, TraceMerge merge, PriorityQueue<Head> heads) {
    TraceEvent next = wellFormed(readings.get(place));
    if (next != null) {
      heads.add(new Head(place, next, merge.time(place, next)));
    }
  }

  private static @Nullable TraceEvent wellFormed(Reading reading) {
    TraceEvent event = reading.next();
    while (event instanceof TraceEvent.Malformed) {
      event = reading.next();
    }
    return event;
  }

  /** Complete if all are. */
  private static void end(List<Reading> readings, TraceWriter writer) throws IOException {
    long lost = 0;
    for (Reading reading : readings) {
      var footer = reading.reader().footer();
      if (footer == null) {
        return;
      }
      lost += footer.lost();
    }
    writer.finish(lost);
  }
}
