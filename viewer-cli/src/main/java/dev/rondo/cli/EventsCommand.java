package dev.rondo.cli;

import dev.rondo.trace.TraceEvent;
import dev.rondo.trace.TraceReader;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists the events of a trace. */
@Command(
    name = "events",
    description = "Lists the events of a trace, one a line.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  rondo events                     the events that 'rondo run' recorded last",
      "  rondo events a.jsonl | head      those of a trace, from its beginning",
      "  zcat a.jsonl.gz | rondo events -"
    })
final class EventsCommand implements Callable<Integer> {
  private static final Set<String> FIRST = Set.of("seq", "t", "loop", "ev");

  private final Console console;

  @Mixin private final TraceArgument trace = new TraceArgument();

  EventsCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    try (TraceReader events = trace.open(console)) {
      for (TraceEvent event = events.next(); event != null; event = events.next()) {
        console.out().println(line(event));
      }
      TraceArgument.warnOfLoss(events, console);
    }
    return ExitCode.FINE;
  }

  private static String line(TraceEvent event) {
    return "%6d %12d  %d  %-8s %s"
        .formatted(event.seq(), event.t(), event.loop(), event.ev(), keys(event));
  }

  /** The keys after the first four. */
  private static String keys(TraceEvent event) {
    return Arrays.stream(event.getClass().getRecordComponents())
        .filter(key -> !FIRST.contains(key.getName()))
        .map(key -> key.getName() + "=" + value(key, event))
        .filter(key -> !key.matches(".*=(0|null|\\[\\]|\\{\\})"))
        .collect(Collectors.joining(" "));
  }

  private static Object value(RecordComponent key, TraceEvent event) {
    try {
      return key.getAccessor().invoke(event);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
