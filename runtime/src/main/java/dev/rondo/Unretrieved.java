package dev.rondo;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A failure that nobody has looked at: the loop's exception handler will hear of it. */
final class Unretrieved extends Neglect {
  private final Throwable failure;
  private final long task; // 0 for a plain future's
  private final @Nullable String name;
  private final @Nullable Site site;
  private final List<StackTraceElement> madeAt;

  private Unretrieved(Future<?> future, Throwable failure) {
    super(future.loop());
    this.failure = failure;
    this.madeAt = future.loop().complaints().madeAt(future);
    if (future instanceof Task<?> failed) {
      task = failed.id();
      name = failed.name();
      site = failed.coroutine().site();
    } else {
      task = 0;
      name = null;
      site = null;
    }
  }

  static Unretrieved watch(Future<?> future, Throwable failure) {
    Unretrieved watch = new Unretrieved(future, failure);
    watch.watch(future);
    return watch;
  }

  @Override
  void say(@Nullable EventLoop loop) {
    if (loop != null) {
      String message = message();
      loop.complaints().warn("never-retrieved", task, 0, message + ": " + failure);
      loop.complaints().call(new ExceptionContext(message, failure, null, null, madeAt));
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
