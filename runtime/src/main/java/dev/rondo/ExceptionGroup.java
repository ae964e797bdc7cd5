package dev.rondo;

import java.util.List;

/**
 * What the children of a {@link TaskGroup} (and its body) threw, in the order in which they did.
 */
public final class ExceptionGroup extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Throwable> exceptions;

  ExceptionGroup(String message, List<Throwable> exceptions) {
    super(message + " (" + exceptions.size() + ")");
    this.exceptions = List.copyOf(exceptions);
    this.exceptions.forEach(this::addSuppressed);
  }

  /** The exceptions: at least one. */
  public List<Throwable> exceptions() {
    return exceptions;
  }
}
