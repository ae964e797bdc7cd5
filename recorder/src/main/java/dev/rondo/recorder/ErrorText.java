package dev.rondo.recorder;

import dev.rondo.observe.Ending;
import org.jspecify.annotations.Nullable;

/** What a trace says of an error: its class and its message. */
final class ErrorText {
  private static final int MOST = 1_000;

  private ErrorText() {}

  /** The error of something that raised; a cancellation is told by the outcome alone. */
  static @Nullable String of(Ending ending, @Nullable Throwable error) {
    return ending == Ending.RAISED && error != null ? of(error) : null;
  }

  static String of(Throwable error) {
    String type = error.getClass().getSimpleName();
    String message = messageOf(error);
    return message == null || message.isEmpty() ? type : type + ": " + message;
  }

  /** The message is the program's own code, which may fail as any other. */
  private static @Nullable String messageOf(Throwable error) {
    try {
      String message = error.getMessage();
      return message == null || message.length() <= MOST
          ? message
          : message.substring(0, MOST) + "…";
    } catch (RuntimeException e) {
      return "(its message cannot be had: " + e.getClass().getName() + ")";
    }
  }
}
