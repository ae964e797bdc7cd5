package dev.rondo.trace.diff;

/** What the comparison of two traces says. */
public enum Verdict {
  /** The same logical content, in the same order. */
  IDENTICAL,
  /** The same steps, causes and results; only steps that share nothing changed places. */
  EQUIVALENT,
  /** Another content, or another order. */
  DIFFERENT,
  /** It cannot be told: events were lost, or there is nothing to compare. */
  UNKNOWN;

  private final String text = name().toLowerCase(java.util.Locale.ROOT);

  /** The word for it in output. */
  public String text() {
    return text;
  }
}
