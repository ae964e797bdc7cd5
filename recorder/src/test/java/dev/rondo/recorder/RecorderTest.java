package dev.rondo.recorder;

import static dev.rondo.Async.async;
import static dev.rondo.Async.await;
import static dev.rondo.Async.createTask;
import static dev.rondo.Async.gather;
import static dev.rondo.Async.sleep;
import static dev.rondo.Async.toThread;
import static dev.rondo.Trace.mark;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rondo.Async;
import dev.rondo.Coroutine;
import dev.rondo.EventLoop;
import dev.rondo.Future;
import dev.rondo.LoopBuilder;
import dev.rondo.SharedState;
import dev.rondo.Task;
import dev.rondo.trace.Outcome;
import dev.rondo.trace.Phase;
import dev.rondo.trace.TraceEvent;
import dev.rondo.trace.Why;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecorderTest {
  @TempDir Path folder;

  private RecordedTrace record(String engine, Coroutine<?> main) {
    return record(engine, Detail.FULL, main);
  }

  private RecordedTrace record(String engine, Detail detail, Coroutine<?> main) {
    Path file = folder.resolve("a.jsonl");
    try (Recorder recorder = Recorder.to(file).detail(detail)) {
      Async.run(main, EventLoop.builder().engine(engine).virtualClock().observer(recorder));
    }
    return RecordedTrace.readWhole(file);
  }

  private static Coroutine<String> brew(String what, int ms) {
    return async(() -> {
      await(sleep(Duration.ofMillis(ms)));
      return what;
    });
  }

  @ParameterizedTest
  @ValueSource(strings = {"continuation", "virtual-thread"})
  void tellsEveryEnqueueResumePauseAndCallback(String engine) {
    RecordedTrace trace =
        record(
            engine,
            async(
                "breakfast",
                () -> {
                  Task<String> tea = createTask(brew("tea", 30), "tea");
                  await(brew("toast", 10));
                  return await(tea);
                }));

    assertThat(trace.header().engine()).isEqualTo(engine);
    assertThat(trace.header().clock()).isEqualTo("virtual");
    assertThat(trace.of(TraceEvent.TaskCreated.class).map(TraceEvent.TaskCreated::coro))
        .containsExactly("breakfast", "brew");
    assertThat(trace.of(TraceEvent.Pause.class).map(TraceEvent.Pause::what))
        .containsExactly("sleep", "sleep", "task tea");
    assertThat(trace.of(TraceEvent.Pause.class).map(TraceEvent.Pause::chain))
        .containsExactly(List.of("breakfast", "brew"), List.of(), List.of());
    assertThat(trace.of(TraceEvent.Enter.class).map(TraceEvent.Enter::coro))
        .containsExactly("brew");
    assertThat(trace.of(TraceEvent.Timer.class).map(TraceEvent.Timer::delay))
        .containsExactly(10_000_000L, 30_000_000L);
    assertThat(trace.of(TraceEvent.Enqueue.class).map(TraceEvent.Enqueue::why))
        .containsExactly(
            Why.START, Why.START, Why.TIMER, Why.DONE, Why.TIMER, Why.DONE, Why.DONE, Why.DONE);
    assertThat(trace.of(TraceEvent.Done.class).map(TraceEvent.Done::outcome))
        .containsOnly(Outcome.RETURNED);
    assertThat(trace.events().getLast().t()).isEqualTo(30_000_000L);
  }

  @Test
  void bothEnginesGiveTheSameEvents() {
    Coroutine<?>[] mains = new Coroutine<?>[2];
    for (int i = 0; i < 2; i++) {
      mains[i] =
          async(
              "main",
              () ->
                  await(
                      gather(brew("a", 3), brew("b", 1), sleep(Duration.ZERO, "c"), brew("d", 2))));
    }

    assertThat(record("continuation", mains[0]).events().stream().map(RecorderTest::logical))
        .containsExactlyElementsOf(
            record("virtual-thread", mains[1]).events().stream()
                .map(RecorderTest::logical)
                .toList());
  }

  /** An event without the thread's name. */
  private static Object logical(TraceEvent event) {
    return event instanceof TraceEvent.LoopState e ? e.state() : event;
  }

  @Test
  void detailScheduleLeavesOutWhatRunsInPlaceButKeepsTheChain() {
    RecordedTrace trace =
        record("continuation", Detail.SCHEDULE, async("main", () -> await(brew("toast", 1))));

    assertThat(trace.kinds()).doesNotContain("enter", "exit");
    assertThat(trace.header().detail()).isEqualTo("schedule");
    assertThat(trace.of(TraceEvent.Pause.class).map(TraceEvent.Pause::chain))
        .containsExactly(List.of("main", "brew"));
  }

  @Test
  void tellsErrorsCancellationsNotesAndUses() {
    RecordedTrace trace =
        record(
            "continuation",
            async(
                "main",
                () -> {
                  SharedState queue = new SharedState("queue Q");
                  EventLoop loop = EventLoop.running();
                  Task<?> failing =
                      createTask(
                          async(
                              "failing",
                              () -> {
                                throw new IllegalStateException("no\nmilk");
                              }));
                  Task<?> sleeper = createTask(sleep(Duration.ofHours(1)), "sleeper");
                  Future<String> done = loop.createFuture();
                  done.setResult("x");
                  await(done);
                  queue.use("put");
                  mark("note", Map.of("n", 1, "list", List.of(true, "x")));
                  loop.callSoon(Async.named("broken", () -> sneak(new RuntimeException("oops"))));
                  loop.setExceptionHandler(context -> {});
                  loop.callSoon(() -> {}).cancel();
                  await(sleep(Duration.ZERO));
                  sleeper.cancel();
                  await(toThread(() -> 1));
                  failing.exception();
                  return null;
                }));

    assertThat(trace.of(TraceEvent.Done.class).map(TraceEvent.Done::error))
        .contains("IllegalStateException: no\nmilk");
    assertThat(trace.of(TraceEvent.Done.class).map(TraceEvent.Done::outcome))
        .contains(Outcome.CANCELLED);
    assertThat(trace.of(TraceEvent.Mark.class).map(TraceEvent.Mark::attrs))
        .containsExactly(Map.of("n", 1L, "list", List.of(true, "x")));
    assertThat(trace.of(TraceEvent.Use.class).map(TraceEvent.Use::op)).containsExactly("put");
    assertThat(trace.of(TraceEvent.Return.class).map(TraceEvent.Return::error))
        .contains("RuntimeException: oops");
    assertThat(trace.of(TraceEvent.Enqueue.class).map(TraceEvent.Enqueue::why))
        .contains(Why.THREAD, Why.YIELD, Why.SOON);
    assertThat(trace.kinds()).contains("await", "cancel", "listen");
  }

  @Test
  void attributesThatJsonCannotHaveGoByTheirText() {
    Map<String, Object> circle = new java.util.HashMap<>();
    circle.put("again", circle);
    circle.put("path", Path.of("a/b"));
    circle.put("nan", Double.NaN);
    RecordedTrace trace =
        record("continuation", async("main", () -> mark("circle", Map.of("circle", circle))));

    assertThat(trace.of(TraceEvent.Mark.class).map(m -> m.attrs().get("circle")))
        .singleElement(org.assertj.core.api.InstanceOfAssertFactories.MAP)
        .containsEntry("path", "a/b")
        .containsEntry("nan", "NaN");
  }

  @Test
  void whatNoReaderCouldTakeIsLeftOutWithAWord() {
    RecordedTrace trace =
        record("continuation", async("main", () -> mark("x".repeat(17 * 1024 * 1024))));

    assertThat(trace.of(TraceEvent.Warn.class).map(TraceEvent.Warn::code))
        .containsExactly("unwritable");
  }

  private static void sneak(RuntimeException e) {
    throw e;
  }

  @Test
  void loopsInSeveralThreadsShareOneFile() throws Exception {
    Path file = folder.resolve("loops.jsonl.zst");
    int rounds = 5_000;
    try (Recorder recorder = Recorder.to(file)) {
      List<Thread> threads =
          LongStream.range(0, 3)
              .mapToObj(i -> Thread.ofPlatform().start(() -> spin(recorder, rounds)))
              .toList();
      for (Thread thread : threads) {
        thread.join();
      }
    }
    RecordedTrace trace = RecordedTrace.readWhole(file);

    for (int loop = 1; loop <= 3; loop++) {
      int number = loop;
      assertThat(trace.events().stream().filter(e -> e.loop() == number).map(TraceEvent::seq))
          .containsExactlyElementsOf(
              LongStream.rangeClosed(1, trace.events().size() / 3).boxed().toList());
    }
    assertThat(trace.of(TraceEvent.Pause.class)).hasSize(3 * rounds);
  }

  private static void spin(Recorder recorder, int rounds) {
    Coroutine<Void> main =
        async(
            "spin",
            () -> {
              for (int i = 0; i < rounds; i++) {
                await(sleep(Duration.ZERO));
              }
            });
    Async.run(main, EventLoop.builder().observer(recorder));
  }

  @Test
  void aRecorderThatIsClosedEndsTheRecordingAndNotTheProgram() {
    Path file = folder.resolve("closed.jsonl");
    Recorder recorder = Recorder.to(file);
    String result =
        Async.run(
            async(
                "main",
                () -> {
                  recorder.close();
                  return await(brew("toast", 1));
                }),
            EventLoop.builder().virtualClock().observer(recorder));

    assertThat(result).isEqualTo("toast");
    assertThat(RecordedTrace.readWhole(file).kinds()).doesNotContain("pause");
  }

  @Test
  void withoutALoopThereIsNoFile() {
    Path file = folder.resolve("none.jsonl");
    Recorder.to(file).close();

    assertThat(Files.exists(file)).isFalse();
  }

  @Test
  void aFolderIsNotRecordedTo() {
    try (Recorder recorder = Recorder.to(folder);
        EventLoop loop = EventLoop.builder().observer(recorder).create()) {
      assertThat(loop.runUntilComplete(async("main", () -> 1))).isEqualTo(1); // not observed
    }
    assertThat(folder).isDirectory();
  }

  @Test
  void programsAreNamedByWhatWasStarted() {
    assertThat(Headers.program("jdk.compiler/com.sun.tools.javac.launcher.Main a/B.java x y"))
        .isEqualTo("B");
    assertThat(Headers.program("com.example.Main x")).isEqualTo("com.example.Main");
    assertThat(Headers.program("lib/app.jar x")).isEqualTo("app");
    assertThat(Headers.program("")).isEqualTo("java");
  }

  @Test
  void unknownDetailIsNamed() {
    assertThatThrownBy(() -> Detail.of("most")).hasMessageContaining("'most'");
  }

  @Test
  void aLoopTellsWhatItHasOtherwiseThanTheFirst(@TempDir Path folder) {
    Path file = folder.resolve("several.jsonl");
    try (Recorder recorder = Recorder.to(file)) {
      for (LoopBuilder loop :
          List.of(
              EventLoop.builder().virtualClock().policy("pct", 3),
              EventLoop.builder().virtualClock(),
              EventLoop.builder().virtualClock().randomOrder(4),
              EventLoop.builder().policy("pct", 3))) {
        Async.run(crowd(), loop.observer(recorder));
      }
    }
    RecordedTrace trace = RecordedTrace.readWhole(file);
    assertThat(trace.header().policy()).isEqualTo("pct:depth=3,steps=100");
    assertThat(
            trace
                .of(TraceEvent.LoopState.class)
                .filter(e -> e.setup() != null && e.state() == Phase.RUNNING)
                .map(e -> e.loop() + ": " + e.setup())
                .distinct())
        .containsExactly("2: policy fifo", "3: policy random seed 4", "4: clock monotonic");
  }

  private static Coroutine<Void> crowd() {
    return Async.async(() -> {
      List<Task<Void>> tasks = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        tasks.add(
            Async.createTask(
                Async.async(() -> {
                  Async.await(Async.sleep(Duration.ZERO));
                  Async.await(Async.sleep(Duration.ofMillis(1)));
                })));
      }
      Async.await(Async.waitAll(tasks));
    });
  }
}
