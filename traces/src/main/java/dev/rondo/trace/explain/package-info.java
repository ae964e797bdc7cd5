/**
 * Why did this happen, and what kept that task waiting? Answers out of the causes that a trace
 * tells, in memory for what is live and for the answer itself.
 *
 * <p>{@link dev.rondo.trace.explain.Causation} follows, in a first pass, which event led to which,
 * by number alone, so that a long trace fits; it gives the {@link dev.rondo.trace.explain.Chain} to
 * the event or task that is asked about. {@link dev.rondo.trace.explain.Telling} says the chain in
 * sentences, in a second pass. {@link dev.rondo.trace.explain.Blamer} needs one pass alone.
 *
 * <pre>
 *   TraceEvent ──► Causation ──► Chain ──► Telling (second pass) ──► Explanation
 *              └─► Blamer ──► Blame
 * </pre>
 */
@NullMarked
package dev.rondo.trace.explain;

import org.jspecify.annotations.NullMarked;
