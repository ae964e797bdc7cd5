package dev.rondo.cli.otlp;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What became of one request. */
sealed interface Answer {

  /** The receiver has taken the spans, but for so many that it rejected, and says why. */
  record Taken(long rejected, String message) implements Answer {}

  /** It may go better later: in {@code after}, if the receiver has said so. */
  record Later(String reason, @Nullable Duration after) implements Answer {}

  /** The spans of this request will not be taken. */
  record Refused(String reason) implements Answer {}

  /** Nothing will be taken, whatever is sent. */
  record Closed(String reason) implements Answer {}
}
