package dev.rondo.sync;

import dev.rondo.CancelledError;
import dev.rondo.Coroutine;
import dev.rondo.SharedState;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A lock and a place to wait for what it guards to change: the lock must be held to wait, which
 * gives it back meanwhile, and to notify. Belongs to its loop's thread. As CPython 3.13's {@code
 * asyncio.Condition}, whose {@code wait} is {@link #await} here.
 */
public final class Condition {
  private final SharedState state;
  private final WaitQueue waiters;
  private final Lock lock;

  /** A condition without a name and with a lock of its own. */
  public Condition() {
    this("");
  }

  /** A condition that traces call by {@code name}, with a lock of its own. */
  public Condition(String name) {
    this(name, new Lock(name));
  }

  /** A condition of {@code lock}, which may be shared by several. */
  public Condition(String name, Lock lock) {
    this.lock = lock;
    state = new SharedState(("condition " + name).strip());
    waiters = new WaitQueue(state.toString());
  }

  /** Takes the lock. */
  public Coroutine<Void> acquire() {
    return lock.acquire();
  }

  /** Gives the lock back. */
  public void release() {
    lock.release();
  }

  /** Whether a task has the lock. */
  public boolean locked() {
    return lock.locked();
  }

  /**
   * Waits until notified; the lock is given back meanwhile and taken again before this returns,
   * even if it is cancelled. A wake-up without a notification is possible: look again at what you
   * wait for.
   */
  public Coroutine<Void> await() {
    return Coroutine.ofLibrary("await", this::awaitNotified);
  }

  /** Waits until {@code predicate} holds; it is asked at once, and after each notification. */
  public Coroutine<Void> awaitUntil(BooleanSupplier predicate) {
    return Coroutine.ofLibrary("awaitUntil", () -> awaitHolding(predicate));
  }

  void awaitHolding(BooleanSupplier predicate) {
    while (!predicate.getAsBoolean()) {
      awaitNotified();
    }
  }

  private void awaitNotified() {
    requireLock("wait");
    release();
    try {
      try {
        waiters.await();
      } finally {
        takeAgain();
      }
    } catch (Throwable e) {
      wake(1); // it may have been us who were notified: then it is another's
      throw e;
    }
    state.use("wait");
  }

  /** Takes the lock whatever comes; a cancellation meanwhile is thrown when it is taken. */
  private void takeAgain() {
    CancelledError meanwhile = null;
    while (true) {
      try {
        lock.take();
        break;
      } catch (CancelledError e) {
        meanwhile = e;
      }
    }
    throwIfAny(meanwhile);
  }

  private static void throwIfAny(@Nullable CancelledError error) {
    if (error != null) {
      throw error;
    }
  }

  /**
   * Wakes up to {@code n} who wait.
   *
   * @throws IllegalStateException if the lock is not held
   */
  public void notify(int n) {
    requireLock("notify");
    wake(n);
    state.use("notify");
  }

  /** Wakes all who wait. */
  public void notifyEach() {
    notify(waiters.size());
  }

  private void wake(int n) {
    for (int i = 0; i < n && waiters.wakeNext(); i++) {}
  }

  private void requireLock(String what) {
    if (!locked()) {
      throw new IllegalStateException("cannot " + what + " on un-acquired lock: " + this);
    }
  }

  @Override
  public String toString() {
    return "<" + state + (locked() ? " locked" : " unlocked") + waiters + ">";
  }
}
