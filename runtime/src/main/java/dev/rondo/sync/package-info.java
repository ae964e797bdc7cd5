/**
 * What tasks of one loop share: queues, locks, events. All of it is built on the public door alone:
 * {@link dev.rondo.EventLoop#createFuture(String)}, {@link dev.rondo.Async#await} and {@link
 * dev.rondo.SharedState}.
 *
 * <p>One fair wait queue ({@code WaitQueue}) is under everything. Nothing here is thread-safe: it
 * belongs to its loop's thread, and {@link dev.rondo.EventLoop#callSoonThreadsafe} is the door for
 * others. Who waits first is served first; the order of every step is that of CPython 3.13.
 */
@NullMarked
package dev.rondo.sync;

import org.jspecify.annotations.NullMarked;
