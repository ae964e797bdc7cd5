package dev.rondo.trace.model;

import java.io.Serializable;

/**
 * What happened on a loop so far.
 *
 * @param events events seen
 * @param tasks tasks created
 * @param done tasks finished
 * @param slices slices begun
 * @param callbacks those of them that were plain callbacks
 * @param handles entries put in the ready queue
 * @param timers timers set
 * @param cancels cancellations requested and entries withdrawn
 * @param idle nanoseconds slept in the selector
 * @param lost events lost, as the trace says
 */
public record LoopCounts(
    long events,
    long tasks,
    long done,
    long slices,
    long callbacks,
    long handles,
    long timers,
    long cancels,
    long idle,
    long lost)
    implements Serializable {

  /** Nothing happened. */
  static final LoopCounts NONE = new LoopCounts(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

  /** What happened here and there. */
  LoopCounts plus(LoopCounts more) {
    return new LoopCounts(
        events + more.events,
        tasks + more.tasks,
        done + more.done,
        slices + more.slices,
        callbacks + more.callbacks,
        handles + more.handles,
        timers + more.timers,
        cancels + more.cancels,
        idle + more.idle,
        lost + more.lost);
  }
}
