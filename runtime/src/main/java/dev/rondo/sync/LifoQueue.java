package dev.rondo.sync;

import java.util.ArrayDeque;
import java.util.Collections;

/** A {@link Queue} that gives the item that was put last first. */
public final class LifoQueue<T> extends Queue<T> {

  /** A queue without a limit. */
  public LifoQueue() {
    this(0);
  }

  /** A queue of at most {@code maxsize} items; zero or less for no limit. */
  public LifoQueue(int maxsize) {
    this(maxsize, "");
  }

  /** A queue of at most {@code maxsize} items that traces call by {@code name}. */
  public LifoQueue(int maxsize, String name) {
    super(maxsize, name, Collections.asLifoQueue(new ArrayDeque<>()));
  }
}
