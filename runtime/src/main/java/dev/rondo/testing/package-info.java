/**
 * For tests of programs on a loop: time that passes when the test says so, steps one by one, and a
 * trace in memory to hold the schedule against. Stands on {@link dev.rondo.Stepper} and {@link
 * dev.rondo.observe.LoopObserver}; needs no test framework.
 *
 * <ul>
 *   <li>{@link dev.rondo.testing.TestLoop}: a loop that the test runs, step by step or up to a
 *       time;
 *   <li>{@link dev.rondo.testing.InMemoryTrace}: what happened on a loop, each {@link
 *       dev.rondo.testing.Moment} with a line in words; {@code MomentObserver} finds them.
 * </ul>
 */
@NullMarked
package dev.rondo.testing;

import org.jspecify.annotations.NullMarked;
