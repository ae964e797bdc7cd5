package dev.rondo;

import dev.rondo.observe.AwaitChain;
import dev.rondo.observe.Cause;
import dev.rondo.observe.Ending;
import dev.rondo.observe.LoopObserver;
import dev.rondo.observe.LoopPhase;
import dev.rondo.observe.Traceparent;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Stands between a loop and its observer: one that throws is removed and reported once, and the
 * program goes on.
 */
final class GuardedObserver implements LoopObserver {

  private final EventLoop loop;
  private final LoopObserver observer;

  GuardedObserver(EventLoop loop, LoopObserver observer) {
    this.loop = loop;
    this.observer = observer;
  }

  private void remove(Throwable e) {
    loop.dropObserver();
    Log.RONDO.log(
        System.Logger.Level.WARNING, "the loop's observer failed and was removed: " + e, e);
  }

  @Override
  public void loopState(LoopPhase phase, String thread) {
    try {
      observer.loopState(phase, thread);
    } catch (Throwable e) {
      remove(e);
    }
  }

  @Override
  public void taskCreated(
      long task, String name, String coroutine, @Nullable String at, long parent) {
    try {
      observer.taskCreated(task, name, coroutine, at, parent);
    } catch (Throwable e) {
      remove(e);
    }
  }

  @Override
  public void stepEnqueued(long handle, long task, Cause why, long of) {
    try {
      observer.stepEnqueued(handle, task, why, of);
    } catch (Throwable e) {
      remove(e);
    }
  }

  @Override
  public void callbackEnqueued(long handle, String callback, Cause why, long of) {
    try {
      observer.callbackEnqueued(handle, callback, why, of);
    } catch (Throwable e) {
      remove(e);
    }
  }

  @Override
  public void resumed(long handle, long task) {
    try {
      observer.resumed(handle, task);
    } catch (Throwable e) {
      remove(e);
    }
  }

  @Override
  public void paused(long task, long on, String what, AwaitChain chain) {
    try {
      observer.paused(task, on, what, chain);
    } catch (Throwable e) {
      remove(e);
    }
  }

  @Override
  public void taskDone(long task, Ending ending, @Nullable Throwable error) {
    try {
      observer.taskDone(task, ending, error);
    } catch (Throwable e) {
      remove(e);
    }
  }

  @Override
  public void futureDone(long future, Ending ending, @Nullable Throwable error) {
    try {
      observer.futureDone(future, ending, error);
    } catch (Throwable e) {
      remove(e);
    }
  }

  @Override
  public void awaitedDone(long task, long on, String what) {
    try {
      observer.awaitedDone(task, on, what);
    } catch (Throwable e) {
      remove(e);
    }
  }

  @Override
  public void listened(long future, String callback) {
    try {
      observer.listened(future, callback);
    } catch (Throwable e) {
      remove(e);
    }
  }

  @Override
  public void used(long task, long object, String what, String operation) {
    try {
      observer.used(task, object, what, operation);
    } catch (Throwable e) {
      remove(e);
    }
  }

  @Override
  public void callbackStarted(long handle, String name, long of) {
    try {
      observer.callbackStarted(handle, name, of);
    } catch (Throwable e) {
      remove(e);
    }
  }

  @Override
  public void callbackReturned(long handle, @Nullable Throwable error) {
    try {
      observer.callbackReturned(handle, error);
    } catch (Throwable e) {
      remove(e);
    }
  }

  @Override
  public void timerSet(long handle, long deadline, String callback) {
    try {
      observer.timerSet(handle, deadline, callback);
    } catch (Throwable e) {
      remove(e);
    }
  }

  @Override
  public void taskCancelled(long task, long by) {
    try {
      observer.taskCancelled(task, by);
    } catch (Throwable e) {
      remove(e);
    }
  }

  @Override
  public void futureCancelled(long future, long by) {
    try {
      observer.futureCancelled(future, by);
    } catch (Throwable e) {
      remove(e);
    }
  }

  @Override
  public void handleCancelled(long handle, long by) {
    try {
      observer.handleCancelled(handle, by);
    } catch (Throwable e) {
      remove(e);
    }
  }

  @Override
  public void entered(long task, String coroutine) {
    try {
      observer.entered(task, coroutine);
    } catch (Throwable e) {
      remove(e);
    }
  }

  @Override
  public void exited(long task, String coroutine) {
    try {
      observer.exited(task, coroutine);
    } catch (Throwable e) {
      remove(e);
    }
  }

  @Override
  public void idled(long nanos) {
    try {
      observer.idled(nanos);
    } catch (Throwable e) {
      remove(e);
    }
  }

  @Override
  public void marked(long task, String name, Map<String, ?> attributes) {
    try {
      observer.marked(task, name, attributes);
    } catch (Throwable e) {
      remove(e);
    }
  }

  @Override
  public void inputTaken(long task, String name, @Nullable Object value, @Nullable String error) {
    try {
      observer.inputTaken(task, name, value, error);
    } catch (Throwable e) {
      remove(e);
    }
  }

  @Override
  public void warned(String code, long task, long handle, String text) {
    try {
      observer.warned(code, task, handle, text);
    } catch (Throwable e) {
      remove(e);
    }
  }

  @Override
  public void stalled(long[] waiting) {
    try {
      observer.stalled(waiting);
    } catch (Throwable e) {
      remove(e);
    }
  }

  @Override
  public void received(long task, Traceparent from) {
    try {
      observer.received(task, from);
    } catch (Throwable e) {
      remove(e);
    }
  }

  @Override
  public @Nullable Traceparent traceparent(long task) {
    try {
      return observer.traceparent(task);
    } catch (Throwable e) {
      remove(e);
      return null;
    }
  }
}
