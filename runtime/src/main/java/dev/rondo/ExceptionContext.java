package dev.rondo;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a loop's exception handler is told. As the {@code context} of CPython's {@code
 * call_exception_handler}.
 *
 * @param message what went wrong, in a sentence
 * @param exception what was thrown, or null where nothing was
 * @param future the task or future concerned, or null
 * @param handle the callback concerned, or null
 * @param madeAt in debug mode, where the future or else the handle was made, innermost frame first
 *     (asyncio's {@code source_traceback}); empty if that is not known
 */
public record ExceptionContext(
    String message,
    @Nullable Throwable exception,
    @Nullable Future<?> future,
    @Nullable Handle handle,
    List<StackTraceElement> madeAt) {

  /** Keeps a copy of the frames. */
  public ExceptionContext {
    madeAt = List.copyOf(madeAt);
  }

  /** One that concerns a task or future, or null. */
  public ExceptionContext(
      String message, @Nullable Throwable exception, @Nullable Future<?> future) {
    this(message, exception, future, null, List.of());
  }

  /** The task concerned, or null if it is none. */
  public @Nullable Task<?> task() {
    return future instanceof Task<?> task ? task : null;
  }

  ExceptionContext madeAt(List<StackTraceElement> frames) {
    return new ExceptionContext(message, exception, future, handle, frames);
  }

  /** What the default handler logs: a line for each thing that is known. */
  String text() {
    StringBuilder text = new StringBuilder(message);
    if (future != null) {
      text.append(future instanceof Task ? "\ntask: " : "\nfuture: ").append(future);
    }
    if (handle != null && !message.contains(handle.toString())) {
      text.append("\nhandle: ").append(handle);
    }
    if (!madeAt.isEmpty()) {
      text.append("\nmade at:").append(ProgramFrames.text(madeAt));
    }
    return text.toString();
  }
}
