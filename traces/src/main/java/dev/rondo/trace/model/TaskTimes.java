package dev.rondo.trace.model;

/**
 * How a task spent its life so far, in nanoseconds.
 *
 * @param slices how often it was given control
 * @param run in control, without the eager first steps of tasks that it created
 * @param ready in the ready queue
 * @param suspended paused, and not in the ready queue
 * @param longest its longest slice
 */
public record TaskTimes(long slices, long run, long ready, long suspended, long longest) {}
