package dev.rondo.benchmarks;

import java.util.Locale;

/**
 * What a row is to reach.
 *
 * @param text as it stands in the table
 */
record Goal(String text, Test test) {
  /** Whether it is reached, by our figure and its ratio to the peer's (NaN without one). */
  interface Test {
    boolean reached(double ours, double ratio);
  }

  static Goal atMost(double limit, Unit unit) {
    return new Goal("at most " + unit.text(limit), (ours, ratio) -> ours <= limit);
  }

  static Goal atLeast(double limit, Unit unit) {
    return new Goal("at least " + unit.text(limit), (ours, ratio) -> ours >= limit);
  }

  static Goal ratioAtMost(double limit) {
    return new Goal(
        String.format(Locale.ROOT, "at most %.2f ×", limit), (ours, ratio) -> ratio <= limit);
  }

  static Goal faster() {
    return new Goal("faster", (ours, ratio) -> ratio < 1);
  }

  /** But for a twentieth: one object more in millions of steps is no difference. */
  static Goal noMore() {
    return new Goal("no more", (ours, ratio) -> ratio < 1.05);
  }

  static Goal timesAsFast(double times) {
    String number = times == Math.rint(times) ? "%.0f" : "%.1f";
    return new Goal(
        String.format(Locale.ROOT, "at least " + number + " × as fast", times),
        (ours, ratio) -> ratio * times <= 1);
  }
}
