package dev.rondo.trace.explain;

import java.util.Arrays;

/**
 * What ran on one loop, in its order, for as long as something waits: adding to it costs the same
 * however many do, and a wait that ends looks through its own part.
 */
final class RunLog {
  private static final long BEGAN = -1;

  private int[] runners = new int[64];
  private long[] ns = new long[64]; // or BEGAN
  private int size;
  private long gone; // how many stood before these

  /** Where what is added next will stand. */
  long next() {
    return gone + size;
  }

  /** A slice of that runner began. */
  void began(int runner) {
    add(runner, BEGAN);
  }

  /** That runner had control for so long, more than no time. */
  void ran(int runner, long nanos) {
    add(runner, nanos);
  }

  private void add(int runner, long value) {
    if (size == ns.length) {
      runners = Arrays.copyOf(runners, size * 2);
      ns = Arrays.copyOf(ns, size * 2);
    }
    runners[size] = runner;
    ns[size++] = value;
  }

  /** Adds what stands from that place on to a tally. */
  void since(long place, Tally to) {
    for (int i = (int) (place - gone); i < size; i++) {
      boolean began = ns[i] == BEGAN;
      to.add(runners[i], began ? 1 : 0, began ? 0 : ns[i]);
    }
  }

  /** Nobody asks for what stands before that place; it goes once it is the greater part. */
  void forgetBefore(long place) {
    int old = (int) (place - gone);
    if (old > size / 2) {
      System.arraycopy(runners, old, runners, 0, size - old);
      System.arraycopy(ns, old, ns, 0, size - old);
      size -= old;
      gone = place;
    }
  }
}
