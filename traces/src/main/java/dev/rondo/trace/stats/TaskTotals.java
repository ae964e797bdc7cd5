package dev.rondo.trace.stats;

import org.jspecify.annotations.Nullable;

/**
 * How one task spent its life, in nanoseconds.
 *
 * @param trace what the trace is called
 * @param loop the loop
 * @param task its number
 * @param title what people recognise it by
 * @param coro the coroutine that it drives
 * @param at the source line that created it, where the trace has it
 * @param slices how often it was given control
 * @param run in control
 * @param ready in the ready queue
 * @param suspended paused on something
 * @param longest its longest slice
 * @param done whether it finished
 */
public record TaskTotals(
    String trace,
    int loop,
    long task,
    String title,
    String coro,
    @Nullable String at,
    long slices,
    long run,
    long ready,
    long suspended,
    long longest,
    boolean done) {}
