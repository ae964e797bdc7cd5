package dev.rondo.recorder;

import java.util.Locale;

/** What becomes of a loop that is faster than the file, once the recorder's memory is full. */
public enum WhenFull {
  /** The loop waits, and the trace tells where and how long. Nothing is lost. */
  WAIT,
  /** Events are dropped, whole slices at a time, and the trace tells where and how many. */
  DROP;

  /** The spelling of options. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * What that spelling means.
   *
   * @throws IllegalArgumentException if nothing
   */
  public static WhenFull of(String text) {
    for (WhenFull choice : values()) {
      if (choice.text().equals(text)) {
        return choice;
      }
    }
    throw new IllegalArgumentException("when-full is '" + text + "': choose wait or drop");
  }
}
