package dev.rondo.junit;

import dev.rondo.LoopBuilder;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** How the loops of one run choose among what is ready. */
record Schedule(String policy, long seed) {
  static final Schedule FIFO = new Schedule("fifo", 0);

  /** All that are asked for, first in, first out before the others. */
  static List<Schedule> of(Schedules asked) {
    Stream<Schedule> random = some("random", asked.seed(), asked.random());
    Stream<Schedule> pct = some("pct", asked.seed(), asked.pct());
    return Stream.of(Stream.of(FIFO), random, pct).flatMap(all -> all).toList();
  }

  private static Stream<Schedule> some(String policy, long first, int count) {
    if (count < 0) {
      throw new IllegalArgumentException("@Schedules(" + policy + " = " + count + ")");
    }
    return LongStream.range(first, first + count).mapToObj(seed -> new Schedule(policy, seed));
  }

  /**
   * Those that a text names, as {@code fifo,random:17,pct:3}.
   *
   * @throws IllegalArgumentException if it names none, naming what it says
   */
  static List<Schedule> parse(String text) {
    return Arrays.stream(text.split(",", -1)).map(String::strip).map(Schedule::one).toList();
  }

  private static Schedule one(String text) {
    if (text.equals("fifo")) {
      return FIFO;
    }
    int colon = text.indexOf(':');
    String policy = colon < 0 ? text : text.substring(0, colon);
    try {
      if (policy.equals("random") || policy.equals("pct")) {
        return new Schedule(policy, Long.parseLong(text.substring(colon + 1)));
      }
    } catch (NumberFormatException e) {
      throw unknown(text);
    }
    throw unknown(text);
  }

  private static IllegalArgumentException unknown(String text) {
    return new IllegalArgumentException(
        "rondo.schedules has '" + text + "', expected fifo, random:SEED or pct:SEED");
  }

  boolean isFifo() {
    return equals(FIFO);
  }

  void applyTo(LoopBuilder builder) {
    builder.policy(policy, seed);
  }

  /** As {@code parse} reads it. */
  @Override
  public String toString() {
    return isFifo() ? policy : policy + ":" + seed;
  }

  /** As a part of a file's name. */
  String inFileName() {
    return isFifo() ? policy : policy + "-" + seed;
  }
}
