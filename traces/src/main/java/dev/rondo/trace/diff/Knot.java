package dev.rondo.trace.diff;

import org.jspecify.annotations.Nullable;

/**
 * What is kept of a step once it has been dealt with: its place, and which step of the other trace
 * it is. Many of these stay (one for each thing that may be touched again), so they are small.
 */
final class Knot {

  /** What is known of a step's counterpart. */
  enum State {
    /** Not looked for yet, or not found yet. */
    OPEN,
    /** The same step, with the same steps before it. */
    SAME,
    /** The same place in the story, but the two differ. */
    CHANGED,
    /** The other trace has no such step. */
    ALONE
  }

  /** The event with which it begins. */
  final long seq;

  State state = State.OPEN;
  @Nullable Knot mate;

  /** The step itself, while it is open. */
  @Nullable Node node;

  /** Where digests are made: that of this step and all that led to it. */
  byte @Nullable [] hash;

  Knot(long seq) {
    this.seq = seq;
  }

  boolean isOpen() {
    return state == State.OPEN;
  }
}
