package dev.rondo.recorder;

import static dev.rondo.Async.async;
import static dev.rondo.Async.await;
import static dev.rondo.Async.createTask;
import static dev.rondo.Async.named;
import static dev.rondo.Async.sleep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rondo.Async;
import dev.rondo.Coroutine;
import dev.rondo.EventLoop;
import dev.rondo.Future;
import dev.rondo.Task;
import dev.rondo.trace.TraceEvent;
import dev.rondo.trace.TraceReader;
import dev.rondo.trace.model.Position;
import dev.rondo.trace.model.TaskSnapshot;
import dev.rondo.trace.model.TaskState;
import dev.rondo.trace.model.TraceModel;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a flight recorder keeps, and that its dumps are correct whenever they are taken. */
class FlightRecorderTest {
  private static final int MOST_DUMPS = 8; // of a program
  private static final long SMALL = 3L * Chunk.BYTES;

  @TempDir Path folder;

  private FlightRecorder flight() {
    return FlightRecorder.to(folder.resolve("flight-%n.jsonl").toString()).memory(SMALL);
  }

  private static void run(FlightRecorder flight, String engine, Coroutine<?> main) {
    Async.run(main, EventLoop.builder().engine(engine).virtualClock().observer(flight));
  }

  private static Coroutine<Void> spin(int turns) {
    return async(
        "spin",
        () -> {
          for (int i = 0; i < turns; i++) {
            await(sleep(Duration.ZERO));
          }
        });
  }

