package dev.rondo;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The coroutine of {@link Async#sleep}: the most frequent of all, hence without a body's lambda.
 */
sealed class Sleep<T> extends Coroutine<T> implements Runnable permits Sleep.Giving {
  private static final Site SITE = Site.internal("sleep");

  /** The bare yield, the same one for everybody: a switch between tasks allocates nothing. */
  static final Sleep<Void> YIELD = new Sleep<>();

  private final long nanos;
  private @Nullable Nap nap; // once it sleeps

  private Sleep() {
    super(SITE, true);
    this.nanos = 0;
  }

  Sleep(Duration duration) {
    super(SITE);
    this.nanos = EventLoop.saturatedNanos(duration);
  }

  /** What it gives; null is the one value of Void. */
  @SuppressWarnings("NullAway")
  T result() {
    return null;
  }

  @Override
  final Coroutine<T> own() {
    return this == YIELD ? new Sleep<>(Duration.ZERO) : this;
  }

  @Override
  final Runnable start() {
    return this;
  }

  /** What a fiber does. */
  @Override
  public final void run() {
    Task<?> task = begins();
    try {
      ended(body(task), null);
    } catch (Throwable e) {
      ended(null, e);
    }
  }

  /** As a task's own coroutine. */
  @Override
  final T body(Task<?> task) {
    T result = result();
    task.pause(nap(task));
    return result;
  }

  /**
   * In place. Without the frames that another coroutine has, and without a use for anything but the
   * task after the pause: very many may sleep at once, and what a stack holds is counted for each.
   */
  @SuppressWarnings("NullAway") // the body is at work: there is an innermost coroutine
  final T inPlace(Task<?> task) {
    T result = result();
    claim("await");
    begin(STARTED);
    task.goInto(SITE);
    try {
      task.pause(nap(task));
    } finally {
      task.innermost = task.innermost.awaiter; // no call: the stack may have no room for one
    }
    return result;
  }

  /** What the task is to be paused on: null for a bare yield. */
  private @Nullable Nap nap(Task<?> task) {
    if (nanos > 0) {
      nap = new Nap(task, nanos);
    }
    return nap;
  }

  @Override
  String startedText() {
    return nap == null || nap.isOver() ? "ended" : "paused";
  }

  /** One with a result. */
  static final class Giving<T> extends Sleep<T> {
    private final T result;

    Giving(Duration duration, T result) {
      super(duration);
      this.result = result;
    }

    @Override
    T result() {
      return result;
    }
  }
}
