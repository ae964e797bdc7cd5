package dev.rondo.cli;

/**
 * The user asked for what can't be done so: a wrong argument that only the command itself can see.
 */
final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1;

  UsageException(String message) {
    super(message);
  }
}
