package dev.rondo.otel;

import dev.rondo.observe.AwaitChain;
import dev.rondo.observe.Cause;
import dev.rondo.observe.Ending;
import dev.rondo.observe.LoopInfo;
import dev.rondo.observe.LoopObserver;
import dev.rondo.observe.LoopPhase;
import dev.rondo.observe.Traceparent;
import dev.rondo.trace.spans.SpanKeys;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Follows the tasks of one loop, on its thread: a span each, current in what the task runs; and
 * tells its metrics.
 */
final class LiveLoop implements LoopObserver {
  private static final System.Logger LOG = System.getLogger("dev.rondo");
  private static final AtomicBoolean TOLD_OF_STORAGE = new AtomicBoolean();

  private static final AttributeKey<Long> LOOP = AttributeKey.longKey(SpanKeys.LOOP);
  private static final AttributeKey<Long> TASK = AttributeKey.longKey(SpanKeys.TASK);
  private static final AttributeKey<String> CORO = AttributeKey.stringKey(SpanKeys.CORO);
  private static final AttributeKey<String> THREAD = AttributeKey.stringKey(SpanKeys.THREAD_NAME);
  private static final AttributeKey<String> CODE = AttributeKey.stringKey(SpanKeys.CODE_FUNCTION);
  private static final AttributeKey<String> FILE = AttributeKey.stringKey(SpanKeys.CODE_FILE);
  private static final AttributeKey<Long> LINE = AttributeKey.longKey(SpanKeys.CODE_LINE);
  private static final AttributeKey<String> OUTCOME = AttributeKey.stringKey(SpanKeys.OUTCOME);
  private static final Attributes WAKE_UP =
      Attributes.builder().put(SpanKeys.LINK, "wake-up").put(SpanKeys.WHY, "done").build();
  private static final Attributes MESSAGE =
      Attributes.builder().put(SpanKeys.LINK, "message").build();

  private final LoopInfo info;
  private final int number;
  private final Supplier<@Nullable OpenTelemetry> source;
  private final Texts texts;
  private final boolean recorded;
  private final Map<Long, LiveTask> tasks = new HashMap<>();

  /** Those in control: more than one where an eager first step lies within its maker's slice. */
  private final Deque<LiveTask> running = new ArrayDeque<>();

  private @Nullable Tracer tracer; // from the first task on for which there was an SDK
  private @Nullable LoopMetrics metrics; // since then, too
  private boolean keptByThread; // OpenTelemetry's context: it is switched as tasks take turns
  private long callbackBegan;
  private String thread = "";
  private long lastDone; // the task that ended last, whose end may wake others just now
  private SpanContext lastDoneSpan = SpanContext.getInvalid();

  /**
   * Of the {@code number}th loop.
   *
   * @param source asked for the SDK until it gives one
   * @param recorded whether there is a trace, to note spans in
   */
  LiveLoop(
      LoopInfo info,
      int number,
      Supplier<@Nullable OpenTelemetry> source,
      Texts texts,
      boolean recorded) {
    this.info = info;
    this.number = number;
    this.source = source;
    this.texts = texts;
    this.recorded = recorded;
  }

  private long now() {
    return info.clock().getAsLong();
  }

  @Override
  public void loopState(LoopPhase phase, String thread) {
    this.thread = texts.name(thread);
    if (metrics != null) {
      tell(metrics, phase);
    }
    if (phase == LoopPhase.CLOSED) {
      tasks.values().forEach(LiveLoop::cutOff);
      tasks.clear();
    }
  }

  private void tell(LoopMetrics to, LoopPhase phase) {
    switch (phase) {
      case RUNNING -> to.started(now());
      case STOPPED -> to.active(now());
      case CLOSED -> to.close();
    }
  }

  private static void cutOff(LiveTask task) {
    task.tellTimes();
    task.span.setAttribute(SpanKeys.INCOMPLETE, true);
    task.span.end();
  }

  // -- the beginning of a task --------------------------------------------------------------------

