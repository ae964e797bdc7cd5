package dev.rondo;

/**
 * An operation on a future that its state does not allow: a result that is not there yet, or set
 * twice.
 */
public final class InvalidStateException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  InvalidStateException(String message) {
    super(message);
  }
}
