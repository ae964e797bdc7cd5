package dev.rondo.sync;

import dev.rondo.CancelledError;
import dev.rondo.Coroutine;
import dev.rondo.SharedState;

/**
 * A lock between tasks, given in the order in which they asked. Not re-entrant. Unlike {@code
 * synchronized} and the JDK's locks, it may be held over a pause.
 *
 * {@snippet :
 * await(lock.acquire());
 * try {
 *   await(save());
 * } finally {
 *   lock.release();
 * }
 * }
 *
 * <p>Belongs to its loop's thread. As CPython 3.13's {@code asyncio.Lock}.
 */
public final class Lock {
  private final SharedState state;
  private final WaitQueue waiters;
  private boolean locked;

  /** A lock without a name. */
  public Lock() {
    this("");
  }

  /** A lock that traces call by {@code name}. */
  public Lock(String name) {
    state = new SharedState(("lock " + name).strip());
    waiters = new WaitQueue(state.toString());
  }

  /** Whether a task has it. */
  public boolean locked() {
    return locked;
  }

  /** Takes it, and waits before that as long as another task has it. */
  public Coroutine<Void> acquire() {
    return Coroutine.ofLibrary("acquire", this::take);
  }

  /** Takes it, on the running task. */
  void take() {
    if (locked || !waiters.nobodyWaits()) {
      try {
        waiters.await();
      } catch (CancelledError e) {
        if (!locked) { // it was our turn: now it is the next one's
          waiters.wakeFirst();
        }
        throw e;
      }
    }
    locked = true;
    state.use("acquire");
  }

  /**
   * Gives it back, to the task that has waited longest.
   *
   * @throws IllegalStateException if nobody has it
   */
  public void release() {
    if (!locked) {
      throw new IllegalStateException("Lock is not acquired: " + this);
    }
    locked = false;
    waiters.wakeFirst();
    state.use("release");
  }

  @Override
  public String toString() {
    return "<" + state + (locked ? " locked" : " unlocked") + waiters + ">";
  }
}
