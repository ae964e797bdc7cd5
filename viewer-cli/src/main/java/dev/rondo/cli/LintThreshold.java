package dev.rondo.cli;

import dev.rondo.trace.lint.Check;
import dev.rondo.trace.lint.LintSettings;
import dev.rondo.trace.model.Narration;
import dev.rondo.trace.model.Position;

/** A threshold as users write it: {@code slow-slice=20ms}, {@code never-ceded=5}. */
record LintThreshold(Check check, long value) {

  /**
   * Reads one.
   *
   * @throws UsageException where it is none; it says what was expected
   */
  static LintThreshold parse(String text) {
    String[] parts = text.split("=", 2);
    if (parts.length < 2) {
      throw new UsageException(
          "--threshold is '" + text + "', expected CHECK=VALUE as in slow-slice=20ms");
    }
    Check check = LintCommand.check(parts[0].strip());
    return new LintThreshold(check, value(check, parts[1].strip()));
  }

  private static long value(Check check, String text) {
    return switch (check.unit()) {
      case NONE -> throw new UsageException("the check " + check.id() + " has no threshold");
      case TIME -> time(check, text);
      case TIMES, COUNT -> {
        if (!text.matches("\\d{1,9}")) {
          throw unfit(check, text, "a number");
        }
        yield Long.parseLong(text);
      }
    };
  }

  private static long time(Check check, String text) {
    try {
      if (Position.parse(text) instanceof Position.AtTime(long ns)) {
        return ns;
      }
    } catch (IllegalArgumentException e) {
      // no position at all: the same message
    }
    throw unfit(check, text, "a time like 20ms, 1.5s or 250us");
  }

  private static UsageException unfit(Check check, String text, String expected) {
    return new UsageException(
        "the threshold of %s is '%s', expected %s".formatted(check.id(), text, expected));
  }

  LintSettings in(LintSettings settings) {
    return settings.with(check, value);
  }

  /** A check's threshold in words; empty where it has none. */
  static String text(Check check, LintSettings settings) {
    long threshold = settings.threshold(check);
    return switch (check.unit()) {
      case NONE -> "";
      case TIME -> Narration.duration(threshold);
      case TIMES -> threshold + " times";
      case COUNT -> String.valueOf(threshold);
    };
  }
}
