package dev.rondo.sync;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Queue} that gives the least item first. Which of equal ones comes first is not said, but
 * it is the same in every run.
 */
public final class PriorityQueue<T> extends Queue<T> {

  /** A queue without a limit, of items that are {@link Comparable}. */
  public PriorityQueue() {
    this(0);
  }

  /**
   * A queue of at most {@code maxsize} items that are {@link Comparable}; zero or less: no limit.
   */
  public PriorityQueue(int maxsize) {
    this(maxsize, "", null);
  }

  /**
   * A queue of at most {@code maxsize} items that traces call by {@code name}.
   *
   * @param order which item is less, or null for {@link Comparable} ones
   */
  public PriorityQueue(int maxsize, String name, @Nullable Comparator<? super T> order) {
    super(maxsize, name, new java.util.PriorityQueue<>(order));
  }
}
