package dev.rondo;

import java.lang.ref.Cleaner;

/**
 * Watches a failure that nobody has looked at: when its future is collected unseen, or its loop
 * closed, the loop's exception handler hears of it.
 */
final class Unretrieved implements Runnable {
  private static final Cleaner CLEANER = Cleaner.create();

  private final EventLoop loop;
  private final String message;
  private final Throwable failure;
  private Cleaner.@org.jspecify.annotations.Nullable Cleanable cleanable;
  private volatile boolean retrieved;

  private Unretrieved(EventLoop loop, String message, Throwable failure) {
    this.loop = loop;
    this.message = message;
    this.failure = failure;
  }

  static Unretrieved watch(Future<?> future, Throwable failure) {
    String of = future instanceof Task<?> task ? "Task " + task.name() : "Future";
    Unretrieved watch =
        new Unretrieved(future.loop(), of + " failed and nobody looked at its exception", failure);
    watch.cleanable = CLEANER.register(future, watch);
    future.loop().unretrieved().add(watch);
    return watch;
  }

  /** Somebody has looked. */
  void retrieved() {
    retrieved = true;
    loop.unretrieved().remove(this);
    if (cleanable != null) {
      cleanable.clean();
    }
  }

  /** The future is gone, or its loop is. */
  @Override
  public void run() {
    if (!retrieved) {
      retrieved = true;
      loop.unretrieved().remove(this);
      loop.callExceptionHandler(new ExceptionContext(message, failure, null));
    }
  }
}
