package dev.rondo.otel;

import dev.rondo.observe.AwaitChain;
import dev.rondo.observe.Cause;
import dev.rondo.observe.Ending;
import dev.rondo.observe.LoopObserver;
import dev.rondo.observe.LoopPhase;
import dev.rondo.observe.Traceparent;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells the recorder of a loop, and then what makes spans of it. If the latter fails, be it that an
 * SDK throws, it is told nothing more, and the recording goes on.
 */
final class Beside implements LoopObserver {
  private static final LoopObserver NOBODY = new LoopObserver() {};

  private final LoopObserver recorder;
  private LoopObserver live;

  Beside(LoopObserver recorder, LoopObserver live) {
    this.recorder = recorder;
    this.live = live;
  }

  private void drop(Throwable e) {
    live = NOBODY;
    System.getLogger("dev.rondo")
        .log(System.Logger.Level.WARNING, "no spans are made of this loop any more: " + e, e);
  }

  @Override
  public void loopState(LoopPhase phase, String thread) {
    recorder.loopState(phase, thread);
    try {
      live.loopState(phase, thread);
    } catch (Throwable e) {
      drop(e);
    }
  }

  @Override
  public void taskCreated(
      long task, String name, String coroutine, @Nullable String at, long parent) {
    recorder.taskCreated(task, name, coroutine, at, parent);
    try {
      live.taskCreated(task, name, coroutine, at, parent);
    } catch (Throwable e) {
      drop(e);
    }
  }

  @Override
  public void stepEnqueued(long handle, long task, Cause why, long of) {
    recorder.stepEnqueued(handle, task, why, of);
    try {
      live.stepEnqueued(handle, task, why, of);
    } catch (Throwable e) {
      drop(e);
    }
  }

  @Override
  public void callbackEnqueued(long handle, String callback, Cause why, long of) {
    recorder.callbackEnqueued(handle, callback, why, of);
    try {
      live.callbackEnqueued(handle, callback, why, of);
    } catch (Throwable e) {
      drop(e);
    }
  }

  @Override
  public void resumed(long handle, long task) {
    recorder.resumed(handle, task);
    try {
      live.resumed(handle, task);
    } catch (Throwable e) {
      drop(e);
    }
  }

  @Override
  public void paused(long task, long on, String what, AwaitChain chain) {
    recorder.paused(task, on, what, chain);
    try {
      live.paused(task, on, what, chain);
    } catch (Throwable e) {
      drop(e);
    }
  }

  @Override
  public void taskDone(long task, Ending ending, @Nullable Throwable error) {
    recorder.taskDone(task, ending, error);
    try {
      live.taskDone(task, ending, error);
    } catch (Throwable e) {
      drop(e);
    }
  }

  @Override
  public void futureDone(long future, Ending ending, @Nullable Throwable error) {
    recorder.futureDone(future, ending, error);
  }

  @Override
  public void awaitedDone(long task, long on, String what) {
    recorder.awaitedDone(task, on, what);
  }

  @Override
  public void listened(long future, String callback) {
    recorder.listened(future, callback);
  }

  @Override
  public void used(long task, long object, String what, String operation) {
    recorder.used(task, object, what, operation);
  }

  @Override
  public void callbackStarted(long handle, String name, long of) {
    recorder.callbackStarted(handle, name, of);
    try {
      live.callbackStarted(handle, name, of);
    } catch (Throwable e) {
      drop(e);
    }
  }

  @Override
  public void callbackReturned(long handle, @Nullable Throwable error) {
    recorder.callbackReturned(handle, error);
    try {
      live.callbackReturned(handle, error);
    } catch (Throwable e) {
      drop(e);
    }
  }

  @Override
  public void timerSet(long handle, long deadline, String callback) {
    recorder.timerSet(handle, deadline, callback);
    try {
      live.timerSet(handle, deadline, callback);
    } catch (Throwable e) {
      drop(e);
    }
  }

  @Override
  public void taskCancelled(long task, long by) {
    recorder.taskCancelled(task, by);
  }

  @Override
  public void futureCancelled(long future, long by) {
    recorder.futureCancelled(future, by);
  }

  @Override
  public void handleCancelled(long handle, long by) {
    recorder.handleCancelled(handle, by);
    try {
      live.handleCancelled(handle, by);
    } catch (Throwable e) {
      drop(e);
    }
  }

  @Override
  public void entered(long task, String coroutine) {
    recorder.entered(task, coroutine);
  }

  @Override
  public void exited(long task, String coroutine) {
    recorder.exited(task, coroutine);
  }

  @Override
  public void idled(long nanos) {
    recorder.idled(nanos);
    try {
      live.idled(nanos);
    } catch (Throwable e) {
      drop(e);
    }
  }

  @Override
  public void marked(long task, String name, Map<String, ?> attributes) {
    recorder.marked(task, name, attributes);
    try {
      live.marked(task, name, attributes);
    } catch (Throwable e) {
      drop(e);
    }
  }

  @Override
  public void inputTaken(long task, String name, @Nullable Object value, @Nullable String error) {
    recorder.inputTaken(task, name, value, error);
  }

  @Override
  public void warned(String code, long task, long handle, String text) {
    recorder.warned(code, task, handle, text);
  }

  @Override
  public void stalled(long[] waiting) {
    recorder.stalled(waiting);
  }

  @Override
  public void received(long task, Traceparent from) {
    recorder.received(task, from);
    try {
      live.received(task, from);
    } catch (Throwable e) {
      drop(e);
    }
  }

  @Override
  public @Nullable Traceparent traceparent(long task) {
    try {
      Traceparent span = live.traceparent(task);
      return span == null ? recorder.traceparent(task) : span;
    } catch (Throwable e) {
      drop(e);
      return recorder.traceparent(task);
    }
  }
}
