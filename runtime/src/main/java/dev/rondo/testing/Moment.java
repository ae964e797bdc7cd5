package dev.rondo.testing;

import java.time.Duration;

/**
 * Something that happened on a loop.
 *
 * @param time since the trace began, on the loop's clock
 * @param kind what it is
 * @param task the name of the task that it happened to or in; empty for none
 * @param id the number of that task, or of the future; 0 for none
 * @param handle the number of the entry in the ready queue, or of the timer; 0 for none
 * @param line all of it in words: {@code pause main on task child}
 */
public record Moment(Duration time, Kind kind, String task, long id, long handle, String line) {

  /** What can happen. */
  public enum Kind {
    LOOP,
    TASK,
    ENQUEUE,
    RESUME,
    PAUSE,
    DONE,
    AWAIT,
    LISTEN,
    USE,
    CALLBACK,
    RETURN,
    TIMER,
    CANCEL,
    ENTER,
    EXIT,
    MARK,
    INPUT,
    WARN,
    STALL
  }

  /** {@link #line}. */
  @Override
  public String toString() {
    return line;
  }
}
