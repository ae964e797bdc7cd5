package dev.rondo.cli;

import dev.rondo.trace.TraceEvent;
import dev.rondo.trace.TraceReader;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Locale;

/** What is said when a recorded program has ended. */
final class AfterRun {
  private AfterRun() {}

  /**
   * Remembers the trace as the last one, and tells what is in it. Never fails for the trace's sake.
   */
  static void tell(TraceFile trace, boolean quiet, Console console) {
    try {
      if (trace.isEmpty()) {
        if (!quiet) {
          console.say("nothing was recorded: the program made no event loop");
        }
        return;
      }
      new LastTrace(console.environment()).set(trace.path());
      if (!quiet && Files.isRegularFile(trace.path())) {
        console.say("recorded to " + trace.path());
        show(trace, console);
      }
    } catch (IOException | RuntimeException e) {
      Failures.report(e, console);
    }
  }

  private static void show(TraceFile trace, Console console) {
    try (TraceReader reader = TraceReader.open(trace.path())) {
      long events = 0;
      long tasks = 0;
      long last = 0;
      for (TraceEvent event = reader.next(); event != null; event = reader.next()) {
        events++;
        tasks += event instanceof TraceEvent.TaskCreated ? 1 : 0;
        last = Math.max(last, event.t());
      }
      console.say(
          String.format(Locale.ROOT, "%d events, %d tasks, %.3f ms", events, tasks, last / 1e6));
      TraceArgument.warnOfLoss(reader, console);
    }
  }
}
