package dev.rondo;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;

/**
 * The one rule for what comes out of an await: unchecked as it is, checked in a
 * CompletionException.
 */
final class Thrown {
  private Thrown() {}

  /**
   * {@code failure} in a form that can be thrown anywhere. Returned, so that callers can say throw.
   */
  static RuntimeException unchecked(Throwable failure) {
    return switch (failure) {
      case RuntimeException e -> e;
      case Error e -> throw e;
      default -> new CompletionException(failure);
    };
  }

  /** Calls {@code body}; what it throws comes out by the rule. */
  static <T> T call(Callable<? extends T> body) {
    try {
      return body.call();
    } catch (Exception e) {
      throw unchecked(e);
    }
  }
}
