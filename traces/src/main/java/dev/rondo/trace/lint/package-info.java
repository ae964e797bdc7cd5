/**
 * What in a trace deserves a look although no rule is broken: slow slices, starvation, awaits in
 * series that could overlap, needless locks. What is worth a look is a guess, so that each kind of
 * finding can be switched off and most have a threshold; {@code docs/lint.md} tells of each when it
 * is right and when it is not.
 *
 * <p>Start reading at {@link dev.rondo.trace.lint.Linter}, which hands every event and slice of a
 * loop to its {@code Inspection}s, one class for one or two {@link dev.rondo.trace.lint.Check}s.
 * They tell what they see to a {@code Report}, which knows where they are and keeps repetitions
 * short.
 *
 * <pre>
 *   Linter ──► Inspection (one of each per loop) ──► Report ──► LintFinding
 * </pre>
 *
 * <p>One pass, in memory for what is live, and a few numbers for each coroutine and lock.
 */
@NullMarked
package dev.rondo.trace.lint;

import org.jspecify.annotations.NullMarked;
