/**
 * How the time of traces was spent: in control, ready, suspended, by task, coroutine and the source
 * line that made the task, and turn by turn.
 *
 * <p>A {@link dev.rondo.trace.stats.StatisticsCollector} takes the events of one trace and gives
 * {@link dev.rondo.trace.stats.Statistics}: a value. Those of several traces, of the loops of a
 * trace, or of successive stretches of it merge into those of the whole, exactly, so that parts may
 * be looked at on different machines. A {@link dev.rondo.trace.stats.Distribution} is what is known
 * of many durations: their number, sum and extremes exactly, their percentiles to a thousandth.
 */
@NullMarked
package dev.rondo.trace.stats;

import org.jspecify.annotations.NullMarked;