  @Override
  public void taskCreated(
      long task, String name, String coroutine, @Nullable String at, long parent) {
    Tracer to = tracer();
    if (to != null) {
      Context within = parentOf(parent);
      SpanBuilder span = to.spanBuilder(texts.name(name)).setParent(within);
      describe(span, task, coroutine, at);
      Span started = span.startSpan();
      tasks.put(task, new LiveTask(started, within));
      if (metrics != null) {
        metrics.taskCreated();
      }
    }
  }

  private @Nullable Tracer tracer() {
    if (tracer == null) {
      OpenTelemetry found = source.get();
      if (found != null) {
        tracer = found.getTracer(SpanKeys.SCOPE);
        metrics = new LoopMetrics(found, number, now());
      }
    }
    return tracer;
  }

  /** What is current where the task is made; else its maker; else who started the process. */
  private Context parentOf(long maker) {
    Context current = Context.current();
    if (Span.fromContext(current).getSpanContext().isValid()) {
      return current;
    }
    LiveTask known = tasks.get(maker);
    Traceparent caller = Traceparent.ofProcess();
    return known != null ? known.context : caller != null ? current.with(remote(caller)) : current;
  }

  private static Span remote(Traceparent from) {
    return Span.wrap(remoteContext(from));
  }

  private static SpanContext remoteContext(Traceparent from) {
    TraceFlags flags = from.sampled() ? TraceFlags.getSampled() : TraceFlags.getDefault();
    return SpanContext.createFromRemoteParent(
        from.trace(), from.span(), flags, TraceState.getDefault());
  }

  private void describe(SpanBuilder span, long task, String coroutine, @Nullable String at) {
    String coro = texts.name(coroutine);
    span.setAttribute(LOOP, (long) number).setAttribute(TASK, task);
    span.setAttribute(CORO, coro).setAttribute(CODE, coro).setAttribute(THREAD, thread);
    int colon = at == null ? -1 : at.lastIndexOf(':');
    if (at != null && colon > 0) {
      span.setAttribute(FILE, texts.name(at.substring(0, colon)));
      span.setAttribute(LINE, Long.parseLong(at.substring(colon + 1)));
    }
  }

  // -- its steps ----------------------------------------------------------------------------------

  @Override
  public void stepEnqueued(long handle, long task, Cause why, long of) {
    LiveTask known = tasks.get(task);
    if (known != null) {
      known.enqueued(now());
      if (metrics != null) {
        metrics.stepQueued();
      }
      if (why == Cause.DONE && of == lastDone) {
        known.span.addLink(lastDoneSpan, WAKE_UP);
      }
    }
  }

  @Override
  public void resumed(long handle, long task) {
    long now = now();
    LiveTask maker = handle == 0 ? running.peekLast() : null;
    if (maker != null) {
      maker.lent(now);
    } else {
      running.clear();
    }
    LiveTask known = tasks.get(task);
    if (known != null) {
      running.addLast(known);
      long waited = known.resumed(now);
      if (metrics != null && handle != 0) {
        metrics.stepBegins(waited);
      }
      if (known.firstStep()) {
        makeCurrent(known);
      }
      if (keptByThread) {
        known.enterContext();
      }
    }
  }

  /** In the task's own context, where its span stays current. */
  private void makeCurrent(LiveTask task) {
    SpanContext span = task.span.getSpanContext();
    if (span.isValid()) {
      TaskContextStorage.ONLY.set(task.context);
      if (recorded) {
        SpanNotes.note(span);
      }
      if (Context.current() != task.context) {
        storedElsewhere();
      }
    }
  }

  /** By an agent, or another storage: by thread. That of a continuation is the loop's. */
  private void storedElsewhere() {
    keptByThread = info.engine().equals("continuation");
    if (!keptByThread && TOLD_OF_STORAGE.compareAndSet(false, true)) {
      LOG.log(
          System.Logger.Level.WARNING,
          "OpenTelemetry keeps its context elsewhere, so it does not follow tasks: "
              + io.opentelemetry.context.ContextStorage.get());
    }
  }

