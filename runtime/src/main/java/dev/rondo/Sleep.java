package dev.rondo;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * The coroutine of {@link Async#sleep}: the most frequent of all, hence without a body's lambda.
 */
sealed class Sleep<T> extends Coroutine<T> permits Sleep.Giving {
  private static final Site SITE = Site.internal("sleep");

  /** The bare yield, the same one for everybody: a switch between tasks allocates nothing. */
  static final Sleep<Void> YIELD = new Sleep<>();

  private final Duration duration;

  private Sleep() {
    super(SITE, true);
    this.duration = Duration.ZERO;
  }

  Sleep(Duration duration) {
    super(SITE);
    this.duration = Objects.requireNonNull(duration);
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
  final T body(Task<?> task) {
    if (duration.isPositive()) {
      untilWoken(task);
    } else {
      task.cede();
    }
    return result();
  }

  private void untilWoken(Task<?> task) {
    Woken woken = new Woken(task.loop());
    TimerHandle timer = woken.after(duration);
    try {
      task.await(woken);
    } finally {
      timer.cancel();
    }
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

  /** A future that is its own timer's callback. */
  static final class Woken extends Future<Void> implements Runnable, Concerning {
    private Woken(EventLoop loop) {
      super(loop, "sleep");
    }

    private TimerHandle after(Duration duration) {
      EventLoop loop = loop();
      TimerHandle timer = new TimerHandle(loop, loop.deadline(duration), this, "wake", null);
      loop.turns().add(timer);
      return timer;
    }

    @Override
    public List<Future<Void>> concerns() {
      return List.of(this);
    }

    @Override
    @SuppressWarnings("NullAway") // null is the one value of Void
    public void run() {
      if (!done()) {
        setResult(null);
      }
    }
  }
}
