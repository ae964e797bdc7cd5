/**
 * Do two traces tell the same story? Compared is what is logical (what happened, to whom and why),
 * never numbers, times, threads or places; the order counts only between steps that touch the same
 * thing. {@code docs/equivalence.md} says what that means.
 *
 * <p>Start reading at {@link dev.rondo.trace.diff.TraceDiff}: it reads both traces side by side and
 * pairs their loops in order of appearance. Of each loop, {@code Weaver} makes steps ({@code Node})
 * out of events: what they say, as a {@code Hash}, and the things ({@code Entity}) that they touch,
 * each with the step that touched it before. {@code Matcher} finds for every step its counterpart;
 * {@code Fit} tells whether the two are the same. What is not goes to {@code Changes}, which keep
 * the first by causes ({@code Place} says where in it, {@code Telling} puts it in words). The
 * answer is a {@link dev.rondo.trace.diff.Comparison}. {@link dev.rondo.trace.diff.Digests} makes
 * of the same steps two numbers that stand for one trace, and can be its id.
 */
@NullMarked
package dev.rondo.trace.diff;

import org.jspecify.annotations.NullMarked;
