package dev.rondo.recorder;

import dev.rondo.trace.replay.Divergence;

/** Ends the run of a loop that was to do what its recording has, and did something else. */
public final class DivergedException extends IllegalStateException {
  private static final long serialVersionUID = 1;

  private final transient Divergence divergence;

  DivergedException(Divergence divergence) {
    super(
        "the run parts from its recording at event %d of loop %d: %s"
            .formatted(divergence.seq(), divergence.loop(), divergence.kind().sentence()));
    this.divergence = divergence;
  }

  /** Where, and how. */
  public Divergence divergence() {
    return divergence;
  }
}
