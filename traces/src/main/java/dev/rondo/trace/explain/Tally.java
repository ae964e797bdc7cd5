package dev.rondo.trace.explain;

import dev.rondo.trace.explain.Blame.Culprit;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How often and how long each runner ran, by the runners' numbers. Only those who did cost time.
 */
final class Tally {
  private long[] slices = new long[16];
  private long[] ns = new long[16];
  private int[] seen = new int[16]; // who ran
  private int count; // of these

  /** The sum, or the greatest number there is. */
  static long plus(long a, long b) {
    long sum = a + b;
    return sum < 0 ? Long.MAX_VALUE : sum;
  }

  /**
   * A runner ran.
   *
   * @param begun in how many slices that began meanwhile
   * @param nanos for how long; one of the two is positive
   */
  void add(int runner, long begun, long nanos) {
    reach(runner);
    if (slices[runner] == 0 && ns[runner] == 0) {
      if (count == seen.length) {
        seen = Arrays.copyOf(seen, count * 2);
      }
      seen[count++] = runner;
    }
    slices[runner] += begun;
    ns[runner] = plus(ns[runner], nanos);
  }

  private void reach(int runner) {
    if (runner >= ns.length) {
      slices = Arrays.copyOf(slices, runner * 2);
      ns = Arrays.copyOf(ns, runner * 2);
    }
  }

  void add(Sums more) {
    for (int i = 0; i < more.runners.length; i++) {
      add(more.runners[i], more.slices[i], more.ns[i]);
    }
  }

  void clear() {
    for (int i = 0; i < count; i++) {
      slices[seen[i]] = 0;
      ns[seen[i]] = 0;
    }
    count = 0;
  }

  /** What it has come to. */
  Sums sums() {
    Sums sums = new Sums(new int[count], new long[count], new long[count]);
    for (int i = 0; i < count; i++) {
      sums.runners[i] = seen[i];
      sums.slices[i] = slices[seen[i]];
      sums.ns[i] = ns[seen[i]];
    }
    return sums;
  }

  /** Who ran, in no order: three arrays of one length. */
  @SuppressWarnings("ArrayRecordComponent") // for this package
  record Sums(int[] runners, long[] slices, long[] ns) {
    static final Sums NONE = new Sums(new int[0], new long[0], new long[0]);

    List<Culprit> culprits(Runners names) {
      return IntStream.range(0, runners.length)
          .mapToObj(i -> new Culprit(names.runner(runners[i]), slices[i], ns[i]))
          .toList();
    }
  }
}
