package dev.rondo.trace.explain;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * What ran on one loop, in its order, for as long as something waits: adding to it costs the same
 * however many do, and a wait that ends looks through its own part. That is kept in blocks with a
 * sum each, so that a long part costs little where few run again and again.
 */
final class RunLog {
  private final Deque<Block> blocks = new ArrayDeque<>(); // the last one may have room
  private final Tally tally = new Tally();
  private long next;

  /** Where what is added next will stand. */
  long next() {
    return next;
  }

  /**
   * A runner ran.
   *
   * @param begun 1 where a slice of it began, else 0
   * @param nanos for how long it had control, else 0; one of the two is positive
   */
  void add(int runner, int begun, long nanos) {
    if (next % Block.SIZE == 0) {
      blocks.addLast(new Block(next));
    }
    Block last = blocks.getLast();
    last.set((int) (next - last.from), runner, begun, nanos);
    if (++next % Block.SIZE == 0) {
      last.sumUp(tally);
    }
  }

  /** Adds what stands from that place on to a tally. */
  void since(long place, Tally to) {
    for (Iterator<Block> it = blocks.descendingIterator(); it.hasNext(); ) {
      Block block = it.next();
      if (block.from + Block.SIZE <= place) {
        break;
      }
      block.add(Math.max(0, place - block.from), Math.min(Block.SIZE, next - block.from), to);
    }
  }

  /** Nobody asks for what stands before that place. */
  void forgetBefore(long place) {
    while (!blocks.isEmpty() && blocks.getFirst().from + Block.SIZE <= place) {
      blocks.removeFirst();
    }
  }

  private static final class Block {
    static final int SIZE = 512;

    final long from; // the place of its first entry
    private final int[] runners = new int[SIZE];
    private final long[] ns = new long[SIZE];
    private final byte[] begun = new byte[SIZE];
    private Tally.Sums sums = Tally.Sums.NONE; // once it is full

    Block(long from) {
      this.from = from;
    }

    void set(int at, int runner, int slices, long nanos) {
      runners[at] = runner;
      begun[at] = (byte) slices;
      ns[at] = nanos;
    }

    void sumUp(Tally with) {
      with.clear();
      add(0, SIZE, with);
      sums = with.sums();
    }

    void add(long first, long end, Tally to) {
      if (end - first == SIZE && sums != Tally.Sums.NONE) {
        to.add(sums);
        return;
      }
      for (int i = (int) first; i < end; i++) {
        to.add(runners[i], begun[i], ns[i]);
      }
    }
  }
}
