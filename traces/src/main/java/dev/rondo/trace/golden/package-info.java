/**
 * Traces that are kept, to hold later ones against.
 *
 * <ul>
 *   <li>{@link dev.rondo.trace.golden.GoldenFile}: one of them, and the new one beside it that may
 *       replace it;
 *   <li>{@code GoldenCopy}: what of a trace is kept.
 * </ul>
 */
@NullMarked
package dev.rondo.trace.golden;

import org.jspecify.annotations.NullMarked;
