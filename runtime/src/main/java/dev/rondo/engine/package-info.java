/**
 * The seam below the loop: how a coroutine's stack is put aside and taken up again.
 *
 * <p>An {@link dev.rondo.engine.Engine} makes {@link dev.rondo.engine.Fiber}s. There are two: one
 * on the JDK's own continuations, and one on virtual threads that needs nothing but the public API.
 * Not exported.
 */
@NullMarked
package dev.rondo.engine;

import org.jspecify.annotations.NullMarked;
