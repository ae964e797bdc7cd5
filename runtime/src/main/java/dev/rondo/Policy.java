package dev.rondo;

import java.util.ArrayDeque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * Which entry of the ready queue runs next. A loop without a policy takes the first, as asyncio
 * does. Whatever is chosen, a task has one entry at most, so its steps stay in order, and one slice
 * runs at a time. Belongs to its loop's thread.
 */
interface Policy {

  /**
   * Takes the entry to run next out of the queue, which is not empty. They stand in the order in
   * which they came; the turn has the first {@code left} of them left.
   */
  Ready take(ArrayDeque<Ready> queue, int left);

  /** How many of the entries that are ready at its beginning a turn runs. */
  default int turn(int ready) {
    return ready;
  }

  /** A callback or timer was made by that task, or 0, and will come into the queue. */
  default void made(Handle handle, long task) {}

  /** What traces call it, and {@link #named} understands. */
  String name();

  /** What has to be known beside the name to choose the same again. */
  long seed();

  /**
   * The policy of that name: {@code fifo} (null), {@code random}, or {@code pct}, which may be
   * followed by what is to differ from the properties, as in {@code pct:depth=3,steps=100}.
   *
   * @throws IllegalArgumentException if there is none
   */
  static @Nullable Policy named(String name, long seed) {
    return switch (name) {
      case "fifo" -> null;
      case "random" -> new Random(seed);
      default -> Pct.named(name, seed);
    };
  }

  /** Random numbers that differ from the first on, also of seeds that follow each other. */
  static java.util.Random randomOf(long seed) {
    return new java.util.Random(mixed(seed));
  }

  /** Scatters neighbours: the finalizer of SplitMix64. */
  static long mixed(long x) {
    long y = x * 0x9E3779B97F4A7C15L;
    y = (y ^ (y >>> 30)) * 0xBF58476D1CE4E5B9L;
    y = (y ^ (y >>> 27)) * 0x94D049BB133111EBL;
    return y ^ (y >>> 31);
  }

  /** Any of those that the turn has left, each as likely: the same choices for the same seed. */
  final class Random implements Policy {
    private final long seed;
    private final java.util.Random random;

    Random(long seed) {
      this.seed = seed;
      random = randomOf(seed);
    }

    @Override
    public Ready take(ArrayDeque<Ready> queue, int left) {
      Iterator<Ready> entries = queue.iterator();
      Ready entry = entries.next();
      for (int place = random.nextInt(left); place > 0; place--) {
        entry = entries.next();
      }
      entries.remove();
      return entry;
    }

    @Override
    public String name() {
      return "random";
    }

    @Override
    public long seed() {
      return seed;
    }
  }
}
