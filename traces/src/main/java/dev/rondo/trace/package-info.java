/**
 * What a trace is, and everything that can be said about one.
 *
 * <p>Start reading at {@link dev.rondo.trace.TraceEvent}, the vocabulary.
 */
@NullMarked
package dev.rondo.trace;

import org.jspecify.annotations.NullMarked;
