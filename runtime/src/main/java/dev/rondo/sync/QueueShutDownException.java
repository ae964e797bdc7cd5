package dev.rondo.sync;

/** A {@code put} on a queue that was shut down, or a {@code get} on one that has nothing left. */
public final class QueueShutDownException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  QueueShutDownException(String message) {
    super(message);
  }
}
