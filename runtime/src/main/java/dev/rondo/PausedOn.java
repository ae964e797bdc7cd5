package dev.rondo;

import org.jspecify.annotations.Nullable;

/**
 * What a task is paused on: a future's end, or its own nap's. An interface with nothing to it,
 * since what it would say would be public in {@link Future}.
 */
sealed interface PausedOn permits Future, Nap {

  /** Its number among the loop's futures. */
  static long id(PausedOn on) {
    return on instanceof Nap nap ? nap.future() : ((Future<?>) on).id();
  }

  /** What it stands for, in a trace's words. */
  static String what(PausedOn on) {
    return on instanceof Future<?> future ? future.what() : "sleep";
  }

  /** Whether the task's next step is queued. */
  static boolean isOver(PausedOn on) {
    return on instanceof Nap nap ? nap.isOver() : ((Future<?>) on).done();
  }

  /** Whether it ended in a cancellation. */
  static boolean endedInCancellation(PausedOn on) {
    return on instanceof Nap nap ? nap.wasCut() : ((Future<?>) on).endedInCancellation();
  }

  /** Cancels it, so that the task is woken; false if it is over. */
  static boolean cancel(PausedOn on, @Nullable String message) {
    return on instanceof Nap nap ? nap.cut(message) : ((Future<?>) on).cancel(message);
  }
}
