package dev.rondo.recorder;

/** What a row of a {@link Chunk} says: one for each hook of the observer, and our own two. */
enum Kind {
  LOOP,
  TASK,
  STEP_ENQUEUED,
  CALLBACK_ENQUEUED,
  RESUME,
  PAUSE,
  TASK_DONE,
  FUTURE_DONE,
  AWAIT,
  LISTEN,
  USE,
  CALLBACK,
  RETURN,
  TIMER,
  CANCEL_TASK,
  CANCEL_FUTURE,
  CANCEL_HANDLE,
  ENTER,
  EXIT,
  IDLE,
  MARK,
  INPUT,
  WARN,
  STALL,
  /** The recorder dropped events. */
  LOST,
  /** The recorder made the loop wait. */
  WAITED;

  private static final Kind[] ALL = values();

  static Kind of(long ordinal) {
    return ALL[(int) ordinal];
  }

  boolean endsSlice() {
    return this == PAUSE || this == TASK_DONE || this == RETURN;
  }

  /** Whether a trace that lost events may go on with it: between slices, a slice or a new state. */
  boolean mayFollowLoss() {
    return this == RESUME || this == CALLBACK || this == LOOP;
  }
}
