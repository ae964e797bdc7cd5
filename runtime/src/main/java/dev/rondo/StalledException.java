package dev.rondo;

/**
 * On a virtual clock, nothing is ready, nothing is timed and nothing outside can wake the loop: it
 * would sleep for ever. The message tells who waits for what.
 */
public final class StalledException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  StalledException(String message) {
    super(message);
  }
}
