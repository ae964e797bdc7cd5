package dev.rondo.cli;

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

  /** Complains of what does not fit together. */
  void require(boolean run) {
    if (!run && (then != null || lenient || output != null)) {
      String option = then != null ? "--then" : lenient ? "--lenient" : "--output";
      throw new UsageException(option + " goes with --run PROGRAM");
    }
    if (lenient && then == Then.stop) {
      throw new UsageException("--lenient goes on where --then stop ends: choose one");
    }
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
