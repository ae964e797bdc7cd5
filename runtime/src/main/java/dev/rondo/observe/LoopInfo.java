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
 */
public record LoopInfo(@Nullable String name, LongSupplier clock, boolean virtual, String engine) {}
