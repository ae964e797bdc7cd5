package dev.rondo.junit;

import org.jspecify.annotations.Nullable;

/** Why a test fails, or what there is to know of one that fails: words, and no stack of ours. */
final class TestFailure extends AssertionError {
  private static final long serialVersionUID = 1;

  TestFailure(String message, @Nullable Throwable cause) {
    super(message, cause);
    setStackTrace(new StackTraceElement[0]);
  }
}
