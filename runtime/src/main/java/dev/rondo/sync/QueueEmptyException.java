package dev.rondo.sync;

/** A {@code getNowait} on a queue that is empty. */
public final class QueueEmptyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  QueueEmptyException(String message) {
    super(message);
  }
}
