package dev.rondo;

/**
 * A piece of code without a result that may throw anything: the body of a {@code Coroutine<Void>}.
 */
@FunctionalInterface
public interface Block {

  /** Runs the code. */
  void run() throws Exception;
}
