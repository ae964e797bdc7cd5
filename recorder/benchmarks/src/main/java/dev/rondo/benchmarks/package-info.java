/**
 * The project's benchmarks, and the page that they write. Start at {@link
 * dev.rondo.benchmarks.Benchmarks}.
 *
 * <ul>
 *   <li>What is measured: {@code Groups} lists it; the works themselves are {@code Works} (ours),
 *       JMH's classes ({@code Switch}, {@code Await}, {@code Create}, {@code Soon}) with the peers'
 *       beside them, programs of a process of their own ({@code Asleep}, {@code Timers}, {@code
 *       KitTests}), {@code Kotlinx.kt} and {@code asyncio_peer.py}.
 *   <li>The command line: {@code Commands}, on a {@code LargeTrace} that an example makes, and
 *       {@code ReadTrace}.
 *   <li>How: a {@code Probe} gives {@code Figures}, one round after the other, so that what is
 *       compared ran side by side.
 *   <li>What comes of it: {@code Tables} holds each row with its goal, {@code Page} puts them into
 *       {@code docs/benchmarks.md}.
 * </ul>
 */
@NullMarked
package dev.rondo.benchmarks;

import org.jspecify.annotations.NullMarked;
