package dev.rondo.trace;

/** How a task or future ended. */
public enum Outcome {
  RETURNED,
  RAISED,
  CANCELLED;

  private final String text = name().toLowerCase(java.util.Locale.ROOT);

  /** The spelling of the format. */
  public String text() {
    return text;
  }
}
