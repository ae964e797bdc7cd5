package dev.rondo;

import org.jspecify.annotations.Nullable;

/** Something took longer than it was given. Unchecked, unlike {@code java.util.concurrent}'s. */
public final class TimeoutException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TimeoutException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
