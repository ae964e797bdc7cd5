package dev.rondo.cli;

import dev.rondo.recorder.Filter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a program is run again: a mixin of the options that go with {@code --run}. */
final class ReplayOptions {

  /** What becomes of a program that has parted from its recording; fifo and free are one. */
  enum Then {
    stop,
    free,
    fifo
  }

  @Option(
      names = "--then",
      description =
          "With --run: a program that has parted from the recording stops (usually), or goes on by"
              + " itself: ${COMPLETION-CANDIDATES}, where fifo is another word for free.")
  private @Nullable Then then;

  @Option(
      names = "--lenient",
      description =
          "With --run: a program that has parted from the recording goes on by itself, and all that"
              + " it did otherwise is shown.")
  private boolean lenient;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "With --run: write what the program does to FILE, with the recorded times.")
  private @Nullable String output;

  @Option(
      names = "--engine",
      description = "With --run: ${COMPLETION-CANDIDATES}; left out, the engine of the recording.")
  private RuntimeOptions.@Nullable Engine engine;

  @Option(
      names = "--filter",
      paramLabel = "RULE",
      description =
          "With --run: a rule of the filter that the recording was written with, as of 'rondo run';"
              + " may be given several times.")
  private List<String> filters = List.of();

  /** Complains of what does not fit together. */
  void require(boolean run) {
    requireRun("--then", then != null, run);
    requireRun("--lenient", lenient, run);
    requireRun("--output", output != null, run);
    requireRun("--engine", engine != null, run);
    requireRun("--filter", !filters.isEmpty(), run);
    try {
      Filter.of(rules());
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
    if (lenient && then == Then.stop) {
      throw new UsageException("--lenient goes on where --then stop ends: choose one");
    }
  }

  private static void requireRun(String option, boolean given, boolean run) {
    if (given && !run) {
      throw new UsageException(option + " goes with --run PROGRAM");
    }
  }

  /** The engine that the user wants, or null. */
  @Nullable String engine() {
    return engine == null ? null : engine.toString();
  }

  /** The rules of the filter, as one text; empty for none. */
  String rules() {
    return String.join(";", filters);
  }

  /** Whether all differences are to be shown. */
  boolean lenient() {
    return lenient;
  }

  /** Whether the run goes on where it has parted. */
  boolean goesOn() {
    return lenient || (then != null && then != Then.stop);
  }

  /** Where to write what the program does, or null. */
  @Nullable String output() {
    return output;
  }
}
