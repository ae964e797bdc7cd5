package dev.rondo;

import dev.rondo.observe.Cause;
import org.jspecify.annotations.Nullable;

/** A callback that becomes ready at a time of its loop's clock. */
public abstract sealed class TimerHandle extends Handle permits TimerHandle.OfCallback, Nap {
  private long deadline;
  int position = TimerQueue.OUT; // in the queue's heap

  TimerHandle(long deadline, @Nullable Context context) {
    super(context);
    this.deadline = deadline;
  }

  /** The deadline was a duration, which begins now. */
  final void countFrom(long now) {
    deadline += now;
  }

  /** When it is due, in nanoseconds of the loop's clock ({@link EventLoop#time}). */
  public final long when() {
    return deadline;
  }

  @Override
  final Cause why() {
    return Cause.TIMER;
  }

  @Override
  final void withdrawn() {
    loop().turns().remove(this);
  }

  @Override
  public final String toString() {
    return "<TimerHandle "
        + stateText()
        + " "
        + described()
        + " when="
        + deadline
        + loop().complaints().createdAt(this)
        + ">";
  }

  /** One that the program set. */
  static final class OfCallback extends TimerHandle {
    private final EventLoop loop;
    private final Runnable function;
    private final String name;

    OfCallback(
        EventLoop loop, long deadline, Runnable function, String name, @Nullable Context context) {
      super(deadline, context);
      this.loop = loop;
      this.function = function;
      this.name = name;
    }

    @Override
    EventLoop loop() {
      return loop;
    }

    @Override
    void call() {
      function.run();
    }

    @Override
    String name() {
      return name;
    }

    @Override
    Object function() {
      return function;
    }
  }
}
