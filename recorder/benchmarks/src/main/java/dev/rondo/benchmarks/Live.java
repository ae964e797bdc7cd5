package dev.rondo.benchmarks;

import static dev.rondo.Async.async;
import static dev.rondo.Async.await;
import static dev.rondo.Async.createTask;

import dev.rondo.Coroutine;
import dev.rondo.EventLoop;
import dev.rondo.Task;
import dev.rondo.otel.Telemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What OpenTelemetry costs a loop's thread, in a process of its own: {@code Live BURSTS}. Bursts on
 * loops with spans and without take turns, and with them the SDK alone, which makes as many spans
 * that say as much. Nothing is exported: that is another thread's work, and not ours.
 */
final class Live {
  private static final int WARM_UP =
      500; // bursts more, so that a quick run is of compiled code too
  private static final int TASKS = 2_000;
  private static final int SWITCHES = 10_000;
  private static final AttributeKey<Long> LOOP = AttributeKey.longKey("rondo.loop");
  private static final AttributeKey<Long> TASK = AttributeKey.longKey("rondo.task");
  private static final AttributeKey<String> CORO = AttributeKey.stringKey("rondo.coro");
  private static final AttributeKey<String> CODE = AttributeKey.stringKey("code.function.name");
  private static final AttributeKey<String> THREAD = AttributeKey.stringKey("thread.name");
  private static final AttributeKey<String> FILE = AttributeKey.stringKey("code.file.path");
  private static final AttributeKey<Long> LINE = AttributeKey.longKey("code.line.number");
  private static final AttributeKey<Long> STEPS = AttributeKey.longKey("rondo.steps");
  private static final AttributeKey<Long> RUN = AttributeKey.longKey("rondo.run_ns");
  private static final AttributeKey<Long> READY = AttributeKey.longKey("rondo.ready_ns");
  private static final AttributeKey<Long> SUSPENDED = AttributeKey.longKey("rondo.suspended_ns");
  private static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("rondo.outcome");

  private final int bursts;
  private final OpenTelemetrySdk sdk =
      OpenTelemetrySdk.builder()
          .setTracerProvider(
              SdkTracerProvider.builder().addSpanProcessor(new Silent.Spans()).build())
          .build();
  private final OpenTelemetrySdk metrics =
      OpenTelemetrySdk.builder()
          .setTracerProvider(sdk.getSdkTracerProvider())
          .setMeterProvider(
              SdkMeterProvider.builder().registerMetricReader(new Silent.Metrics()).build())
          .build();
  private final Tracer tracer = sdk.getTracer("benchmark");

  private Live(int bursts) {
    this.bursts = bursts;
  }

  public static void main(String[] args) {
    int bursts = WARM_UP + Integer.parseInt(args[0]);
    List<Long> absent = new ArrayList<>(); // nothing of OpenTelemetry is loaded yet
    try (EventLoop loop = EventLoop.builder().create()) {
      for (int i = 0; i < bursts; i++) {
        absent.add(Bursts.nanos(() -> loop.runUntilComplete(Works.switches(SWITCHES))));
      }
    }
    System.out.println("absent " + (double) Bursts.warmMedian(absent) / SWITCHES);
    Live live = new Live(bursts);
    live.switches(); // before any loop in this process has an observer
    live.tasks();
    live.steps();
  }

  private void switches() {
    List<Long> unused = new ArrayList<>();
    List<Long> without = new ArrayList<>();
    List<Long> within = new ArrayList<>();
    try (EventLoop loop = EventLoop.builder().create()) {
      for (int i = 0; i < bursts; i++) {
        unused.add(Bursts.nanos(() -> loop.runUntilComplete(Works.switches(SWITCHES))));
        without.add(Bursts.nanos(() -> loop.runUntilComplete(twice(this::inNoSpan))));
        within.add(Bursts.nanos(() -> loop.runUntilComplete(twice(this::inSpan))));
      }
    }
    double more = Bursts.warmMedian(within) - Bursts.warmMedian(without);
    System.out.println("unused " + (double) Bursts.warmMedian(unused) / SWITCHES);
    System.out.println("used " + more / SWITCHES);
  }

