package dev.rondo.sync;

import dev.rondo.Async;
import dev.rondo.EventLoop;
import dev.rondo.Future;
import java.util.LinkedHashSet;
import org.jspecify.annotations.Nullable;

/** Tasks that wait for the same thing, in the order in which they came. */
final class WaitQueue {
  private final String what;
  private final LinkedHashSet<Future<Void>> waiters = new LinkedHashSet<>();
  private @Nullable EventLoop loop; // of the first that waited

  /** A queue of tasks that wait for {@code what}, in a trace's words: {@code lock L}. */
  WaitQueue(String what) {
    this.what = what;
  }

  /** Cedes control until the running task is woken. */
  void await() {
    await(() -> {});
  }

  /**
   * Cedes control until the running task is woken. It stays in this queue until it runs again,
   * unless it was taken out.
   *
   * @param passOn done when the task had been woken, but was then cancelled before it ran: what it
   *     was woken for is another's
   */
  void await(Runnable passOn) {
    Future<Void> waiter = ourLoop().createFuture(what);
    waiters.add(waiter);
    try {
      Async.await(waiter);
    } catch (Throwable e) {
      waiters.remove(waiter);
      if (waiter.done() && !waiter.cancelled()) {
        passOn.run();
      }
      throw e;
    }
    waiters.remove(waiter);
  }

  private EventLoop ourLoop() {
    EventLoop running = EventLoop.running();
    if (loop == null) {
      loop = running;
    } else if (loop != running) {
      throw new IllegalStateException(
          what + " is bound to another event loop: " + loop + ", not " + running);
    }
    return loop;
  }

  /**
   * Wakes the first that was not yet woken or cancelled, and takes it out; false: there is none.
   */
  boolean takeNext() {
    while (!waiters.isEmpty()) {
      if (wake(waiters.removeFirst())) {
        return true;
      }
    }
    return false;
  }

  /** Wakes the first, unless it was woken or cancelled; it stays in. */
  void wakeFirst() {
    if (!waiters.isEmpty()) {
      wake(waiters.getFirst());
    }
  }

  /** Wakes the first that was not yet woken or cancelled, which stays in; false: there is none. */
  boolean wakeNext() {
    for (Future<Void> waiter : waiters) {
      if (wake(waiter)) {
        return true;
      }
    }
    return false;
  }

  /** Whether nobody is in it but those who were cancelled. */
  boolean nobodyWaits() {
    for (Future<Void> waiter : waiters) {
      if (!waiter.cancelled()) {
        return false;
      }
    }
    return true;
  }

  /** Wakes all. */
  void wakeAll() {
    waiters.forEach(WaitQueue::wake);
  }

  @SuppressWarnings("NullAway") // null is the one value of Void
  private static boolean wake(Future<Void> waiter) {
    if (waiter.done()) {
      return false;
    }
    waiter.setResult(null);
    return true;
  }

  @Override
  public String toString() {
    return waiters.isEmpty() ? "" : ", waiters:" + waiters.size();
  }

  /** How many are in it. */
  int size() {
    return waiters.size();
  }
}
