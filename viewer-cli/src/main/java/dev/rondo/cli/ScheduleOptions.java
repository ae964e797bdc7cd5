package dev.rondo.cli;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** In which order the program's ready entries run: a mixin for what runs programs. */
final class ScheduleOptions {
  private static final Pattern POLICY =
      Pattern.compile("fifo|random|pct(:depth=\\d{1,9},steps=\\d{1,9})?");

  @Option(
      names = "--policy",
      paramLabel = "POLICY",
      description =
          "How the loops choose what runs next of what is ready: fifo (usually), random, or pct,"
              + " priorities that change on the way. As in the header of a trace, too:"
              + " pct:depth=3,steps=100.")
  private @Nullable String policy;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Of the policy's choices: the same for the same number. Without it: 0.")
  private @Nullable Long seed;

  @Mixin private final PctOptions pct = new PctOptions();

  /** Complains of what does not fit together. */
  void require() {
    if (policy != null && !POLICY.matcher(policy.toLowerCase(Locale.ROOT)).matches()) {
      throw new UsageException("--policy '" + policy + "': choose fifo, random or pct");
    }
    if (seed != null && (policy == null || policy.equalsIgnoreCase("fifo"))) {
      throw new UsageException("--seed is for --policy random or pct: fifo chooses nothing");
    }
    pct.require("pct".equalsIgnoreCase(policy));
  }

  /** Adds what tells it to the program's JVM. */
  void addTo(List<String> options) {
    property("rondo.policy", policy == null ? null : policy.toLowerCase(Locale.ROOT), options);
    property("rondo.seed", seed, options);
    pct.addTo(options);
  }

  private static void property(String name, @Nullable Object value, List<String> options) {
    if (value != null) {
      options.add("-D" + name + "=" + value);
    }
  }
}
