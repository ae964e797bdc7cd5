package dev.rondo.cli.otlp;

/** How much of a trace becomes spans; each level has all of those before it. */
public enum Level {
  /** A span for each task. */
  TASKS,
  /** And span events for its pauses and resumes. */
  PAUSES,
  /** And a span for each of its slices. */
  STEPS;

  boolean has(Level other) {
    return compareTo(other) >= 0;
  }
}
