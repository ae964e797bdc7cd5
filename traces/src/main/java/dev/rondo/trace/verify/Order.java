package dev.rondo.trace.verify;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What is known of the order in which a loop's entries run. */
enum Order {
  /** As they were enqueued. */
  FIFO,
  /** All that is ready when a turn begins before what is enqueued later, in any order. */
  BY_TURNS,
  /** Nothing. */
  OPEN;

  /** Of that policy, as traces name it; null for the usual. */
  static Order of(@Nullable String policy) {
    return policy == null
        ? FIFO
        : switch (policy.toLowerCase(Locale.ROOT)) {
          case "fifo" -> FIFO;
          case "random" -> BY_TURNS;
          default -> OPEN;
        };
  }
}
