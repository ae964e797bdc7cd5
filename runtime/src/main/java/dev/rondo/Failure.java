package dev.rondo;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a future failed: the exception, and the future's own part of its stack trace, since those who
 * await it share the exception and each sees its own frames behind that part. Where nobody looks at
 * it, the loop's exception handler will hear of it.
 */
final class Failure extends Neglect {
  private final Throwable exception;
  private final StackTraceElement[] frames; // empty: there is nothing to show
  private final long task; // 0 for a plain future's
  private final @Nullable String name;
  private final @Nullable Site site;
  private final @Nullable Context context; // a task's
  private final List<StackTraceElement> madeAt;

  private Failure(Future<?> future, Throwable exception, StackTraceElement[] frames) {
    super(future.loop());
    this.exception = exception;
    this.frames = frames;
    this.madeAt = future.loop().complaints().madeAt(future);
    if (future instanceof Task<?> failed) {
      task = failed.id();
      name = failed.name();
      site = failed.coroutine().site();
      context = failed.context();
    } else {
      task = 0;
      name = null;
      site = null;
      context = null;
    }
    watch(future);
  }

  /** The failure of {@code future}, from where {@code exception} came to it. */
  static Failure of(Future<?> future, Throwable exception) {
    Task<?> owner = future instanceof Task<?> failed ? failed : future.loop().currentTask();
    return new Failure(future, exception, AwaitFrame.framesOf(exception, owner, future.loop()));
  }

  /** The same failure of another future, which only passes it on. */
  Failure passedOnTo(Future<?> future) {
    return new Failure(future, exception, frames);
  }

  Throwable exception() {
    return exception;
  }

  /** Lets the exception tell what it told when the future failed, whoever awaited it since. */
  Throwable asItWas() {
    show(exception, frames);
    return exception;
  }

  /**
   * What to throw at {@code awaiter}, which runs now and has awaited {@code awaited}: thrown here
   * if it is an {@code Error}, as {@link Thrown#unchecked}.
   */
  RuntimeException thrownAt(Task<?> awaiter, Future<?> awaited) {
    if (frames.length == 0) {
      return Thrown.unchecked(exception);
    }
    StackTraceElement[] here = AwaitFrame.here(awaiter, awaited, frames.length);
    show(exception, AwaitFrame.join(frames, here));
    RuntimeException thrown = Thrown.unchecked(exception);
    if (thrown != exception) {
      show(thrown, here);
    }
    return thrown;
  }

  private static void show(Throwable exception, StackTraceElement[] frames) {
    if (frames.length > 0) {
      try {
        exception.setStackTrace(frames);
      } catch (RuntimeException e) {
        // one that will not have it keeps what it has
      }
    }
  }

  @Override
  void say(@Nullable EventLoop loop) {
    if (loop != null) {
      String message = message();
      loop.complaints().warn("never-retrieved", task, 0, message + ": " + exception);
      loop.complaints().call(new ExceptionContext(message, asItWas(), null, null, madeAt), context);
    }
  }

  private String message() {
    if (site == null) {
      return "Future exception was never retrieved";
    }
    return "Task exception was never retrieved: "
        + name
        + (site.at == null ? "" : ", coroutine at " + site.at);
  }
}
