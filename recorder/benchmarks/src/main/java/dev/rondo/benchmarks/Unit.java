package dev.rondo.benchmarks;

import java.util.Locale;

/** What a figure counts. */
enum Unit {
  NANOS("ns"),
  SECONDS("s"),
  MILLIS("ms"),
  MILLIONS("million/s"),
  MEBIBYTES("MiB"),
  BYTES("bytes"),
  EVENTS("events"),
  TESTS_A_SECOND("tests/s");

  private final String sign;

  Unit(String sign) {
    this.sign = sign;
  }

  /** The median, and from where to where the values go. */
  String text(Figure figure) {
    String median = number(figure.median()) + " " + sign;
    String low = number(figure.low());
    String high = number(figure.high());
    return low.equals(high) ? median : median + " (" + low + "–" + high + ")";
  }

  String text(double value) {
    return number(value) + " " + sign;
  }

  /** Three digits tell enough. */
  private static String number(double value) {
    double size = Math.abs(value);
    int decimals = size == Math.rint(size) || size >= 100 ? 0 : size >= 10 ? 1 : 2;
    return String.format(Locale.ROOT, "%,." + decimals + "f", value);
  }
}
