package dev.rondo.trace;

/** The state of a loop. */
public enum Phase {
  RUNNING,
  STOPPED,
  CLOSED;

  private final String text = name().toLowerCase(java.util.Locale.ROOT);

  /** The spelling of the format. */
  public String text() {
    return text;
  }
}
