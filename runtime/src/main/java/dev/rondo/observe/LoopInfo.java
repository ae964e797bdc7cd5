package dev.rondo.observe;

import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What an observer may know of its loop from the start.
 *
 * @param name the loop's name, if it was given one
 * @param clock the loop's clock, in nanoseconds of an arbitrary origin; to be read on the loop's
 *     thread
 * @param virtual whether that clock jumps from deadline to deadline
 * @param engine the coroutine engine, {@code continuation} or {@code virtual-thread}
 * @param policy how the next ready entry is chosen; null for first in, first out
 * @param seed what that policy's choices follow from, if they do
 */
public record LoopInfo(
    @Nullable String name,
    LongSupplier clock,
    boolean virtual,
    String engine,
    @Nullable String policy,
    @Nullable Long seed) {}
