package dev.rondo;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The coroutine of {@link Async#sleep}: the most frequent of all, hence without a body's lambda.
 */
sealed class Sleep<T> extends Coroutine<T> implements Runnable permits Sleep.Giving {
  private static final Site SITE = Site.internal("sleep");

  /** The bare yield, the same one for everybody: a switch between tasks allocates nothing. */
  static final Sleep<Void> YIELD = new Sleep<>();

  private final Duration duration;
  private @Nullable Woken woken; // once it sleeps

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
  final Runnable start() {
    return this;
  }

  /** What a fiber does. */
  @Override
  public final void run() {
    startTask();
  }

  /** As a task's own coroutine. */
  @Override
  final T body(Task<?> task) {
    return sleep(task);
  }

  /**
   * In place. Without the frames that another coroutine has, and without a use for this after the
   * pause: very many may sleep at once, and what a stack holds is counted for each.
   */
  final T inPlace(Task<?> task) {
    claim("await");
    begin(STARTED);
    Chain awaiter = task.goInto(SITE);
    try {
      return sleep(task);
    } finally {
      task.comeBackTo(awaiter);
    }
  }

  private T sleep(Task<?> task) {
    T result = result();
    if (!duration.isPositive()) {
      task.cede();
      return result;
    }
    Woken awaited = new Woken(task.loop());
    woken = awaited;
    TimerHandle timer = awaited.after(duration);
    try {
      task.await(awaited);
    } finally {
      timer.cancel();
    }
    return result;
  }

  @Override
  String startedText() {
    return woken == null || woken.done() ? "ended" : "paused";
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
