package dev.rondo.recorder;

import java.util.Locale;

/** How much a trace tells. */
public enum Detail {
  /** Everything, the coroutines awaited in place too. */
  FULL,
  /** No {@code enter} and {@code exit} events; the chain in each pause tells enough for most. */
  SCHEDULE;

  /** The spelling of the format. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The detail of that spelling.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Detail of(String text) {
    for (Detail detail : values()) {
      if (detail.text().equals(text)) {
        return detail;
      }
    }
    throw new IllegalArgumentException("detail is '" + text + "': choose full or schedule");
  }
}
