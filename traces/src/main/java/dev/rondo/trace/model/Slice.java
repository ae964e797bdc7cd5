package dev.rondo.trace.model;

import dev.rondo.trace.TraceEvent;
import org.jspecify.annotations.Nullable;

/**
 * One stretch of control: a task between its {@code resume} and giving control back, or a plain
 * callback while it runs.
 *
 * @param loop the loop's number
 * @param begin the {@code seq} with which it began; it names the slice within its loop
 * @param end the {@code seq} that ended it, or 0 while it runs
 * @param task the task that ran, or 0 for a plain callback
 * @param name the task's or the callback's name
 * @param handle the entry of the ready queue that ran, or 0 for an eager first step
 * @param eager whether this is an eager first step, inside its creator's slice
 * @param turn the turn of the loop, from 1
 * @param start when it began, in nanoseconds of the trace
 * @param stop when it ended; while it runs, the time of the last event
 * @param nested nanoseconds of that time that eager first steps within it took
 * @param cause why it ran, or null where the trace does not tell
 * @param ending the event that ended it, or null while it runs
 */
public record Slice(
    int loop,
    long begin,
    long end,
    long task,
    String name,
    long handle,
    boolean eager,
    long turn,
    long start,
    long stop,
    long nested,
    @Nullable Cause cause,
    @Nullable TraceEvent ending) {

  /** Nanoseconds that it had control itself, without the eager first steps within it. */
  public long run() {
    return stop - start - nested;
  }

  /** Whether the event {@code seq} of the same loop lies within this slice. */
  public boolean contains(long seq) {
    return begin <= seq && (end == 0 || seq <= end);
  }
}
