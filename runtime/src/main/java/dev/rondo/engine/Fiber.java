package dev.rondo.engine;

import org.jspecify.annotations.Nullable;

/** A stack that can be put aside in the middle and taken up again. One thread at a time uses it. */
public interface Fiber {

  /**
   * Runs the body on, until it pauses or ends. Called by the loop; from within another fiber only
   * the first time, and then that one goes on when this one pauses or ends.
   */
  void resume();

  /**
   * Puts this fiber aside and goes back to whoever resumed it; returns when resumed again. Called
   * from within the fiber.
   *
   * @throws PinnedException if this stack cannot be put aside here
   */
  void pause();

  /** Whether the body has ended. */
  boolean ended();

  /**
   * The frames of a fiber that is put aside, innermost first; empty if it never ran or has ended.
   */
  StackTraceElement[] stack();

  /** The thread that the body is on, or null if that is the one that resumes it. */
  @Nullable Thread thread();

  /** The stack cannot be put aside: a native frame or a class initialiser is on it. */
  final class PinnedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PinnedException(String reason) {
      super(reason);
    }
  }
}
