package dev.rondo;

import org.jspecify.annotations.Nullable;

/**
 * Thrown into a task that was cancelled, and by the result of a future that was. An {@code Error},
 * so that {@code catch (Exception e)} does not swallow it; catch it to clean up, and throw it on.
 */
public final class CancelledError extends Error {
  private static final long serialVersionUID = 1L;

  /** A cancellation, with what the one who cancelled had to say, or null. */
  public CancelledError(@Nullable String message) {
    super(message);
  }
}
