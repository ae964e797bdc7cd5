package dev.rondo;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Stands before each slice of a loop, and lets another thread hold the loop there while it looks at
 * what the loop alone may touch. To the loop it costs a read without a fence.
 *
 * <p>So shutting it is seen by the loop only soon. {@code Thread.getStackTrace} of the loop's
 * thread makes sure: that thread answers it itself, or is known to stand still, and what was
 * written before it is seen afterwards. If the stack then shows the inside of a slice, no other
 * slice begins until this is opened.
 */
final class Turnstile {
  private final ReentrantLock lock = new ReentrantLock();
  private static final VarHandle SHUT = shutHandle();

  @SuppressWarnings("unused") // through SHUT: for the loop a read without a fence
  private boolean shut;

  private volatile boolean held;

  private static VarHandle shutHandle() {
    try {
      return MethodHandles.lookup().findVarHandle(Turnstile.class, "shut", boolean.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** The loop's thread, before each slice: waits as long as it is shut. */
  void pass() {
    if ((boolean) SHUT.getOpaque(this)) {
      hold();
    }
  }

  private void hold() {
    held = true;
    lock.lock();
    try {
      held = false;
    } finally {
      lock.unlock();
    }
  }

  /** Another thread: no slice begins from soon on, until {@link #open}. */
  void shut() {
    lock.lock();
    SHUT.setVolatile(this, true);
  }

  /** The thread that shut it. */
  void open() {
    SHUT.setVolatile(this, false);
    lock.unlock();
  }

  /** Whether the loop stands here. */
  boolean holds() {
    return held;
  }
}
