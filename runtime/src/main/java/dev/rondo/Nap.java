package dev.rondo;

import dev.rondo.observe.Cause;
import dev.rondo.observe.LoopObserver;
import org.jspecify.annotations.Nullable;

/**
 * A task's sleep: the timer that ends it, and what the task is paused on meanwhile. CPython's
 * {@code sleep} makes a future for the latter, which the timer completes. Here one object is both,
 * as very many tasks may sleep at once, and has a number of either kind.
 *
 * <p>The body makes it, the loop begins it once it has control: what a body calls before its pause,
 * the compiler may give room to on the stack that is kept for each sleeper.
 */
final class Nap extends TimerHandle implements PausedOn {
  private final Task<?> sleeper;
  private long future;
  private boolean over;
  private boolean cut; // by a cancellation
  private @Nullable String message; // of that

  Nap(Task<?> sleeper, long nanos) {
    super(nanos, null);
    this.sleeper = sleeper;
  }

  /** Sets the timer, within the slice that its sleeper has just ended. */
  void begin() {
    EventLoop loop = loop();
    future = loop.nextFutureId();
    countFrom(loop.time());
    loop.turns().add(this);
  }

  /** Its number among the loop's futures. */
  long future() {
    return future;
  }

  boolean isOver() {
    return over;
  }

  /** Whether a cancellation ended it. */
  boolean wasCut() {
    return cut;
  }

  /** A cancellation ends it: false if it was over already. */
  boolean cut(@Nullable String why) {
    if (over) {
      return false;
    }
    cut = true;
    message = why;
    EventLoop loop = loop();
    LoopObserver observer = loop.observer();
    if (observer != null) {
      observer.futureCancelled(future, loop.currentTaskId());
    }
    wake();
    return true;
  }

  private void wake() {
    over = true;
    loop().enqueue(sleeper, Cause.DONE, future);
  }

  /**
   * Its sleeper goes on, on whose stack this is called: what it has to throw, which is {@code
   * error} if there is one; null if it slept to the end.
   */
  @Nullable Throwable left(@Nullable Throwable error) {
    if (error == null && !cut) {
      return null;
    }
    cancel();
    return error == null ? new CancelledError(message) : error;
  }

  @Override
  EventLoop loop() {
    return sleeper.loop();
  }

  @Override
  void call() {
    if (!over) {
      wake();
    }
  }

  @Override
  String name() {
    return "wake";
  }

  @Override
  Object function() {
    return this;
  }
}
