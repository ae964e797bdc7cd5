package dev.rondo.trace.model;

import org.jspecify.annotations.Nullable;

/**
 * A timer that is not due yet.
 *
 * @param handle its number
 * @param callback the name of what it calls, where the trace has it
 * @param set when and by whom it was set, and its deadline
 */
public record PendingTimer(long handle, @Nullable String callback, Cause.TimerSet set) {}
