package dev.rondo;

import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * A deadline for a stretch of code: when it passes, the task is cancelled, and what comes out of
 * the stretch is a {@link TimeoutException}. Stretches can be nested. As CPython's {@code
 * asyncio.timeout}.
 *
 * {@snippet :
 * Timeout.run(Duration.ofSeconds(1), t -> {
 *   await(connect());
 *   t.reschedule(Duration.ofSeconds(10)); // it answers: give it time
 *   await(transfer());
 * });
 * }
 */
public final class Timeout {
  /** A stretch of code with a result. */
  @FunctionalInterface
  public interface Body<T> {
    /** Runs it. */
    T call(Timeout timeout) throws Exception;
  }

  /** A stretch of code without a result. */
  @FunctionalInterface
  public interface VoidBody {
    /** Runs it. */
    void run(Timeout timeout) throws Exception;
  }

  private enum State {
    ACTIVE,
    EXPIRING,
    EXPIRED,
    FINISHED
  }

  private final Task<?> task;
  private final int cancelRequests; // before the stretch
  private State state = State.ACTIVE;
  private @Nullable Long deadline; // on the loop's clock
  private @Nullable Handle alarm;

  private Timeout(Task<?> task) {
    this.task = task;
    this.cancelRequests = task.cancelling();
  }

  /**
   * Runs {@code body} within {@code delay}; null for no limit yet.
   *
   * @throws TimeoutException if it took longer
   */
  public static <T> T call(@Nullable Duration delay, Body<T> body) {
    Timeout timeout = new Timeout(Async.requireTask("timeout"));
    timeout.reschedule(delay);
    return timeout.within(() -> body.call(timeout));
  }

  /** Runs {@code body} within {@code delay}; null for no limit yet. */
  public static void run(@Nullable Duration delay, VoidBody body) {
    call(delay, withoutResult(body));
  }

  /** Runs {@code body}, to be over when the loop's clock shows {@code deadline}, in nanoseconds. */
  public static <T> T callAt(long deadline, Body<T> body) {
    Timeout timeout = new Timeout(Async.requireTask("timeout"));
    timeout.rescheduleAt(deadline);
    return timeout.within(() -> body.call(timeout));
  }

  @SuppressWarnings("NullAway") // null is the one value of Void
  private static Body<Void> withoutResult(VoidBody body) {
    return timeout -> {
      body.run(timeout);
      return null;
    };
  }

  private <T> T within(Callable<T> body) {
    T result;
    try {
      result = body.call();
    } catch (Throwable e) {
      if (leave() && e instanceof CancelledError) {
        TimeoutException late = new TimeoutException("the time is up in " + task.name(), e);
        ProgramFrames.shorten(late, task.loop());
        throw late;
      }
      throw Thrown.unchecked(e);
    }
    leave();
    return result;
  }

  /** Ends the stretch and tells whether a cancellation that comes out of it is ours alone. */
  private boolean leave() {
    silence();
    boolean expired = state == State.EXPIRING;
    state = expired ? State.EXPIRED : State.FINISHED;
    return expired && task.uncancel() <= cancelRequests;
  }

  /** Moves the deadline to that long from now; null for none. */
  public void reschedule(@Nullable Duration delay) {
    if (delay == null) {
      requireActive();
      silence();
      deadline = null;
    } else {
      rescheduleAt(task.loop().deadline(delay));
    }
  }

  /** Moves the deadline to a time of the loop's clock, in nanoseconds. */
  public void rescheduleAt(long when) {
    requireActive();
    silence();
    deadline = when;
    EventLoop loop = task.loop();
    Runnable expire = Concerning.named("timeout", this::expire, task);
    alarm = when - loop.time() <= 0 ? loop.callSoon(expire) : loop.callAt(when, expire);
  }

  private void requireActive() {
    if (state != State.ACTIVE) {
      throw new IllegalStateException("cannot change a timeout that is over: " + this);
    }
  }

  private void silence() {
    if (alarm != null) {
      alarm.cancel();
      alarm = null;
    }
  }

  private void expire() {
    task.cancel();
    state = State.EXPIRING;
    alarm = null;
  }

  /** The deadline on the loop's clock, in nanoseconds, or null if there is none. */
  public @Nullable Long when() {
    return deadline;
  }

  /** Whether the time was up before the stretch ended. */
  public boolean expired() {
    return state == State.EXPIRING || state == State.EXPIRED;
  }

  @Override
  public String toString() {
    return "<Timeout "
        + state.name().toLowerCase(Locale.ROOT)
        + (state == State.ACTIVE && deadline != null ? " when=" + deadline : "")
        + ">";
  }
}
