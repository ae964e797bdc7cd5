package dev.rondo.sync;

import dev.rondo.Coroutine;
import dev.rondo.SharedState;
import java.util.ArrayDeque;
import java.util.Objects;

/**
 * A queue between tasks: producers {@link #put}, consumers {@link #get}, first in, first out. With
 * a largest size, producers wait while it is full. A queue that was {@link #shutdown} lets nobody
 * wait any longer.
 *
 * <p>Belongs to its loop's thread. As CPython 3.13's {@code asyncio.Queue}, step by step. Its name
 * is also {@code java.util}'s: with two star imports, import one of them by name.
 *
 * @param <T> the type of its items, which may not be null
 */
public sealed class Queue<T> permits PriorityQueue, LifoQueue {
  private final int maxsize;
  private final SharedState state;
  private final java.util.Queue<T> items;
  private final WaitQueue getters;
  private final WaitQueue putters;
  private final WaitQueue joiners;
  private int unfinished; // items put and not yet told done
  private boolean shutDown;

  /** A queue without a limit. */
  public Queue() {
    this(0);
  }

  /** A queue of at most {@code maxsize} items; zero or less for no limit. */
  public Queue(int maxsize) {
    this(maxsize, "");
  }

  /** A queue of at most {@code maxsize} items that traces call by {@code name}. */
  public Queue(int maxsize, String name) {
    this(maxsize, name, new ArrayDeque<>());
  }

  /** A queue that gives its items in the order of {@code items}, which is empty. */
  Queue(int maxsize, String name, java.util.Queue<T> items) {
    String suffix = name.isEmpty() ? "" : " " + name;
    this.maxsize = maxsize;
    this.items = items;
    state = new SharedState("queue" + suffix);
    getters = new WaitQueue("queue get" + suffix);
    putters = new WaitQueue("queue put" + suffix);
    joiners = new WaitQueue("queue join" + suffix);
  }

  /** How many items are in it. */
  public final int size() {
    return items.size();
  }

  /** How many items it may hold; zero or less for no limit. */
  public final int maxsize() {
    return maxsize;
  }

  /** Whether nothing is in it. */
  public final boolean isEmpty() {
    return items.isEmpty();
  }

  /** Whether it holds all that it may; never, if it has no limit. */
  public final boolean isFull() {
    return maxsize > 0 && items.size() >= maxsize;
  }

  /**
   * Puts an item in, and waits before that as long as the queue is full. Throws {@link
   * QueueShutDownException} if the queue is or gets shut down.
   */
  public final Coroutine<Void> put(T item) {
    return Coroutine.ofLibrary(
        "put",
        () -> {
          while (isFull()) {
            requireOpen();
            putters.await(this::passPutOn);
          }
          putNowait(item);
        });
  }

  private void passPutOn() {
    if (!isFull()) {
      putters.takeNext();
    }
  }

  /**
   * Puts an item in.
   *
   * @throws QueueFullException if there is no room
   * @throws QueueShutDownException if the queue was shut down
   */
  public final void putNowait(T item) {
    Objects.requireNonNull(item, "a queue holds no null: shutdown() tells its readers of the end");
    requireOpen();
    if (isFull()) {
      throw new QueueFullException(this + " is full");
    }
    items.add(item);
    unfinished++;
    state.use("put");
    getters.takeNext();
  }

  private void requireOpen() {
    if (shutDown) {
      throw new QueueShutDownException(this + " was shut down");
    }
  }

  /**
   * Takes the next item, and waits before that as long as there is none. Throws {@link
   * QueueShutDownException} if there is none and the queue is or gets shut down.
   */
  public final Coroutine<T> get() {
    return Coroutine.ofLibrary(
        "get",
        () -> {
          while (isEmpty()) {
            requireOpen();
            getters.await(this::passGetOn);
          }
          return getNowait();
        });
  }

  private void passGetOn() {
    if (!isEmpty()) {
      getters.takeNext();
    }
  }

  /**
   * Takes the next item.
   *
   * @throws QueueEmptyException if there is none
   * @throws QueueShutDownException if there is none and the queue was shut down
   */
  public final T getNowait() {
    T item = items.poll();
    if (item == null) {
      requireOpen();
      throw new QueueEmptyException(this + " is empty");
    }
    state.use("get");
    putters.takeNext();
    return item;
  }

  /**
   * Tells that the work on an item that was taken is done: once for each.
   *
   * @throws IllegalStateException if it was told more often than items were put
   */
  public final void taskDone() {
    if (unfinished <= 0) {
      throw new IllegalStateException("taskDone() called too many times on " + this);
    }
    unfinished--;
    state.use("task-done");
    if (unfinished == 0) {
      joiners.wakeAll();
    }
  }

  /** Waits until {@link #taskDone} was called for every item that was put. */
  public final Coroutine<Void> join() {
    return Coroutine.ofLibrary(
        "join",
        () -> {
          if (unfinished > 0) {
            joiners.await();
          }
        });
  }

  /** Lets nobody put any more; what is in the queue can still be taken. */
  public final void shutdown() {
    shutdown(false);
  }

  /**
   * Ends the queue: {@code put} throws from now on, {@code get} does when the queue is empty, and
   * all that wait for one of them go on.
   *
   * @param immediate empties it as well, and takes the work on what it held for done
   */
  public final void shutdown(boolean immediate) {
    shutDown = true;
    state.use("shutdown");
    if (immediate) {
      unfinished = Math.max(0, unfinished - items.size());
      items.clear();
      if (unfinished == 0) {
        joiners.wakeAll();
      }
    }
    getters.wakeAll();
    putters.wakeAll();
  }

  @Override
  public final String toString() {
    return "<"
        + state
        + " "
        + items.size()
        + (maxsize > 0 ? " of " + maxsize : "")
        + count(" getters=", getters.size())
        + count(" putters=", putters.size())
        + count(" unfinished=", unfinished)
        + (shutDown ? " shut down" : "")
        + ">";
  }

  private static String count(String label, int count) {
    return count == 0 ? "" : label + count;
  }
}
