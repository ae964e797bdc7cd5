/**
 * Is this the trace of a correct loop? The rules at the end of the format's description, checked in
 * one pass, in memory for what is live (and one bit for each id that was used up).
 *
 * <p>Start reading at {@link dev.rondo.trace.verify.Verifier}. A broken rule is a {@link
 * dev.rondo.trace.verify.Finding}, never an exception. Each of the package-private checks stands
 * for one or two rules:
 *
 * <pre>
 *   Verifier ──► LoopVerifier (one per loop) ──► Sequence   rule 1      ──► Findings
 *                                                TaskLives  rules 5, 6
 *                                                Queue      rules 3, 4
 *                                                Slices     rule 2
 *                                                Timers     rule 7
 *                                                Situation  what findings show beside
 * </pre>
 *
 * <p>One event gives at most one finding: the first rule that it breaks. After a finding the checks
 * go on from the state that makes the most of what follows, so that one flaw in a trace gives few
 * findings. All of it can be carried elsewhere, to go on there ({@link
 * dev.rondo.trace.verify.Verifier#state()}). Where events were lost, what may have happened
 * meanwhile is not held against the trace.
 */
@NullMarked
package dev.rondo.trace.verify;

import org.jspecify.annotations.NullMarked;
