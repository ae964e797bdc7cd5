/**
 * What a trace is, and everything that can be said about one.
 *
 * <p>Start reading at {@link dev.rondo.trace.TraceEvent}, the vocabulary. {@link
 * dev.rondo.trace.TraceReader} gives the events of a file, in four steps with one kind of failure
 * each: unpacking ({@code Compression}), lines ({@code Lines}), JSON values ({@code JsonValues}),
 * and what the keys say ({@code Decoder}, {@code Frame}). The usual line takes a shortcut past the
 * last two: {@code QuickDecoder} reads it with a {@code LineScanner}. {@link
 * dev.rondo.trace.TraceWriter} is the inverse.
 */
@NullMarked
package dev.rondo.trace;

import org.jspecify.annotations.NullMarked;
