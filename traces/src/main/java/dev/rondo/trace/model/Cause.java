package dev.rondo.trace.model;

import dev.rondo.trace.Why;
import org.jspecify.annotations.Nullable;

/**
 * Why an entry stood in the ready queue, and who put it there.
 *
 * @param why the reason that the trace gives
 * @param of the future whose completion it was, or 0
 * @param what what that stood for when the task paused on it ({@code sleep}, {@code task NAME} …);
 *     null for a plain callback
 * @param seq the event that put the entry in the queue: an {@code enqueue}, or the {@code resume}
 *     of an eager first step
 * @param t when that was, in nanoseconds of the trace
 * @param slice the slice that put it there, as the {@code seq} with which that slice began; 0 where
 *     nothing ran (the loop itself, a channel, another thread, the program around the loop)
 * @param timer where a deadline was reached, the setting of that timer
 */
public record Cause(
    Why why,
    long of,
    @Nullable String what,
    long seq,
    long t,
    long slice,
    @Nullable TimerSet timer) {

  /**
   * The setting of a timer.
   *
   * @param seq the {@code timer} event
   * @param t when it was set, in nanoseconds of the trace
   * @param deadline when it is due, in nanoseconds of the trace
   * @param slice the slice that set it, as the {@code seq} with which that slice began, or 0
   */
  public record TimerSet(long seq, long t, long deadline, long slice) {}

  /** Whether nothing inside the trace led here: an input, or the program around the loop. */
  public boolean isRoot() {
    return slice == 0 && (timer == null || timer.slice() == 0);
  }
}
