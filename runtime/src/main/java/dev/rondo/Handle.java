package dev.rondo;

import dev.rondo.observe.Cause;
import dev.rondo.observe.LoopObserver;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A plain callback in its loop's ready queue, or a timer that will put one there. Belongs to its
 * loop's thread.
 */
public abstract sealed class Handle implements Ready
    permits Handle.Soon, Handle.WhenDone, TimerHandle {
  private long id; // 0 until it is known to the loop, for one that another thread hands over
  private boolean cancelled;
  private boolean ran;
  private @Nullable Context context; // to be made in; null: an empty one that nobody has asked for

  Handle(@Nullable Context context) {
    this.context = context;
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

  /** The context in which the callback is made. */
  public final Context context() {
    if (context == null) {
      context = new Context();
    }
    return context;
  }

  /** Withdraws it: it will not run. Nothing happens if it has run or was withdrawn. */
  public final void cancel() {
    EventLoop loop = loop();
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

  /** Makes the callback, on the loop. */
  final void run() {
    ran = true;
    EventLoop loop = loop();
    LoopObserver observer = loop.observer();
    if (observer != null) {
      observer.callbackStarted(id, name(), of());
    }
    Throwable error = null;
    if (context != null) {
      loop.enter(context);
    }
    try {
      call();
    } catch (Throwable e) {
      error = e;
      loop.callExceptionHandler(
          new ExceptionContext("Exception in callback " + this, e, null, this, List.of()));
    } finally {
      loop.leaveContext();
    }
    observer = loop.observer();
    if (observer != null) {
      observer.callbackReturned(id, error);
    }
  }

  /** Tells an observer that it was put in the ready queue. */
  final void announce(LoopObserver observer) {
    observer.callbackEnqueued(id, name(), why(), why() == Cause.THREAD ? recipient() : of());
  }

  abstract EventLoop loop();

  abstract void call();

  /** The callback's name in traces; empty where nobody observes the loop. */
  abstract String name();

  /** The program's own function. */
  abstract Object function();

  abstract Cause why();

  /** The future whose end it waits for, or 0. */
  long of() {
    return 0;
  }

  /** The number of the future that another thread hands it over for, or 0. */
  long recipient() {
    return 0;
  }

  /** What is left to do when it is withdrawn. */
  void withdrawn() {}

  final String stateText() {
    return cancelled ? "cancelled" : ran ? "ran" : "waiting";
  }

  final String described() {
    return name().isEmpty() ? Site.nameOf(function()) : name();
  }

  @Override
  public String toString() {
    return "<Handle " + stateText() + " " + described() + loop().complaints().createdAt(this) + ">";
  }

  /** One that was asked for directly. */
  static sealed class Soon extends Handle permits Handover {
    private final EventLoop loop;
    private final Runnable function;
    private final String name;
    private final Cause why;

    Soon(EventLoop loop, Runnable function, String name, Cause why, @Nullable Context context) {
      super(context);
      this.loop = loop;
      this.function = function;
      this.name = name;
      this.why = why;
    }

    @Override
    final EventLoop loop() {
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

    @Override
    Cause why() {
      return why;
    }
  }

  /** One that another thread hands over, for a future of the loop or for none. */
  static final class Handover extends Soon {
    private final long recipient;

    Handover(
        EventLoop loop, Runnable function, String name, long recipient, @Nullable Context context) {
      super(loop, function, name, Cause.THREAD, context);
      this.recipient = recipient;
    }

    @Override
    long recipient() {
      return recipient;
    }
  }

  /** One that was added to a future, now that this is done. */
  static final class WhenDone extends Handle {
    private final Future<?> future;
    private final Future.Callback<?> callback;

    WhenDone(Future<?> future, Future.Callback<?> callback) {
      super(callback.context());
      this.future = future;
      this.callback = callback;
    }

    @Override
    EventLoop loop() {
      return future.loop();
    }

    @Override
    void call() {
      callback.callWith(future);
    }

    @Override
    String name() {
      return callback.name();
    }

    @Override
    Object function() {
      return callback.function();
    }

    @Override
    Cause why() {
      return Cause.DONE;
    }

    @Override
    long of() {
      return future.id();
    }
  }
}