  private static void dump(FlightRecorder flight, Path file) {
    try {
      flight.dump(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static List<TaskSnapshot> tasks(Path file, Position at) {
    try (TraceReader reader = TraceReader.open(file)) {
      return TraceModel.at(reader, at).snapshot().loops().getFirst().tasks();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"continuation", "virtual-thread"})
  void namesAndStatesOfWhatIsQuietAreKnownFromTheBeginning(String engine) {
    Path file = folder.resolve("a.jsonl");
    FlightRecorder flight = flight();
    run(
        flight,
        engine,
        async(
            "main",
            () -> {
              Future<String> never = EventLoop.running().createFuture("the bell");
              Task<?> quiet = createTask(async("quiet", () -> await(never)), "quiet");
              createTask(sleep(Duration.ofHours(1)), "sleeper");
              await(spin(5_000));
              dump(flight, file);
              never.setResult("rings");
              return await(quiet);
            }));

    RecordedTrace trace = RecordedTrace.read(file);
    assertThat(trace.header().flight()).isTrue();
    assertThat(trace.footer().lost()).isGreaterThan(10_000);
    assertThat(trace.events().getFirst()).isInstanceOf(TraceEvent.Lost.class);
    assertThat(tasks(file, new Position.AtSeq(1, trace.footer().lost() + 8)))
        .filteredOn(task -> task.state() instanceof TaskState.Paused)
        .extracting(TaskSnapshot::name)
        .contains("quiet", "sleeper");
    assertThat(trace.of(TraceEvent.Pause.class).map(TraceEvent.Pause::what))
        .contains("the bell", "sleep");
    assertThat(trace.of(TraceEvent.Timer.class)).hasSize(1);
  }

  @Test
  void theWindowIsTheLatestEventsUnderTheirOwnNumbers() {
    Path whole = folder.resolve("whole.jsonl");
    Path file = folder.resolve("a.jsonl");
    FlightRecorder flight = flight();
    run(flight, "continuation", spin(3_000));
    dump(flight, file);
    try (Recorder recorder = Recorder.to(whole)) {
      Async.run(spin(3_000), EventLoop.builder().virtualClock().observer(recorder));
    }

    List<TraceEvent> all = RecordedTrace.readWhole(whole).events();
    List<TraceEvent> kept = RecordedTrace.read(file).events();
    List<TraceEvent> window = kept.subList(kept.size() - 2 * Chunk.ROWS, kept.size());
    assertThat(window.stream().map(FlightRecorderTest::logical))
        .containsExactlyElementsOf(
            all.subList(all.size() - window.size(), all.size()).stream()
                .map(FlightRecorderTest::logical)
                .toList());
  }

  private static Object logical(TraceEvent event) {
    return event instanceof TraceEvent.LoopState e ? e.seq() + " " + e.state() : event;
  }

  @Test
  void whereAllWasKeptADumpIsTheWholeTrace() {
    Path file = folder.resolve("a.jsonl");
    FlightRecorder flight = flight();
    run(flight, "continuation", spin(10));
    dump(flight, file);

    RecordedTrace trace = RecordedTrace.read(file);
    assertThat(trace.footer().lost()).isZero();
    assertThat(trace.events().getLast()).isInstanceOf(TraceEvent.LoopState.class);
    assertThat(trace.of(TraceEvent.Pause.class)).hasSize(10);
  }

  @Test
  void theLastSecondsAreOfTheLoopsTime() {
    Path file = folder.resolve("a.jsonl");
    FlightRecorder flight = flight().last(Duration.ofMillis(5));
    run(
        flight,
        "continuation",
        async(
            "main",
            () -> {
              for (int i = 0; i < 20; i++) {
                await(sleep(Duration.ofMillis(1)));
              }
              dump(flight, file);
            }));

    RecordedTrace trace = RecordedTrace.read(file);
    assertThat(trace.of(TraceEvent.Timer.class).map(TraceEvent.Timer::t))
        .containsExactly(
            14_000_000L, 15_000_000L, 16_000_000L, 17_000_000L, 18_000_000L, 19_000_000L);
    assertThat(trace.of(TraceEvent.TaskCreated.class).map(TraceEvent.TaskCreated::t))
        .containsExactly(0L);
  }

  @Test
  void memoryIsFixed() {
    Ring ring = new Ring(SMALL);
    Ledger ledger = new Ledger(ring, false);
    for (int i = 0; i < 100_000; i++) {
      ledger.write(Kind.IDLE, i, 1, 0, 0);
    }
    assertThat(ring.memory()).isLessThanOrEqualTo(SMALL);
  }

  @ParameterizedTest
  @ValueSource(strings = {"continuation", "virtual-thread"})
  @Timeout(60)
  void whatTasksHeldAndGaveIsNotKept(String engine) {
    FlightRecorder flight = flight();
    List<WeakReference<Object>> held = new ArrayList<>();
    run(flight, engine, async("main", () -> await(createTask(holds(held)))));

    while (held.stream().anyMatch(object -> object.get() != null)) {
      System.gc();
    }
    dump(flight, folder.resolve("a.jsonl")); // the rows are there nevertheless
    assertThat(RecordedTrace.read(folder.resolve("a.jsonl")).of(TraceEvent.Done.class)).hasSize(2);
  }

  private static Coroutine<Void> holds(List<WeakReference<Object>> held) {
    Object captured = new Object();
    held.add(new WeakReference<>(captured));
    return async(
        "holds",
        () -> {
          Object result = await(gives(held, captured));
          assertThat(result).isNotNull();
        });
  }

  private static Coroutine<Object> gives(List<WeakReference<Object>> held, Object captured) {
    return async(
        "gives",
        () -> {
          await(sleep(Duration.ZERO));
          Object result = List.of(captured, captured);
          held.add(new WeakReference<>(result));
          return result;
        });
  }

  // -- random programs ----------------------------------------------------------------------------

  @ParameterizedTest
  @ValueSource(strings = {"continuation", "virtual-thread"})
  void aDumpAtAnyMomentIsCorrect(String engine) {
    for (int seed = 0; seed < 25; seed++) {
      Random random = new Random(seed);
      List<Path> dumps = new ArrayList<>();
      FlightRecorder flight = flight().memory((long) (1 + random.nextInt(4)) * Chunk.BYTES);
      if (random.nextInt(3) == 0) {
        flight.last(Duration.ofMillis(random.nextInt(200)));
      }
      Consumer<String> now =
          what -> {
            if (dumps.size() == MOST_DUMPS) {
              return;
            }
            Path file = folder.resolve(engine + dumps.size() + ".jsonl");
            dumps.add(file);
            dump(flight, file);
          };
      run(flight, engine, new RandomLife(random, now).main());
      dumps.add(folder.resolve(engine + "-end.jsonl"));
      dump(flight, dumps.getLast());
      for (Path file : dumps) {
        assertThat(correct(file)).as("seed %d, %s", seed, file).isTrue();
      }
    }
  }

  private static boolean correct(Path file) {
    RecordedTrace trace = RecordedTrace.read(file);
    assertThat(trace.footer().events()).isEqualTo(trace.events().size());
    return trace.events().stream().noneMatch(TraceEvent.Malformed.class::isInstance);
  }

  /** Tasks, callbacks, timers, cancellations and eager starts, with dumps in between. */
  private static final class RandomLife {
    private final Random random;
    private final Consumer<String> dump;
    private final List<Task<?>> tasks = new ArrayList<>();
    private final int dumpsOneIn;
    private int left = 400;

    RandomLife(Random random, Consumer<String> dump) {
      this.random = random;
      this.dump = dump;
      this.dumpsOneIn = 20 + random.nextInt(300);
    }

    Coroutine<Void> main() {
      return async(
          "main",
          () -> {
            EventLoop.running().setExceptionHandler(context -> {});
            IntStream.range(0, 1 + random.nextInt(30)).forEach(i -> fork("first " + i));
            for (int i = 0; i < 30; i++) {
              step();
            }
            for (Task<?> task : List.copyOf(tasks)) {
              await(Async.waitAll(List.of(task)));
            }
          });
    }

    private void fork(String name) {
      EventLoop loop = EventLoop.running();
      Coroutine<Void> body = body();
      tasks.add(
          random.nextInt(4) == 0
              ? new Task<>(body, loop, name, null, true)
              : createTask(body, name));
    }

    private Coroutine<Void> body() {
      return async(
          "body",
          () -> {
            int steps = random.nextInt(30);
            for (int i = 0; i < steps; i++) {
              step();
            }
            if (random.nextInt(8) == 0) {
              throw new IllegalStateException("told to");
            }
          });
    }

    private void step() {
      if (random.nextInt(dumpsOneIn) == 0) {
        dump.accept("in a slice");
      }
      EventLoop loop = EventLoop.running();
      switch (random.nextInt(8)) {
        case 0 -> await(sleep(Duration.ofMillis(random.nextInt(50))));
        case 1 -> {
          if (left-- > 0) {
            fork("later " + left);
          }
        }
        case 2 -> loop.callSoon(named("soon", () -> maybeDump()));
        case 3 -> loop.callLater(Duration.ofMillis(random.nextInt(20)), this::maybeDump);
        case 4 -> loop.callLater(Duration.ofMillis(5), () -> {}).cancel();
        case 5 -> tasks.get(random.nextInt(tasks.size())).cancel();
        case 6 -> await(sleep(Duration.ofMillis(1)));
        default -> await(sleep(Duration.ZERO));
      }
    }

    private void maybeDump() {
      if (random.nextInt(dumpsOneIn) == 0) {
        dump.accept("in a callback");
      }
    }
  }

  @Test
  void anotherThreadMayDumpWhileLoopsGoOn() throws Exception {
    FlightRecorder flight = flight();
    AtomicBoolean over = new AtomicBoolean();
    List<Thread> loops =
        Stream.of("continuation", "virtual-thread")
            .map(engine ->
                Thread.ofPlatform()
                    .start(() ->
                        run(
                            flight,
                            engine,
                            async(
                                "main",
                                () -> {
                                  while (!over.get()) {
                                    await(createTask(spin(20)));
                                  }
                                }))))
            .toList();
    int dumps = 0;
    while (dumps < 10) {
      Path file = folder.resolve("a" + dumps + ".jsonl");
      try {
        flight.dump(file);
        dumps++;
        assertThat(correct(file)).isTrue();
      } catch (IllegalStateException e) {
        assertThat(e).hasMessage("no loop was recorded yet");
      }
    }
    over.set(true);
    for (Thread loop : loops) {
      loop.join();
    }
  }

  @Test
  void loopsThatAreOverMakeRoom() {
    Path file = folder.resolve("a.jsonl");
    FlightRecorder flight = flight();
    for (int i = 0; i < 20; i++) {
      run(flight, "continuation", spin(300));
    }
    dump(flight, file);

    RecordedTrace trace = RecordedTrace.read(file);
    assertThat(trace.events().stream().map(TraceEvent::loop).distinct())
        .contains(20)
        .hasSizeLessThan(5);
  }

  // -- triggers -----------------------------------------------------------------------------------

  private List<Path> written(FlightRecorder flight) throws Exception {
    flight.awaitWritten();
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  @Test
  void anErrorThatSomebodyDealsWithCausesNone() throws Exception {
    FlightRecorder flight = flight().onError();
    run(flight, "continuation", catches());

    assertThat(written(flight)).isEmpty();
  }

  @Test
  void theErrorOfRunCausesADump() throws Exception {
    FlightRecorder flight = flight().onError();
    assertThatThrownBy(() -> run(flight, "continuation", fails()))
        .isInstanceOf(IllegalStateException.class);

    assertThat(written(flight)).hasSize(1);
  }

  private static Coroutine<Void> catches() {
    return async(() -> {
      try {
        await(createTask(fails()));
      } catch (IllegalStateException e) {
        await(sleep(Duration.ZERO));
      }
    });
  }

  private static Coroutine<Void> fails() {
    return async(() -> {
      await(sleep(Duration.ZERO));
      throw new IllegalStateException("told to");
    });
  }

  @Test
  void errorsCauseADumpAndThenRest() throws Exception {
    FlightRecorder flight = flight().onError();
    run(
        flight,
        "continuation",
        async(
            "main",
            () -> {
              EventLoop.running().setExceptionHandler(context -> {});
              for (int i = 0; i < 3; i++) {
                EventLoop.running()
                    .callSoon(() -> {
                      throw new IllegalStateException("told to");
                    });
                await(sleep(Duration.ZERO));
              }
            }));

    assertThat(written(flight)).containsExactly(folder.resolve("flight-1.jsonl"));
    assertThat(RecordedTrace.read(folder.resolve("flight-1.jsonl")).events().getLast())
        .isInstanceOf(TraceEvent.Return.class);
  }

  @Test
  void aLongSliceAWarningAndAStallCauseADump() throws Exception {
    FlightRecorder flight =
        FlightRecorder.of("slice=1us;warn=other,slow;stall;to=" + folder.resolve("f-%n.jsonl.gz"))
            .rest(Duration.ZERO);
    LoopObserverOf loop = new LoopObserverOf();
    loop.observe(flight);
    loop.observer.resumed(1, 1);
    loop.time = 2_000;
    loop.observer.callbackReturned(1, null);
    assertThat(written(flight)).hasSize(1);
    loop.observer.warned("mild", 0, 0, "");
    assertThat(written(flight)).hasSize(1);
    loop.observer.warned("slow", 0, 0, "");
    assertThat(written(flight)).hasSize(2);
    loop.observer.stalled(new long[] {1});
    assertThat(written(flight)).hasSize(3).allMatch(f -> f.toString().endsWith(".jsonl.gz"));
  }

  /** A loop's observer, driven by hand. */
  private static final class LoopObserverOf {
    private long time;
    private dev.rondo.observe.LoopObserver observer = new dev.rondo.observe.LoopObserver() {};

    void observe(FlightRecorder flight) {
      observer =
          flight.observe(
              new dev.rondo.observe.LoopInfo(null, () -> time, true, "continuation", null, null));
    }
  }

  @Test
  void whatCannotBeWrittenLeavesNothingAndHarmsNobody() throws Exception {
    FlightRecorder flight =
        FlightRecorder.to(folder.resolve("no/such/a.jsonl").toString()).onError();
    run(flight, "continuation", spin(1));

    assertThatThrownBy(flight::dump).isInstanceOf(IOException.class);
    assertThat(written(flight)).isEmpty();
  }

  @Test
  void aProcessKeepsItsFlightByAProperty() throws Exception {
    Path file = folder.resolve("f.jsonl");
    String worker = "dev.rondo.recorder.program.Worker";
    String said =
        RecordedProcess.java(List.of("-Drondo.flight=exit;to=" + file), worker, "throws")
            .awaitEnd(1);
    assertThat(said).contains("flight written to " + file + ": the end of the process");
    assertThat(RecordedTrace.read(file).of(TraceEvent.Pause.class)).hasSize(200);

    said = RecordedProcess.java(List.of("-Drondo.flight=hope"), worker, "returns").awaitEnd(0);
    assertThat(said).contains("not recording", "'hope'", "over");
  }

  @Test
  void namesArePatterns() {
    FlightNames numbered = new FlightNames("a/f-%p-%n.jsonl.zst");
    FlightNames plain = new FlightNames("../a.b/flight.jsonl.zst");
    long pid = ProcessHandle.current().pid();

    assertThat(numbered.next()).hasToString("a/f-" + pid + "-1.jsonl.zst");
    assertThat(numbered.next()).hasToString("a/f-" + pid + "-2.jsonl.zst");
    assertThat(plain.next()).hasToString("../a.b/flight.jsonl.zst");
    assertThat(plain.next()).hasToString("../a.b/flight-2.jsonl.zst");
    assertThat(new FlightNames("%t").next().toString()).matches("\\d{8}-\\d{6}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"memory=", "memory=16", "last=1", "slice=fast", "hope", "error=yes"})
  void anUnknownRuleIsNamed(String rule) {
    assertThatThrownBy(() -> FlightRecorder.of("error;" + rule))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + rule + "'");
  }
}
