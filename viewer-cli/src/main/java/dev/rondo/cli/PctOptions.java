package dev.rondo.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The parameters of the policy {@code pct}: a mixin for what runs programs. */
final class PctOptions {
  private static final int USUAL_DEPTH = 3;

  @Option(
      names = "--pct-depth",
      paramLabel = "D",
      description = "How many orderings a bug may need, usually 3: one change of priority less.")
  private @Nullable Integer depth;

  @Option(
      names = "--pct-steps",
      paramLabel = "K",
      description =
          "Among how many first slices the changes are: usually 100, where schedules are explored"
              + " as many as the first run had.")
  private @Nullable Integer steps;

  /**
   * Complains of what means nothing.
   *
   * @param pct whether that is the policy
   */
  void require(boolean pct) {
    require("--pct-depth", depth, pct);
    require("--pct-steps", steps, pct);
  }

  private static void require(String option, @Nullable Integer value, boolean pct) {
    if (value != null && !pct) {
      throw new UsageException(option + " is for --policy pct");
    }
    if (value != null && value < 1) {
      throw new UsageException(option + " " + value + ": give a number from 1 on");
    }
  }

  /** Adds what tells it to the program's JVM. */
  void addTo(List<String> options) {
    if (depth != null) {
      options.add("-Drondo.pct.depth=" + depth);
    }
    if (steps != null) {
      options.add("-Drondo.pct.steps=" + steps);
    }
  }

  /** The policy with them, as a trace's header names it. */
  String policy(int usualSteps) {
    return "pct:depth="
        + (depth == null ? USUAL_DEPTH : depth)
        + ",steps="
        + (steps == null ? usualSteps : steps);
  }
}
