package dev.rondo;

import dev.rondo.observe.Cause;
import org.jspecify.annotations.Nullable;

/** A callback that becomes ready at a time of its loop's clock. */
public final class TimerHandle extends Handle {
  private final long deadline;
  private final Runnable function;
  private final String name;
  int position = TimerQueue.OUT; // in the queue's heap

  TimerHandle(
      EventLoop loop, long deadline, Runnable function, String name, @Nullable Context context) {
    super(loop, context);
    this.deadline = deadline;
    this.function = function;
    this.name = name;
  }

  /** When it is due, in nanoseconds of the loop's clock ({@link EventLoop#time}). */
  public long when() {
    return deadline;
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

  @Override
  Cause why() {
    return Cause.TIMER;
  }

  @Override
  void withdrawn() {
    loop.turns().remove(this);
  }

  @Override
  public String toString() {
    return "<TimerHandle "
        + stateText()
        + " "
        + described()
        + " when="
        + deadline
        + loop.complaints().createdAt(this)
        + ">";
  }
}