  private void steps() {
    List<Long> off = new ArrayList<>();
    List<Long> on = new ArrayList<>();
    try (EventLoop plain = EventLoop.builder().create();
        EventLoop spans = EventLoop.builder().observer(Telemetry.of(sdk)).create()) {
      for (int i = 0; i < bursts; i++) {
        off.add(Bursts.nanos(() -> plain.runUntilComplete(Works.switches(SWITCHES))));
        on.add(Bursts.nanos(() -> spans.runUntilComplete(Works.switches(SWITCHES))));
      }
    }
    System.out.println(
        "step " + (double) (Bursts.warmMedian(on) - Bursts.warmMedian(off)) / SWITCHES);
  }

  /** Two tasks that cede to each other, each within something. */
  private static Coroutine<Void> twice(UnaryOperator<Coroutine<Void>> within) {
    return async(() -> {
      Task<Void> other = createTask(within.apply(Works.cedes(SWITCHES / 2)));
      await(within.apply(Works.cedes(SWITCHES / 2)));
      await(other);
    });
  }

  /** In a span of its own, which is current all the time. */
  private Coroutine<Void> inSpan(Coroutine<Void> work) {
    return async(() -> {
      Span span = tracer.spanBuilder("own").startSpan();
      try (Scope _ = span.makeCurrent()) {
        await(work);
      } finally {
        span.end();
      }
    });
  }

  /** As deep in calls, without a span. */
  private Coroutine<Void> inNoSpan(Coroutine<Void> work) {
    return async(() -> await(work));
  }

  private void tasks() {
    List<Long> off = new ArrayList<>();
    List<Long> on = new ArrayList<>();
    List<Long> measured = new ArrayList<>();
    List<Long> alone = new ArrayList<>();
    try (EventLoop plain = EventLoop.builder().create();
        EventLoop spans = EventLoop.builder().observer(Telemetry.of(sdk)).create();
        EventLoop both = EventLoop.builder().observer(Telemetry.of(metrics)).create()) {
      for (int i = 0; i < bursts; i++) {
        off.add(Bursts.nanos(() -> plain.runUntilComplete(Works.tasks(TASKS))));
        on.add(Bursts.nanos(() -> spans.runUntilComplete(Works.tasks(TASKS))));
        measured.add(Bursts.nanos(() -> both.runUntilComplete(Works.tasks(TASKS))));
        alone.add(Bursts.nanos(this::spans));
      }
    }
    double span = (double) Bursts.warmMedian(alone) / TASKS;
    double live = (double) (Bursts.warmMedian(on) - Bursts.warmMedian(off)) / TASKS;
    System.out.println("span " + span);
    System.out.println("task " + live);
    System.out.println("above " + (live - span));
    System.out.println(
        "metrics " + (double) (Bursts.warmMedian(measured) - Bursts.warmMedian(on)) / TASKS);
  }

  /** What a task's span says, said to the SDK by a program that makes the same spans by hand. */
  private void spans() {
    Context parent = Context.root().with(tracer.spanBuilder("parent").startSpan());
    for (int i = 0; i < TASKS; i++) {
      Span span =
          tracer
              .spanBuilder("Task-1")
              .setParent(parent)
              .setAttribute(LOOP, 1L)
              .setAttribute(TASK, (long) i)
              .setAttribute(CORO, "same")
              .setAttribute(CODE, "same")
              .setAttribute(THREAD, "main")
              .setAttribute(FILE, "Works.java")
              .setAttribute(LINE, 52L)
              .startSpan();
      span.setAttribute(STEPS, 1L);
      span.setAttribute(RUN, (long) i);
      span.setAttribute(READY, (long) i);
      span.setAttribute(SUSPENDED, 0L);
      span.setAttribute(OUTCOME, "returned");
      span.end();
    }
  }
}
