package dev.rondo.sync;

import dev.rondo.Coroutine;
import dev.rondo.SharedState;

/**
 * A number of permits, given to tasks in the order in which they asked. Belongs to its loop's
 * thread. As CPython 3.13's {@code asyncio.Semaphore}.
 */
public sealed class Semaphore permits BoundedSemaphore {
  private final SharedState state;
  private final WaitQueue waiters;
  private int value;

  /** A semaphore of {@code value} permits, without a name. */
  public Semaphore(int value) {
    this(value, "");
  }

  /**
   * A semaphore of {@code value} permits that traces call by {@code name}.
   *
   * @throws IllegalArgumentException if {@code value} is negative
   */
  public Semaphore(int value, String name) {
    if (value < 0) {
      throw new IllegalArgumentException(
          "a semaphore begins with at least 0 permits, not " + value);
    }
    this.value = value;
    state = new SharedState(("semaphore " + name).strip());
    waiters = new WaitQueue(state.toString());
  }

  final int value() {
    return value;
  }

  /** Whether one who asks now must wait: no permit is left, or others were first. */
  public final boolean locked() {
    return value == 0 || !waiters.nobodyWaits();
  }

  /** Takes a permit, and waits before that until it is this task's turn. */
  public final Coroutine<Void> acquire() {
    return Coroutine.ofLibrary(
        "acquire",
        () -> {
          if (locked()) {
            awaitPermit();
          } else {
            value--;
          }
          state.use("acquire");
        });
  }

  private void awaitPermit() {
    try {
      waiters.await(() -> value++); // it was given to us, and we go without
    } finally {
      while (value > 0 && giveToNext()) {}
    }
  }

  /** Gives a permit to the first who waits. */
  private boolean giveToNext() {
    boolean given = waiters.wakeNext();
    if (given) {
      value--;
    }
    return given;
  }

  /** Gives a permit back, to the task that has waited longest. */
  public void release() {
    value++;
    giveToNext();
    state.use("release");
  }

  @Override
  public final String toString() {
    return "<" + state + (locked() ? " locked" : " unlocked, value:" + value) + waiters + ">";
  }
}
