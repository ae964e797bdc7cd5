package dev.rondo.cli;

import dev.rondo.trace.TraceReader;
import java.io.IOException;
import java.nio.file.Files;

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
      remember(trace, console);
      if (!quiet && Files.isRegularFile(trace.path())) {
        console.say("recorded to " + trace.path());
        show(trace, console);
      }
    } catch (IOException | RuntimeException e) {
      Failures.report(e, console);
    }
  }

  /** Where that can't be, as in a home that is read-only, the trace is shown nevertheless. */
  private static void remember(TraceFile trace, Console console) {
    try {
      new LastTrace(console.environment()).set(trace.path());
    } catch (IOException e) {
      console.warn("can't note which trace is the last: " + Failures.describe(e));
    }
  }

  private static void show(TraceFile trace, Console console) {
    Console beside = console.beside();
    try (Reading reading = new Reading(TraceReader.open(trace.path()), beside)) {
      Overview.print(reading, beside);
    }
  }
}