  @Override
  public void paused(long task, long on, String what, AwaitChain chain) {
    LiveTask known = tasks.get(task);
    if (known != null) {
      leave(known, now());
    }
  }

  /** The task's slice is over; that of the maker of an eager one goes on. */
  private void leave(LiveTask task, long now) {
    long slice = task.paused(now);
    if (metrics != null) {
      metrics.sliceEnded(slice);
    }
    if (running.peekLast() == task) {
      if (keptByThread) {
        task.leaveContext();
      }
      running.removeLast();
      LiveTask maker = running.peekLast();
      if (maker != null) {
        maker.back(now);
      }
    }
  }

  // -- its end ------------------------------------------------------------------------------------

  @Override
  public void taskDone(long task, Ending ending, @Nullable Throwable error) {
    LiveTask known = tasks.remove(task);
    lastDone = known == null ? 0 : task;
    if (known != null) {
      leave(known, now());
      lastDoneSpan = known.span.getSpanContext();
      tellEnd(known, ending, error);
      known.span.end();
      if (metrics != null) {
        metrics.taskEnded(ending);
      }
    }
  }

  private void tellEnd(LiveTask task, Ending ending, @Nullable Throwable error) {
    task.tellTimes();
    task.span.setAttribute(OUTCOME, ending.name().toLowerCase(Locale.ROOT));
    if (ending == Ending.CANCELLED) {
      Failed.cancelled(task.span, error, texts);
    } else if (error != null) {
      Failed.raised(task.span, error, texts);
    }
  }

  // -- what belongs to no task --------------------------------------------------------------------

  @Override
  public void callbackEnqueued(long handle, String callback, Cause why, long of) {
    if (metrics != null) {
      metrics.callbackQueued(handle, now());
    }
  }

  @Override
  public void callbackStarted(long handle, String name, long of) {
    if (metrics != null) {
      callbackBegan = now();
      metrics.callbackBegins(handle, callbackBegan);
    }
  }

  @Override
  public void callbackReturned(long handle, @Nullable Throwable error) {
    if (metrics != null) {
      metrics.sliceEnded(now() - callbackBegan);
    }
  }

  @Override
  public void timerSet(long handle, long deadline, String callback) {
    if (metrics != null) {
      metrics.timerSet(handle, deadline);
    }
  }

  @Override
  public void handleCancelled(long handle, long by) {
    if (metrics != null) {
      metrics.withdrawn(handle);
    }
  }

  @Override
  public void idled(long nanos) {
    if (metrics != null) {
      metrics.idled(nanos, now());
    }
  }

  // -- what is said of it -------------------------------------------------------------------------

  @Override
  public void marked(long task, String name, Map<String, ?> attributes) {
    LiveTask known = tasks.get(task);
    if (known != null && !name.equals(SpanKeys.SPAN_MARK)) {
      known.span.addEvent(texts.name(name), attributes(attributes));
    }
  }

  private Attributes attributes(Map<String, ?> said) {
    AttributesBuilder to = Attributes.builder();
    said.forEach((key, value) -> put(to, texts.name(key), value));
    return to.build();
  }

  private void put(AttributesBuilder to, String key, Object value) {
    switch (value) {
      case Boolean truth -> to.put(key, truth);
      case Long whole -> to.put(key, whole);
      case Integer whole -> to.put(key, whole);
      case Number number -> to.put(key, number.doubleValue());
      default -> {
        String text = texts.message(String.valueOf(value));
        if (text != null) {
          to.put(key, text);
        }
      }
    }
  }

  @Override
  public void received(long task, Traceparent from) {
    LiveTask known = tasks.get(task);
    if (known != null && !known.parent.equals(from.span())) {
      known.span.addLink(remoteContext(from), MESSAGE);
    }
  }

  /** The span that is current in the task, be it the program's own. */
  @Override
  public @Nullable Traceparent traceparent(long task) {
    SpanContext span = Span.current().getSpanContext();
    return span.isValid()
        ? new Traceparent(span.getTraceId(), span.getSpanId(), span.isSampled())
        : null;
  }
}
