package dev.rondo;

import dev.rondo.observe.Cause;
import dev.rondo.observe.LoopObserver;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a loop's ready queue, or a timer that will become one: a step of a task, or a plain
 * callback. Belongs to its loop's thread.
 */
public abstract sealed class Handle permits Handle.Step, Handle.Call {
  final EventLoop loop;
  private long id; // 0 until it is known to the loop, for one that another thread hands over
  private boolean cancelled;
  private boolean ran;

  Handle(EventLoop loop) {
    this.loop = loop;
  }

  /**
   * Its number in traces, unique in its loop; 0 as long as another thread's hand-over is on its
   * way.
   */
  public final long id() {
    return id;
  }

  /** Whether it was withdrawn. */
  public final boolean cancelled() {
    return cancelled;
  }

  /** Withdraws it: it will not run. Nothing happens if it has run or was withdrawn. */
  public final void cancel() {
    loop.requireOurThread();
    if (cancelled || ran) {
      return;
    }
    cancelled = true;
    LoopObserver observer = loop.observer();
    if (observer != null && id != 0) {
      observer.handleCancelled(id, loop.currentTaskId());
    }
    withdrawn();
  }

  final void number(long number) {
    id = number;
  }

  /** Runs it, on the loop: the loop's only way into the program's code. */
  final void run() {
    ran = true;
    perform();
  }

  abstract void perform();

  /** Tells an observer that it was put in the ready queue. */
  abstract void announce(LoopObserver observer);

  /** What is left to do when it is withdrawn. */
  void withdrawn() {}

  /** A step of {@code task}, with an error to be thrown into it or null. */
  static Handle step(Task<?> task, Cause why, @Nullable Throwable error) {
    return new Step(task, why, null, error);
  }

  /** The step of a task that paused on {@code awaited}, now that this is done. */
  static Handle wakeUp(Task<?> task, Future<?> awaited) {
    return new Step(task, Cause.DONE, awaited, null);
  }

  /** A callback that was added to a future, now that this is done. */
  static <T> Handle whenDone(Future<T> future, Future.Callback<?> callback) {
    @SuppressWarnings("unchecked") // it was added to this very future
    Future.Callback<T> matching = (Future.Callback<T>) callback;
    return new Call(
        future.loop(),
        () -> matching.function().accept(future),
        matching.name(),
        Cause.DONE,
        future.id(),
        matching.context());
  }

  final String stateText() {
    return cancelled ? "cancelled" : ran ? "ran" : "waiting";
  }

  /** A step of a task. */
  static final class Step extends Handle {
    private final Task<?> task;
    private final Cause why;
    private final @Nullable Future<?> awaited;
    private final @Nullable Throwable error;

    private Step(Task<?> task, Cause why, @Nullable Future<?> awaited, @Nullable Throwable error) {
      super(task.loop());
      this.task = task;
      this.why = why;
      this.awaited = awaited;
      this.error = error;
    }

    @Override
    void perform() {
      task.step(id(), awaited, error);
    }

    @Override
    void announce(LoopObserver observer) {
      observer.stepEnqueued(id(), task.id(), why, awaited == null ? 0 : awaited.id());
    }

    @Override
    public String toString() {
      return "<Handle " + stateText() + " step of " + task.name() + ">";
    }
  }

  /** A plain callback. */
  static sealed class Call extends Handle permits TimerHandle {
    private final Runnable function;
    private final String name;
    private final Cause why;
    private final long of;
    private final @Nullable Context context; // to be made in

    Call(
        EventLoop loop,
        Runnable function,
        String name,
        Cause why,
        long of,
        @Nullable Context context) {
      super(loop);
      this.function = function;
      this.name = name;
      this.why = why;
      this.of = of;
      this.context = context;
    }

    /** Its name in traces; empty where nobody observes the loop. */
    final String name() {
      return name;
    }

    @Override
    final void perform() {
      LoopObserver observer = loop.observer();
      if (observer != null) {
        observer.callbackStarted(id(), name, of);
      }
      Throwable error = null;
      if (context != null) {
        loop.enter(context);
      }
      try {
        function.run();
      } catch (Throwable e) {
        error = e;
        loop.callExceptionHandler(new ExceptionContext("Exception in callback " + this, e, null));
      } finally {
        loop.leaveContext();
      }
      observer = loop.observer();
      if (observer != null) {
        observer.callbackReturned(id(), error);
      }
    }

    @Override
    void announce(LoopObserver observer) {
      observer.callbackEnqueued(id(), name, why, of);
    }

    @Override
    public String toString() {
      return "<Handle " + stateText() + " " + described() + ">";
    }

    final String described() {
      return name.isEmpty() ? Site.nameOf(function) : name;
    }
  }
}
