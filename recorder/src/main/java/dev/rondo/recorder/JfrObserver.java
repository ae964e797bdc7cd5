package dev.rondo.recorder;

import dev.rondo.observe.AwaitChain;
import dev.rondo.observe.Cause;
import dev.rondo.observe.Ending;
import dev.rondo.observe.LoopInfo;
import dev.rondo.observe.LoopObserver;
import dev.rondo.observe.LoopPhase;
import dev.rondo.observe.Traceparent;
import dev.rondo.recorder.JfrEvents.LoopEvent;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import jdk.jfr.EventType;
import jdk.jfr.FlightRecorder;
import org.jspecify.annotations.Nullable;

/**
 * Commits what it is told as JFR events, and tells it the next observer. On the loop's thread, as
 * JFR stamps events with the time and thread of their commit; so the filter is asked there too.
 */
final class JfrObserver implements LoopObserver {
  private static final AtomicInteger LOOPS = new AtomicInteger();

  private record Named(String name, String coroutine) {}

  private record Entry(Cause why, long of) {}

  private final LoopObserver next;
  private final Filtering filter;
  private final LongSupplier clock;
  private final @Nullable String loopName;
  private final int loop = LOOPS.incrementAndGet();
  private final Map<Long, Named> tasks = new HashMap<>();
  private final Map<Long, Entry> queued = new HashMap<>();
  private final Deque<JfrEvents.Slice> slices = new ArrayDeque<>(); // several where one is eager
  private long seq;

  /** Between a loop and {@code next}, which may be null. */
  JfrObserver(LoopInfo info, Filtering filter, @Nullable LoopObserver next) {
    this.filter = filter;
    this.clock = info.clock();
    this.loopName = info.name();
    this.next = next == null ? new LoopObserver() {} : next;
  }

  /** Whether a recording wants any of our events now. */
  static boolean isWanted() {
    return FlightRecorder.isInitialized()
        && JfrEvents.ALL.stream().anyMatch(event -> EventType.getEventType(event).isEnabled());
  }

  /** Whether an event is to be filled in; each counts, so that numbers are those of a trace. */
  private boolean wanted(LoopEvent event) {
    seq++;
    return event.isEnabled();
  }

