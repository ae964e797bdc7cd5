package dev.rondo;

import org.jspecify.annotations.Nullable;

/**
 * An attempt to pause where that cannot or must not be: outside of a task, within {@link
 * Async#withoutPause}, or on a stack that holds a monitor, runs a class initialiser, is in native
 * code or within a {@code ScopedValue} binding. The message names the place.
 */
public final class PauseException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  PauseException(String message) {
    super(message);
  }

  PauseException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
