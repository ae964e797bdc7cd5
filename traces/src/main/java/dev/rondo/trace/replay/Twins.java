package dev.rondo.trace.replay;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/**
 * Which number of the recording means the same as which of the run, in one space of numbers. Mostly
 * all are equal: then it is a bit for each. For one thread.
 */
final class Twins {
  private final BitSet recorded = new BitSet(); // those that were met
  private final BitSet actual = new BitSet();
  private final Map<Long, Long> toActual = new HashMap<>(); // where the two are different
  private final Map<Long, Long> toRecorded = new HashMap<>();

  /** Whether the two can mean the same; 0 is no number. */
  boolean match(long left, long right) {
    if (left == 0 || right == 0) {
      return left == right;
    }
    boolean known = recorded.get(index(left));
    return known ? actual(left) == right : !actual.get(index(right));
  }

  /** From now on the two, which match, mean the same. */
  void bind(long left, long right) {
    if (left == 0 || recorded.get(index(left))) {
      return;
    }
    recorded.set(index(left));
    actual.set(index(right));
    if (left != right) {
      toActual.put(left, right);
      toRecorded.put(right, left);
    }
  }

  /** The run's number for one of the recording, which is itself where it was not met. */
  long actual(long left) {
    return toActual.isEmpty() ? left : toActual.getOrDefault(left, left);
  }

  /** The recording's number for one of the run. */
  long recorded(long right) {
    return toRecorded.isEmpty() ? right : toRecorded.getOrDefault(right, right);
  }

  /** Whether that number of the recording was met. */
  boolean isKnown(long left) {
    return recorded.get(index(left));
  }

  /** Numbers count from 1; a recording that claims more than there can be shares the last bit. */
  private static int index(long number) {
    return (int) Math.min(number, Integer.MAX_VALUE - 1);
  }
}
