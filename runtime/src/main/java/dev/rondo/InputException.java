package dev.rondo;

import org.jspecify.annotations.Nullable;

/**
 * The source of an {@linkplain Inputs input} failed: in this run, then {@link #getCause} is what it
 * failed with; or in the recorded run that this one repeats, then there is no cause. The message is
 * the same.
 */
public final class InputException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int MOST = 1_000; // of a text, as a trace has it

  private final String error;

  InputException(String name, String error, @Nullable Exception cause) {
    super("input '" + name + "' failed: " + error, cause);
    this.error = error;
  }

  static InputException of(String name, Exception cause) {
    return new InputException(name, text(cause), cause);
  }

  private static String text(Exception cause) {
    String type = cause.getClass().getSimpleName();
    String message = cause.getMessage();
    if (message == null || message.isEmpty()) {
      return type;
    }
    String told = message.length() > MOST ? message.substring(0, MOST) + "…" : message;
    return type + ": " + told;
  }

  /** What the source failed with: its class and message. */
  public String error() {
    return error;
  }
}
