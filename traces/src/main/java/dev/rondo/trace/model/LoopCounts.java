package dev.rondo.trace.model;

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
 * @param oddities events that did not fit what came before, and were ignored in part
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
    long lost,
    long oddities) {}
