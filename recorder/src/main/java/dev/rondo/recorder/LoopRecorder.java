package dev.rondo.recorder;

import dev.rondo.observe.AwaitChain;
import dev.rondo.observe.Cause;
import dev.rondo.observe.Ending;
import dev.rondo.observe.LoopObserver;
import dev.rondo.observe.LoopPhase;
import dev.rondo.observe.Traceparent;
import dev.rondo.trace.LoopSetup;
import dev.rondo.trace.spans.SpanKeys;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns one loop's hooks into rows of its {@link Ledger}, on the loop's thread. */
class LoopRecorder implements LoopObserver {
  private final Ledger ledger;
  private final Moment moment;
  private final Whereabouts whereabouts;
  private final boolean inPlace; // whether enter and exit are told
  private final boolean sites; // whether the source lines of tasks are told
  private final @Nullable LoopSetup setup; // told whenever it runs, for a flight begins anywhere

  LoopRecorder(
      Ledger ledger,
      Moment moment,
      Whereabouts whereabouts,
      Detail detail,
      boolean sites,
      @Nullable LoopSetup setup) {
    this.ledger = ledger;
    this.moment = moment;
    this.whereabouts = whereabouts;
    this.inPlace = detail == Detail.FULL;
    this.sites = sites;
    this.setup = setup;
  }

  @Override
  public void loopState(LoopPhase phase, String thread) {
    ledger.write(
        Kind.LOOP, moment.now(), 0, 0, 0, thread, phase, phase == LoopPhase.RUNNING ? setup : null);
    if (phase == LoopPhase.CLOSED) {
      ledger.close();
    }
  }

  @Override
  public void taskCreated(
      long task, String name, String coroutine, @Nullable String at, long parent) {
    long t = moment.nowAndForTheLoop();
    ledger.write(Kind.TASK, t, task, parent, 0, name, coroutine, sites ? at : null);
  }

  @Override
  public void stepEnqueued(long handle, long task, Cause why, long of) {
    ledger.write(Kind.STEP_ENQUEUED, entered(why), handle, task, of, why);
  }

  @Override
  public void callbackEnqueued(long handle, String callback, Cause why, long of) {
    ledger.write(Kind.CALLBACK_ENQUEUED, entered(why), handle, 0, of, why, callback, null);
  }

  private long entered(Cause why) {
    return why == Cause.TIMER ? moment.ofDueTimer() : moment.ofEntry();
  }

  // -- slices -------------------------------------------------------------------------------------

  @Override
  public void resumed(long handle, long task) {
    ledger.write(Kind.RESUME, beginOfSlice(), handle, task, 0);
    ledger.began();
  }

  @Override
  public void paused(long task, long on, String what, AwaitChain chain) {
    AwaitChain inner = chain.awaiter() == null ? null : chain;
    ledger.write(Kind.PAUSE, endOfSlice(), task, on, 0, what, inner, null);
    ledger.ended();
  }

  @Override
  public void taskDone(long task, Ending ending, @Nullable Throwable error) {
    String text = ErrorText.of(ending, error);
    ledger.write(Kind.TASK_DONE, endOfSlice(), task, 0, 0, ending, text, null);
    ledger.ended();
  }

  @Override
  public void callbackStarted(long handle, String name, long of) {
    ledger.write(Kind.CALLBACK, beginOfSlice(), handle, of, 0, name);
    ledger.began();
  }

  @Override
  public void callbackReturned(long handle, @Nullable Throwable error) {
    String text = error == null ? null : ErrorText.of(error);
    ledger.write(Kind.RETURN, endOfSlice(), handle, 0, 0, text);
    ledger.ended();
  }

  /** What the loop waited for the recorder is not to be taken for the slice's own time. */
  private long beginOfSlice() {
    return moment.ofSlice(ledger.depth() == 0 && !ledger.takeWaited());
  }

  /** After an eager step it is not the loop that goes on, but the code that made the task. */
  private long endOfSlice() {
    return ledger.depth() > 1 ? moment.now() : moment.nowAndForTheLoop();
  }

  // -- what happens within them, and between ------------------------------------------------------

  @Override
  public void futureDone(long future, Ending ending, @Nullable Throwable error) {
    String text = ErrorText.of(ending, error);
    ledger.write(Kind.FUTURE_DONE, moment.now(), future, 0, 0, ending, text, null);
  }

  @Override
  public void awaitedDone(long task, long on, String what) {
    ledger.write(Kind.AWAIT, moment.now(), task, on, 0, what);
  }

  @Override
  public void listened(long future, String callback) {
    ledger.write(Kind.LISTEN, moment.now(), future, 0, 0, callback);
  }

  @Override
  public void used(long task, long object, String what, String operation) {
    ledger.write(Kind.USE, moment.now(), task, object, 0, what, operation, null);
  }

  @Override
  public void timerSet(long handle, long deadline, String callback) {
    ledger.write(Kind.TIMER, moment.now(), handle, deadline - moment.origin(), 0, callback);
  }

  @Override
  public void taskCancelled(long task, long by) {
    ledger.write(Kind.CANCEL_TASK, moment.now(), task, by, 0);
  }

  @Override
  public void futureCancelled(long future, long by) {
    ledger.write(Kind.CANCEL_FUTURE, moment.now(), future, by, 0);
  }

  @Override
  public void handleCancelled(long handle, long by) {
    ledger.write(Kind.CANCEL_HANDLE, moment.now(), handle, by, 0);
  }

  @Override
  public void entered(long task, String coroutine) {
    if (inPlace) {
      ledger.write(Kind.ENTER, moment.now(), task, 0, 0, coroutine);
    }
  }

  @Override
  public void exited(long task, String coroutine) {
    if (inPlace) {
      ledger.write(Kind.EXIT, moment.now(), task, 0, 0, coroutine);
    }
  }

  @Override
  public void idled(long nanos) {
    ledger.write(Kind.IDLE, moment.now(), nanos, 0, 0);
  }

  @Override
  public void marked(long task, String name, Map<String, ?> attributes) {
    ledger.write(Kind.MARK, moment.now(), task, 0, 0, name, JsonValues.of(attributes), null);
  }

  @Override
  public void inputTaken(long task, String name, @Nullable Object value, @Nullable String error) {
    ledger.write(Kind.INPUT, moment.now(), task, 0, 0, name, value, error);
  }

  @Override
  public void warned(String code, long task, long handle, String text) {
    ledger.write(Kind.WARN, moment.now(), task, handle, 0, code, text, null);
  }

  @Override
  public void stalled(long[] waiting) {
    ledger.write(Kind.STALL, moment.now(), 0, 0, 0, waiting.clone());
  }

  // -- across processes ---------------------------------------------------------------------------

  @Override
  public void received(long task, Traceparent from) {
    Map<String, String> ids = Map.of("trace_id", from.trace(), "span_id", from.span());
    marked(task, SpanKeys.MESSAGE_MARK, ids);
  }

  @Override
  public @Nullable Traceparent traceparent(long task) {
    return whereabouts.of(task);
  }
}
