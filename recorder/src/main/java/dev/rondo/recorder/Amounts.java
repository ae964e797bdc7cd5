package dev.rondo.recorder;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads amounts as users write them in options. */
public final class Amounts {
  private static final Pattern AMOUNT = Pattern.compile("(\\d{1,15})\\s*([a-z]*)");

  private Amounts() {}

  /**
   * A size in bytes: {@code 500000}, {@code 16m}, {@code 2 GB}, in powers of 1,024.
   *
   * @throws IllegalArgumentException if it is none, or 0
   */
  public static long bytes(String text) {
    Matcher matcher = AMOUNT.matcher(text.strip().toLowerCase(Locale.ROOT));
    int power = matcher.matches() ? power(matcher.group(2)) : -1;
    if (power < 0 || Long.parseLong(matcher.group(1)) == 0) {
      throw new IllegalArgumentException(
          "'" + text + "' is no size: write it like 500k, 16m or 2g");
    }
    return Math.multiplyExact(Long.parseLong(matcher.group(1)), 1L << power);
  }

  private static int power(String unit) {
    return switch (unit) {
      case "", "b" -> 0;
      case "k", "kb", "kib" -> 10;
      case "m", "mb", "mib" -> 20;
      case "g", "gb", "gib" -> 30;
      default -> -1;
    };
  }

  /**
   * A duration: {@code 100ms}, {@code 1s}, {@code 2min}; of a bare number, milliseconds.
   *
   * @throws IllegalArgumentException if it is none, or 0
   */
  public static Duration duration(String text) {
    Matcher matcher = AMOUNT.matcher(text.strip().toLowerCase(Locale.ROOT));
    long millis = matcher.matches() ? millis(matcher.group(2)) : -1;
    if (millis < 0 || Long.parseLong(matcher.group(1)) == 0) {
      throw new IllegalArgumentException(
          "'" + text + "' is no duration: write it like 100ms, 1s or 2min");
    }
    return Duration.ofMillis(Math.multiplyExact(Long.parseLong(matcher.group(1)), millis));
  }

  private static long millis(String unit) {
    return switch (unit) {
      case "", "ms" -> 1;
      case "s" -> 1_000;
      case "min" -> 60_000;
      default -> -1;
    };
  }
}
