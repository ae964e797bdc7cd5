package dev.rondo.otel;

import static dev.rondo.Async.async;
import static dev.rondo.Async.await;
import static dev.rondo.Async.createTask;
import static dev.rondo.Async.sleep;
import static dev.rondo.Async.toThread;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rondo.Async;
import dev.rondo.Coroutine;
import dev.rondo.EventLoop;
import dev.rondo.Future;
import dev.rondo.Task;
import dev.rondo.TaskGroup;
import dev.rondo.Trace;
import dev.rondo.observe.LoopObserver;
import dev.rondo.observe.ObserverProvider;
import dev.rondo.observe.Traceparent;
import dev.rondo.recorder.Recorder;
import dev.rondo.trace.TraceEvent;
import dev.rondo.trace.TraceReader;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.testing.context.SettableContextStorageProvider;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Spans as tasks live, and OpenTelemetry's context over their pauses, on both engines. */
class LiveTest {
  private static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("rondo.outcome");
  private static final AttributeKey<Long> STEPS = AttributeKey.longKey("rondo.steps");

  private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
  private final InMemoryMetricReader reader = InMemoryMetricReader.create();
  private final OpenTelemetrySdk sdk =
      OpenTelemetrySdk.builder()
          .setTracerProvider(
              SdkTracerProvider.builder()
                  .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                  .build())
          .setMeterProvider(SdkMeterProvider.builder().registerMetricReader(reader).build())
          .build();
  private final Tracer tracer = sdk.getTracer("program");

  /** The SDK's test kit brings a storage of its own, which goes before those of services. */
  @BeforeAll
  static void keepContextsInTasks() {
    SettableContextStorageProvider.setContextStorage(new TaskContextStorageProvider().get());
  }

  @AfterAll
  static void keepContextsInThreads() {
    SettableContextStorageProvider.setContextStorage(
        io.opentelemetry.context.ContextStorage.defaultStorage());
  }

  private void run(String engine, ObserverProvider observer, Coroutine<?> main) {
    Async.run(main, EventLoop.builder().engine(engine).virtualClock().observer(observer));
  }

  private void run(String engine, Coroutine<?> main) {
    run(engine, Telemetry.of(sdk), main);
  }

  private SpanData span(String name) {
    List<SpanData> found =
        exporter.getFinishedSpanItems().stream().filter(s -> s.getName().equals(name)).toList();
    assertThat(found).as(name).hasSize(1);
    return found.getFirst();
  }

  private String parentOf(String name) {
    String parent = span(name).getParentSpanId();
    return exporter.getFinishedSpanItems().stream()
        .filter(s -> s.getSpanId().equals(parent))
        .map(SpanData::getName)
        .findFirst()
        .orElse("");
  }

  private void inSpan(String name, dev.rondo.Block body) {
    Span span = tracer.spanBuilder(name).startSpan();
    try (Scope _ = span.makeCurrent()) {
      body.run();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    } finally {
      span.end();
    }
  }

