/**
 * Do two traces tell the same story? Compared is what is logical (what happened, in which order, to
 * whom and why), never numbers, times, threads or places.
 *
 * <p>Start reading at {@link dev.rondo.trace.diff.TraceDiff}: it reads both traces side by side,
 * pairs their loops in order of appearance, and hands each pair of events to its {@code LoopPair}.
 * {@code Roles} gives an event's numbers their meaning (the n-th task, future, handle or object to
 * appear), so that equal programs with other numbers compare equal. {@code TaskMatch} tells which
 * tasks only one side has. The answer is a {@link dev.rondo.trace.diff.Comparison}.
 */
@NullMarked
package dev.rondo.trace.diff;

import org.jspecify.annotations.NullMarked;