  private void commit(LoopEvent event) {
    event.loop = loop;
    event.seq = seq;
    event.commit();
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  // -- slices -------------------------------------------------------------------------------------

  private void beginSlice(long handle, long task, @Nullable String callback) {
    Entry entry = queued.remove(handle);
    JfrEvents.Slice slice = new JfrEvents.Slice();
    slices.push(slice);
    if (slice.isEnabled()) {
      slice.loop = loop;
      slice.seq = seq;
      slice.handle = handle;
      slice.task = task;
      Named named = tasks.get(task);
      slice.name = filter.nameOrNull(named == null ? callback : named.name);
      slice.coroutine = filter.nameOrNull(named == null ? null : named.coroutine);
      slice.why = entry == null ? null : word(entry.why);
      slice.of = entry == null ? 0 : entry.of;
      slice.begin();
    }
  }

  private void endSlice(String outcome, @Nullable String what) {
    JfrEvents.Slice slice = slices.poll();
    if (slice != null && slice.isEnabled()) {
      slice.outcome = outcome;
      slice.what = what == null ? null : filter.what(what);
      slice.commit();
    }
  }

  // -- hooks --------------------------------------------------------------------------------------

  @Override
  public void loopState(LoopPhase phase, String thread) {
    var event = new JfrEvents.Loop();
    if (wanted(event)) {
      event.state = word(phase);
      event.name = filter.nameOrNull(loopName);
      commit(event);
    }
    next.loopState(phase, thread);
  }

  @Override
  public void taskCreated(
      long task, String name, String coroutine, @Nullable String at, long parent) {
    tasks.put(task, new Named(name, coroutine));
    var event = new JfrEvents.TaskCreated();
    if (wanted(event)) {
      event.task = task;
      event.name = filter.name(name);
      event.coroutine = filter.name(coroutine);
      event.at = filter.nameOrNull(at);
      event.parent = parent;
      commit(event);
    }
    next.taskCreated(task, name, coroutine, at, parent);
  }

  private void enqueued(long handle, long task, @Nullable String callback, Cause why, long of) {
    queued.put(handle, new Entry(why, of));
    var event = new JfrEvents.Enqueue();
    if (wanted(event)) {
      event.handle = handle;
      event.task = task;
      event.callback = filter.nameOrNull(callback);
      event.why = word(why);
      event.of = of;
      commit(event);
    }
  }

  @Override
  public void stepEnqueued(long handle, long task, Cause why, long of) {
    enqueued(handle, task, null, why, of);
    next.stepEnqueued(handle, task, why, of);
  }

  @Override
  public void callbackEnqueued(long handle, String callback, Cause why, long of) {
    enqueued(handle, 0, callback, why, why == Cause.THREAD ? 0 : of);
    next.callbackEnqueued(handle, callback, why, of);
  }

  @Override
  public void resumed(long handle, long task) {
    var event = new JfrEvents.Resume();
    if (wanted(event)) {
      event.handle = handle;
      event.task = task;
      commit(event);
    }
    next.resumed(handle, task);
    beginSlice(handle, task, null);
  }

  @Override
  public void paused(long task, long on, String what, AwaitChain chain) {
    endSlice("paused", what);
    var event = new JfrEvents.Pause();
    if (wanted(event)) {
      event.task = task;
      event.on = on;
      event.what = filter.what(what);
      event.chain = String.join(" > ", Rows.chain(chain).stream().map(filter::name).toList());
      commit(event);
    }
    next.paused(task, on, what, chain);
  }

  @Override
  public void taskDone(long task, Ending ending, @Nullable Throwable error) {
    endSlice(word(ending), null);
    done(task, 0, ending, error);
    tasks.remove(task);
    next.taskDone(task, ending, error);
  }

  @Override
  public void futureDone(long future, Ending ending, @Nullable Throwable error) {
    done(0, future, ending, error);
    next.futureDone(future, ending, error);
  }

  private void done(long task, long future, Ending ending, @Nullable Throwable error) {
    var event = new JfrEvents.Done();
    if (wanted(event)) {
      event.task = task;
      event.future = future;
      event.outcome = word(ending);
      String text = ErrorText.of(ending, error);
      event.error = text == null ? null : filter.error(text);
      commit(event);
    }
  }

  @Override
  public void awaitedDone(long task, long on, String what) {
    var event = new JfrEvents.Await();
    if (wanted(event)) {
      event.task = task;
      event.on = on;
      event.what = filter.what(what);
      commit(event);
    }
    next.awaitedDone(task, on, what);
  }

  @Override
  public void listened(long future, String callback) {
    var event = new JfrEvents.Listen();
    if (wanted(event)) {
      event.future = future;
      event.callback = filter.name(callback);
      commit(event);
    }
    next.listened(future, callback);
  }

  @Override
  public void used(long task, long object, String what, String operation) {
    var event = new JfrEvents.Use();
    if (wanted(event)) {
      event.task = task;
      event.object = object;
      event.what = filter.name(what);
      event.op = filter.name(operation);
      commit(event);
    }
    next.used(task, object, what, operation);
  }

  @Override
  public void callbackStarted(long handle, String name, long of) {
    var event = new JfrEvents.Callback();
    if (wanted(event)) {
      event.handle = handle;
      event.name = filter.name(name);
      event.of = of;
      commit(event);
    }
    next.callbackStarted(handle, name, of);
    beginSlice(handle, 0, name);
  }

  @Override
  public void callbackReturned(long handle, @Nullable Throwable error) {
    endSlice(error == null ? "returned" : "raised", null);
    var event = new JfrEvents.Return();
    if (wanted(event)) {
      event.handle = handle;
      event.error = error == null ? null : filter.error(ErrorText.of(error));
      commit(event);
    }
    next.callbackReturned(handle, error);
  }

  @Override
  public void timerSet(long handle, long deadline, String callback) {
    var event = new JfrEvents.Timer();
    if (wanted(event)) {
      event.handle = handle;
      event.delay = deadline - clock.getAsLong();
      event.callback = filter.name(callback);
      commit(event);
    }
    next.timerSet(handle, deadline, callback);
  }

  private void cancelled(long task, long future, long handle, long by) {
    var event = new JfrEvents.Cancel();
    if (wanted(event)) {
      event.task = task;
      event.future = future;
      event.handle = handle;
      event.by = by;
      commit(event);
    }
  }

  @Override
  public void taskCancelled(long task, long by) {
    cancelled(task, 0, 0, by);
    next.taskCancelled(task, by);
  }

  @Override
  public void futureCancelled(long future, long by) {
    cancelled(0, future, 0, by);
    next.futureCancelled(future, by);
  }

  @Override
  public void handleCancelled(long handle, long by) {
    queued.remove(handle);
    cancelled(0, 0, handle, by);
    next.handleCancelled(handle, by);
  }

  @Override
  public void entered(long task, String coroutine) {
    var event = new JfrEvents.Enter();
    if (wanted(event)) {
      event.task = task;
      event.coroutine = filter.name(coroutine);
      commit(event);
    }
    next.entered(task, coroutine);
  }

  @Override
  public void exited(long task, String coroutine) {
    var event = new JfrEvents.Exit();
    if (wanted(event)) {
      event.task = task;
      event.coroutine = filter.name(coroutine);
      commit(event);
    }
    next.exited(task, coroutine);
  }

  @Override
  public void idled(long nanos) {
    var event = new JfrEvents.Idle();
    if (wanted(event)) {
      event.ns = nanos;
      commit(event);
    }
    next.idled(nanos);
  }

  @Override
  public void marked(long task, String name, Map<String, ?> attributes) {
    var event = new JfrEvents.Mark();
    if (wanted(event)) {
      event.task = task;
      event.name = filter.name(name);
      event.attrs = String.valueOf(filter.attributes(JsonValues.of(attributes)));
      commit(event);
    }
    next.marked(task, name, attributes);
  }

  @Override
  public void inputTaken(long task, String name, @Nullable Object value, @Nullable String error) {
    var event = new JfrEvents.Input();
    if (wanted(event)) {
      event.task = task;
      event.name = filter.name(name);
      Object kept = error == null ? filter.input(name, value) : null;
      event.value = kept == null ? null : kept.toString();
      event.error = error == null ? null : filter.error(error);
      commit(event);
    }
    next.inputTaken(task, name, value, error);
  }

  @Override
  public void warned(String code, long task, long handle, String text) {
    var event = new JfrEvents.Warn();
    if (wanted(event)) {
      event.code = code;
      event.task = task;
      event.handle = handle;
      event.text = filter.message(text);
      commit(event);
    }
    next.warned(code, task, handle, text);
  }

  @Override
  public void stalled(long[] waiting) {
    var event = new JfrEvents.Stall();
    if (wanted(event)) {
      event.waiting = Arrays.toString(waiting);
      commit(event);
    }
    next.stalled(waiting);
  }

  @Override
  public void received(long task, Traceparent from) {
    next.received(task, from);
  }

  @Override
  public @Nullable Traceparent traceparent(long task) {
    return next.traceparent(task);
  }
}
