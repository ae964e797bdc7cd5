package dev.rondo.trace;

/** Why an entry was put in the ready queue. */
public enum Why {
  /** A task's first step. */
  START,
  /** A bare yield: straight back to the tail. */
  YIELD,
  /** The future named by {@code of} was completed. */
  DONE,
  /** {@code callSoon}. */
  SOON,
  /** A deadline was reached. */
  TIMER,
  /** A channel became ready: an input. */
  IO,
  /** Handed over from another thread: an input. */
  THREAD,
  /** The runtime throws an error into the task. */
  ERROR;

  private final String text = name().toLowerCase(java.util.Locale.ROOT);

  /** The spelling of the format. */
  public String text() {
    return text;
  }
}
