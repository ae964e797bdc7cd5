/**
 * The test kit for JUnit: tests whose schedule is recorded, checked, kept and varied. Nothing else
 * of the recorder knows JUnit, which need not be there.
 *
 * <ul>
 *   <li>{@link dev.rondo.junit.Recorded}: on a virtual clock, recorded, and held to the rules;
 *   <li>{@link dev.rondo.junit.GoldenTrace}: and held against a trace that is kept;
 *   <li>{@link dev.rondo.junit.Schedules}: and run under many schedules;
 *   <li>{@link dev.rondo.junit.Recording}: what a test may ask of its own trace.
 * </ul>
 *
 * <p>{@code RecordedExtension} is where JUnit comes in; a {@code TestRun} is what it keeps for each
 * test, and {@code Schedulings} (found by {@code SchedulesExtension}) what it keeps for all runs of
 * one method. {@code Flaws} and {@code GoldenCheck} judge a trace.
 */
@NullMarked
package dev.rondo.junit;

import org.jspecify.annotations.NullMarked;
