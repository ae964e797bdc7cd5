package dev.rondo.recorder;

/** What a row of a {@link Chunk} says; one for each hook of the observer. */
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
  WARN,
  STALL;

  private static final Kind[] ALL = values();

  static Kind of(long ordinal) {
    return ALL[(int) ordinal];
  }
}
