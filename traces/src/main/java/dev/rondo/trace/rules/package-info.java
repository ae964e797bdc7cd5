/**
 * The user's own rules over a recorded trace: what must come before what, what must never happen,
 * how long things may take, what must come to an end. {@code docs/rules.md} describes them.
 *
 * <p>Start reading at {@link dev.rondo.trace.rules.Rules}, the content of a rule file, and {@link
 * dev.rondo.trace.rules.RuleCheck}, which holds a trace against it:
 *
 * <pre>
 *   rules.yaml ──► RuleText (a tree with line numbers) ──► RuleReader ──► Rules: UserRule …
 *                                                                           │
 *   TraceEvent ──► RuleCheck ──► one LoopCheck per loop ──► Scene, then one Watch per rule
 *                                                                           │
 *                                                RuleFinding, and a RuleResult per rule
 * </pre>
 *
 * <p>A rule says what it looks for by {@code EventPattern}s, whose names are {@code Glob}s. A
 * {@code Watch} keeps what is open (an interval, a task, an obligation) and nothing of what is
 * over, so that the memory is bounded by what is live in the trace. Where events are missing, what
 * may have happened meanwhile is not held against it.
 */
@NullMarked
package dev.rondo.trace.rules;

import org.jspecify.annotations.NullMarked;
