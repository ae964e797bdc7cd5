package dev.rondo.sync;

/** A {@code putNowait} on a queue that is full. */
public final class QueueFullException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  QueueFullException(String message) {
    super(message);
  }
}