  private static void nap(int millis) {
    await(sleep(Duration.ofMillis(millis)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"continuation", "virtual-thread"})
  void hundreds_of_tasks_that_take_turns_keep_their_own_spans(String engine) {
    run(
        engine,
        async(
            "main",
            () -> {
              List<Task<Void>> tasks = new ArrayList<>();
              for (int i = 0; i < 300; i++) {
                tasks.add(createTask(worker(i), "worker " + i));
              }
              await(Async.gather(tasks));
            }));

    for (int i = 0; i < 300; i++) {
      assertThat(parentOf("worker " + i)).isEqualTo("Task-1");
      assertThat(parentOf("outer " + i)).isEqualTo("worker " + i);
      assertThat(parentOf("inner " + i)).isEqualTo("outer " + i);
      assertThat(parentOf("after " + i)).isEqualTo("worker " + i);
    }
    assertThat(exporter.getFinishedSpanItems()).hasSize(1 + 4 * 300);
  }

  private Coroutine<Void> worker(int i) {
    return async(
        "worker",
        () -> {
          inSpan(
              "outer " + i,
              () -> {
                nap(i % 7);
                inSpan("inner " + i, () -> nap(1 + i % 3));
                nap(0);
              });
          tracer.spanBuilder("after " + i).startSpan().end();
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"continuation", "virtual-thread"})
  void callbacks_threads_timers_and_eager_tasks_see_the_span_in_which_they_were_made(
      String engine) {
    run(
        engine,
        async(
            "main",
            () -> {
              EventLoop loop = EventLoop.running();
              Future<Void> future = loop.createFuture();
              inSpan(
                  "outer",
                  () -> {
                    loop.callSoon(() -> tracer.spanBuilder("soon").startSpan().end());
                    loop.callLater(
                        Duration.ofMillis(3), () -> tracer.spanBuilder("later").startSpan().end());
                    future.addDoneCallback(f -> tracer.spanBuilder("done").startSpan().end());
                    new Task<>(eager(), loop, "eager", null, true);
                    tracer.spanBuilder("between").startSpan().end();
                  });
              future.setResult(null);
              inSpan(
                  "thread",
                  () ->
                      await(
                          toThread(() -> {
                            tracer.spanBuilder("elsewhere").startSpan().end();
                            return 1;
                          })));
              nap(10);
            }));

    for (String name : List.of("soon", "later", "done", "eager", "between")) {
      assertThat(parentOf(name)).as(name).isEqualTo("outer");
    }
    assertThat(parentOf("in eager")).isEqualTo("eager");
    assertThat(parentOf("in eager, later")).isEqualTo("eager");
    assertThat(parentOf("elsewhere")).isEqualTo("thread");
    assertThat(parentOf("outer")).isEqualTo("Task-1");
  }

  private Coroutine<Void> eager() {
    return async(
        "eager",
        () -> {
          tracer.spanBuilder("in eager").startSpan().end();
          nap(2);
          tracer.spanBuilder("in eager, later").startSpan().end();
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"continuation", "virtual-thread"})
  void a_span_says_how_its_task_ended(String engine) {
    run(
        engine,
        async(
            "main",
            () -> {
              Task<Void> fails = createTask(failing(), "fails");
              Task<Void> sleeper = createTask(async("sleeper", () -> nap(1000)), "sleeper");
              Task<Void> fine = createTask(async("fine", () -> nap(4)), "fine");
              assertThatThrownBy(() -> await(fails)).hasMessage("no tea");
              sleeper.cancel("enough");
              await(fine);
              TaskGroup.run(group -> group.createTask(async("member", () -> nap(1)), "member"));
            }));

    SpanData fails = span("fails");
    assertThat(fails.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(fails.getStatus().getDescription())
        .isEqualTo("java.lang.IllegalStateException: no tea");
    assertThat(fails.getEvents().getFirst().getName()).isEqualTo("exception");
    assertThat(fails.getAttributes().get(AttributeKey.stringKey("error.type")))
        .isEqualTo("java.lang.IllegalStateException");
    SpanData sleeper = span("sleeper");
    assertThat(sleeper.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
    assertThat(sleeper.getAttributes().get(OUTCOME)).isEqualTo("cancelled");
    SpanData fine = span("fine");
    assertThat(fine.getAttributes().get(OUTCOME)).isEqualTo("returned");
    assertThat(fine.getAttributes().get(STEPS)).isEqualTo(2);
    assertThat(fine.getAttributes().get(AttributeKey.longKey("rondo.suspended_ns")))
        .isEqualTo(4_000_000);
    assertThat(fine.getAttributes().get(AttributeKey.stringKey("code.file.path")))
        .isEqualTo("LiveTest.java");
    assertThat(span("Task-1").getLinks())
        .extracting(link -> link.getSpanContext().getSpanId())
        .contains(fails.getSpanId(), fine.getSpanId());
    assertThat(parentOf("member")).isEqualTo("Task-1");
  }

  private static Coroutine<Void> failing() {
    return async(
        "failing",
        () -> {
          nap(1);
          throw new IllegalStateException("no tea");
        });
  }

  @Test
  void a_scope_that_is_closed_out_of_turn_or_by_another_task_changes_nothing() {
    run(
        "continuation",
        async(
            "main",
            () -> {
              Context before = Context.current();
              Scope first = before.with(Span.getInvalid()).makeCurrent();
              Context inner = Context.current().with(tracer.spanBuilder("s").startSpan());
              Scope second = inner.makeCurrent();
              first.close();
              assertThat(Context.current()).isSameAs(inner);
              await(createTask(async("other", second::close)));
              assertThat(Context.current()).isSameAs(inner);
              second.close();
              first.close();
              assertThat(Context.current()).isSameAs(before);
            }));
  }

  @Test
  void threads_without_a_loop_have_contexts_as_ever() {
    Context outer = Context.current();
    Span span = tracer.spanBuilder("plain").startSpan();
    try (Scope _ = span.makeCurrent()) {
      assertThat(Span.current()).isSameAs(span);
    }
    assertThat(Context.current()).isSameAs(outer);
  }

  @Test
  void what_fails_is_dropped_and_the_recorder_goes_on() {
    List<String> told = new ArrayList<>();
    ObserverProvider recorder =
        loop ->
            new LoopObserver() {
              @Override
              public void exited(long task, String coroutine) {
                told.add(coroutine);
              }
            };
    OpenTelemetry broken =
        new OpenTelemetry() {
          @Override
          public io.opentelemetry.api.trace.TracerProvider getTracerProvider() {
            throw new LinkageError("broken");
          }

          @Override
          public io.opentelemetry.context.propagation.ContextPropagators getPropagators() {
            return io.opentelemetry.context.propagation.ContextPropagators.noop();
          }
        };
    run(
        "continuation",
        Telemetry.of(broken).beside(recorder),
        async("main", () -> await(async("inner", () -> nap(1)))));

    assertThat(told).contains("inner");
  }

  @Test
  void without_an_sdk_nothing_happens() {
    run(
        "continuation",
        Telemetry.of(OpenTelemetry.noop()),
        async(
            "main",
            () -> {
              await(createTask(async("kid", () -> nap(1))));
              assertThat(Context.current()).isSameAs(Context.root());
              assertThat(Trace.traceparent()).isNull();
            }));
    run("continuation", Telemetry.global(), async("main", () -> nap(1)));
    assertThat(Telemetry.foundGlobal()).isFalse();
  }

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"continuation", "virtual-thread"})
  void a_recorded_trace_has_the_ids_of_the_spans_that_were_current_in_a_task(String engine)
      throws Exception {
    Path file = folder.resolve("a.jsonl");
    try (Recorder recorder = Recorder.to(file)) {
      run(
          engine,
          Telemetry.of(sdk).beside(recorder),
          async(
              "main",
              () -> {
                inSpan("own", () -> nap(1));
                Trace.mark("note", "order", 17);
                Trace.received("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
              }));
    }
    List<TraceEvent.Mark> marks = new ArrayList<>();
    try (TraceReader reader = TraceReader.open(file)) {
      for (TraceEvent event = reader.next(); event != null; event = reader.next()) {
        if (event instanceof TraceEvent.Mark mark) {
          marks.add(mark);
        }
      }
    }

    assertThat(marks)
        .extracting(TraceEvent.Mark::name)
        .containsExactly("otel.span", "otel.span", "note", "traceparent");
    assertThat(marks.get(0).attrs())
        .isEqualTo(
            Map.of("trace_id", span("own").getTraceId(), "span_id", span("Task-1").getSpanId()));
    assertThat(marks.get(1).attrs().get("span_id")).isEqualTo(span("own").getSpanId());
    assertThat(span("Task-1").getEvents()).extracting(e -> e.getName()).containsExactly("note");
    assertThat(span("Task-1").getLinks())
        .extracting(link -> link.getSpanContext().getSpanId())
        .containsExactly("b7ad6b7169203331");
  }

  @Test
  void a_message_is_a_link_to_its_sender_unless_that_is_the_parent() {
    Coroutine<String> sender = async("sender", () -> String.valueOf(Trace.traceparent()));
    run(
        "continuation",
        async(
            "main",
            () -> {
              String message = await(createTask(sender, "sender"));
              await(createTask(async(() -> Trace.received(message)), "receiver"));
              String own = String.valueOf(Trace.traceparent());
              await(createTask(async(() -> Trace.received(own)), "child"));
            }));

    assertThat(span("receiver").getLinks())
        .extracting(link -> link.getSpanContext().getSpanId())
        .containsExactly(span("sender").getSpanId());
    assertThat(span("child").getLinks()).isEmpty();
  }

  @Test
  void the_sdks_ids_win_in_what_other_processes_are_told() throws Exception {
    List<Traceparent> told = new ArrayList<>();
    Coroutine<Boolean> main = async("main", () -> told.add(Trace.traceparent()));
    try (Recorder recorder = Recorder.to(folder.resolve("b.jsonl"))) {
      run("continuation", Telemetry.of(sdk).beside(recorder), main);
    }
    assertThat(told.getFirst().span()).isEqualTo(span("Task-1").getSpanId());
    assertThat(told.getFirst().trace()).isEqualTo(span("Task-1").getTraceId());
  }

  @Test
  void tasks_left_when_the_loop_closes_are_incomplete() {
    EventLoop loop = EventLoop.builder().virtualClock().observer(Telemetry.of(sdk)).create();
    loop.createTask(async("left", () -> nap(1000)), "left");
    loop.close();
    assertThat(span("left").getAttributes().get(AttributeKey.booleanKey("rondo.incomplete")))
        .isTrue();
  }

  private MetricData metric(String name) {
    return reader.collectAllMetrics().stream()
        .filter(metric -> metric.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private HistogramPointData histogram(String name) {
    return metric(name).getHistogramData().getPoints().iterator().next();
  }

  @ParameterizedTest
  @ValueSource(strings = {"continuation", "virtual-thread"})
  void the_loop_is_measured(String engine) {
    List<Long> readings = new ArrayList<>();
    run(
        engine,
        async(
            "main",
            () -> {
              EventLoop loop = EventLoop.running();
              List<Task<Void>> kids = new ArrayList<>();
              for (int i = 0; i < 5; i++) {
                kids.add(createTask(async("kid", () -> nap(1))));
              }
              loop.callSoon(() -> {});
              loop.callSoon(() -> {}).cancel();
              loop.callLater(Duration.ofMillis(9), () -> {}).cancel();
              for (String name : List.of("rondo.ready.size", "rondo.task.active")) {
                readings.add(
                    metric(name).getLongSumData().getPoints().iterator().next().getValue());
              }
              kids.get(4).cancel();
              nap(5);
            }));

    assertThat(readings).containsExactly(6L, 6L);
    assertThat(
            metric("rondo.task.completed").getLongSumData().getPoints().stream()
                .collect(
                    Collectors.toMap(p -> p.getAttributes().get(OUTCOME), LongPointData::getValue)))
        .isEqualTo(Map.of("returned", 5L, "cancelled", 1L));
    long callbacks = 1 + 5 + 1; // the timers of naps; and run, at the end
    assertThat(histogram("rondo.slice.duration").getCount()).isEqualTo(2 + 4 * 2 + 1 + callbacks);
    assertThat(histogram("rondo.ready.duration").getCount()).isEqualTo(2 + 4 * 2 + 1 + callbacks);
    assertThat(histogram("rondo.loop.lag").getCount()).isEqualTo(5);
    assertThat(histogram("rondo.loop.lag").getSum()).isZero(); // on a virtual clock
    assertThat(metric("rondo.slice.duration").getUnit()).isEqualTo("s");
    assertThat(reader.collectAllMetrics()).noneMatch(m -> m.getName().equals("rondo.ready.size"));
  }

  @Test
  void every_span_is_told_once() {
    run("virtual-thread", async("main", () -> nap(1)));
    assertThat(
            exporter.getFinishedSpanItems().stream()
                .collect(Collectors.groupingBy(SpanData::getSpanId)))
        .hasSize(exporter.getFinishedSpanItems().size());
  }
}
