/**
 * How a loop is watched: a leaf that knows nothing of the loop.
 *
 * <ul>
 *   <li>{@link dev.rondo.observe.LoopObserver}: the hooks, one for each scheduling decision;
 *   <li>{@link dev.rondo.observe.ObserverProvider}: gives each new loop its observer; found as a
 *       service;
 *   <li>{@link dev.rondo.observe.AwaitChain}: the coroutines that a task awaits in place;
 *   <li>{@link dev.rondo.observe.Traceparent}: where in a distributed trace a task is.
 * </ul>
 */
@NullMarked
package dev.rondo.observe;

import org.jspecify.annotations.NullMarked;
