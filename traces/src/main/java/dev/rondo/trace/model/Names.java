package dev.rondo.trace.model;

import org.jspecify.annotations.Nullable;

/** What sentences about a loop's events call the numbers in them. */
public interface Names {

  /** The name of the task with that number, or null where there is none. */
  @Nullable String taskName(long id);

  /** What {@code future} stood for when {@code task} paused on it last; null if it did not. */
  @Nullable String awaitedBy(long task, long future);

  /** The event that set the timer of an entry that has just become due; 0 if that is not known. */
  long timerSet(long handle);

  /** The name of the callback that the event {@code seq} ends; null if that is not known. */
  @Nullable String returning(long handle, long seq);
}
