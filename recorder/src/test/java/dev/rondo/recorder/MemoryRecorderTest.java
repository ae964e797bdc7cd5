package dev.rondo.recorder;

import static dev.rondo.Async.async;
import static dev.rondo.Async.await;
import static dev.rondo.Async.createTask;
import static dev.rondo.Async.sleep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rondo.Async;
import dev.rondo.Coroutine;
import dev.rondo.EventLoop;
import dev.rondo.LoopBuilder;
import dev.rondo.Task;
import dev.rondo.Trace;
import dev.rondo.observe.ObserverProvider;
import dev.rondo.trace.TraceEvent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Recordings that are never written to a file. */
@ParameterizedClass(name = "{0}")
@ValueSource(strings = {"continuation", "virtual-thread"})
class MemoryRecorderTest {
  @Parameter String engine;
  @TempDir Path folder;

  private final MemoryRecorder recorder = new MemoryRecorder("morning");

  private LoopBuilder loop(ObserverProvider observers) {
    return EventLoop.builder().engine(engine).virtualClock().observer(observers);
  }

  private static Coroutine<Void> morning() {
    return async(() -> {
      Task<Void> tea = createTask(async(() -> await(sleep(Duration.ofMinutes(3)))), "tea");
      Trace.mark("up", "at", 7);
      await(tea);
    });
  }

  private RecordedTrace read(byte[] trace) throws Exception {
    return RecordedTrace.readWhole(Files.write(folder.resolve("memory.jsonl"), trace));
  }

  private static List<String> lines(byte[] trace) {
    return new String(trace, StandardCharsets.UTF_8).lines().toList();
  }

  @Test
  void hasTheSameLinesAsAFile() throws Exception {
    Path file = folder.resolve("file.jsonl");
    try (Recorder toFile = Recorder.to(file)) {
      Async.run(morning(), loop(toFile));
    }
    Async.run(morning(), loop(recorder));
    List<String> expected = Files.readAllLines(file);
    List<String> actual = lines(recorder.trace());
    assertThat(actual.subList(1, actual.size())).isEqualTo(expected.subList(1, expected.size()));
    RecordedTrace trace = read(recorder.trace());
    assertThat(trace.header().program()).isEqualTo("morning");
    assertThat(trace.header().engine()).isEqualTo(engine);
    assertThat(trace.header().clock()).isEqualTo("virtual");
    assertThat(trace.header().flight()).isFalse();
  }

  @Test
  void isEmptyUntilThereIsALoop() {
    assertThat(recorder.isEmpty()).isTrue();
    assertThatThrownBy(recorder::trace)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no loop was recorded yet");
    try (EventLoop _ = loop(recorder).create()) {
      assertThat(recorder.isEmpty()).isFalse();
    }
    assertThat(recorder.isEmpty()).isFalse();
  }

  @Test
  void numbersLoopsAsTheyAreMadeAndTellsWhatTheyHaveOtherwise() throws Exception {
    Async.run(morning(), loop(recorder));
    Async.run(morning(), loop(recorder).randomOrder(4));
    RecordedTrace trace = read(recorder.trace());
    assertThat(trace.events().stream().map(TraceEvent::loop).distinct()).containsExactly(1, 2);
    List<TraceEvent.LoopState> states = trace.of(TraceEvent.LoopState.class).toList();
    assertThat(states.getFirst().setup()).isNull();
    assertThat(states)
        .anySatisfy(state -> {
          assertThat(state.loop()).isEqualTo(2);
          assertThat(state.setup().policy()).isEqualTo("random");
          assertThat(state.setup().seed()).isEqualTo(4);
        });
  }

  @Test
  void tellsWhatThereIsWhileALoopRuns() throws Exception {
    List<byte[]> meanwhile = new ArrayList<>();
    Coroutine<Void> looking =
        async(() -> {
          Trace.mark("first");
          meanwhile.add(recorder.trace());
          Trace.mark("second");
        });
    Async.run(looking, loop(recorder));
    List<String> early = lines(meanwhile.getFirst());
    List<String> late = lines(recorder.trace());
    assertThat(early.getLast()).startsWith("{\"ev\":\"end\"");
    int events = early.size() - 1;
    assertThat(early.subList(0, events)).isEqualTo(late.subList(0, events));
    assertThat(early.toString()).contains("first").doesNotContain("second");
    assertThat(recorder.trace()).as("asked again").isEqualTo(recorder.trace());
  }

  @Test
  void loopsOfManyThreadsDoNotMix() throws Exception {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      threads.add(Thread.ofPlatform().start(() -> Async.run(morning(), loop(recorder))));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    RecordedTrace trace = read(recorder.trace());
    assertThat(trace.events().stream().map(TraceEvent::loop).distinct()).hasSize(8);
    assertThat(trace.of(TraceEvent.Mark.class)).hasSize(8);
  }

  /** As long a run as this has to be a flight's, which is told, and is correct all the same. */
  @Test
  void dropsTheFirstOfMoreThanItHolds() throws Exception {
    MemoryRecorder small = new MemoryRecorder("long", 1);
    Coroutine<Void> program =
        async(() -> {
          for (int i = 0; i < 10_000; i++) {
            await(sleep(Duration.ZERO));
          }
          Trace.mark("last");
        });
    Async.run(program, loop(small));
    Path file = Files.write(folder.resolve("small.jsonl"), small.trace());
    RecordedTrace trace = RecordedTrace.read(file);
    assertThat(trace.header().flight()).isTrue();
    assertThat(trace.footer().lost()).isPositive();
    assertThat(trace.kinds()).contains("lost");
    assertThat(trace.of(TraceEvent.Mark.class)).hasSize(1);
  }
}
