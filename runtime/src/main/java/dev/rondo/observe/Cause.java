package dev.rondo.observe;

/** Why an entry was put in the ready queue. */
public enum Cause {
  /** A task's first step. */
  START,
  /** A bare yield. */
  YIELD,
  /** A future was completed. */
  DONE,
  /** {@code callSoon}. */
  SOON,
  /** A deadline was reached. */
  TIMER,
  /** A channel became ready. */
  IO,
  /** Handed over from another thread. */
  THREAD,
  /** An error is thrown into the task. */
  ERROR
}
