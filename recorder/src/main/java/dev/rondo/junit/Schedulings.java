package dev.rondo.junit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is kept for all runs of a method under its schedules: which those are, the last that passed,
 * and the end.
 */
final class Schedulings {

  private final List<Schedule> schedules;
  private @Nullable TestRun passed;
  private boolean failed;

  Schedulings(List<Schedule> schedules) {
    this.schedules = schedules;
  }

  /** That of the n-th run, from 1. */
  Schedule of(int invocation) {
    return schedules.get(invocation - 1);
  }

  synchronized void passed(TestRun run) {
    passed = run;
  }

  synchronized void failed() {
    failed = true;
  }

  /** Whether no run has failed yet: after one has, the rest would only say it again. */
  synchronized boolean goesOn() {
    return !failed;
  }

  synchronized @Nullable TestRun lastPassed() {
    return passed;
  }
}
