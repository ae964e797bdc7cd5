package dev.rondo;

import dev.rondo.observe.Cause;
import org.jspecify.annotations.Nullable;

/** A callback that becomes ready at a time of its loop's clock. */
public final class TimerHandle extends Handle.Call {
  private final long deadline;
  int position = TimerQueue.OUT; // in the queue's heap

  TimerHandle(
      EventLoop loop, long deadline, Runnable function, String name, @Nullable Context context) {
    super(loop, function, name, Cause.TIMER, 0, context);
    this.deadline = deadline;
  }

  /** When it is due, in nanoseconds of the loop's clock ({@link EventLoop#time}). */
  public long when() {
    return deadline;
  }

  @Override
  void withdrawn() {
    loop.turns().remove(this);
  }

  @Override
  public String toString() {
    return "<TimerHandle " + stateText() + " " + described() + " when=" + deadline + ">";
  }
}
