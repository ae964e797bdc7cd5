package dev.rondo.recorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rondo.Async;
import dev.rondo.Coroutine;
import dev.rondo.EventLoop;
import dev.rondo.trace.replay.Divergence;
import dev.rondo.trace.replay.ReplayReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What tests have that record a program and run it again. */
abstract class ReplayCase {
  @TempDir Path folder;
  Path recording;
  Path copy;

  @BeforeEach
  void names() {
    recording = folder.resolve("recorded.jsonl");
    copy = folder.resolve("replayed.jsonl");
  }

  /** Records it. */
  void record(Supplier<Coroutine<Void>> program) {
    try (Recorder recorder = Recorder.to(recording)) {
      Async.run(program.get(), EventLoop.builder().observer(recorder));
    }
  }

  /** Runs it again, and holds that it does the same. */
  void same(Supplier<Coroutine<Void>> program) {
    ReplayReport report = replay(program, Replay.Then.STOP, null);
    assertThat(report.divergence()).as(report.json()).isNull();
    assertThat(report.broken()).isNull();
  }

  /** Runs it again: where it parts from its recording. */
  Divergence parts(Supplier<Coroutine<Void>> program) {
    ReplayReport report = replay(program, Replay.Then.STOP, DivergedException.class);
    assertThat(report.divergence()).isNotNull();
    return report.divergence();
  }

  ReplayReport replay(
      Supplier<Coroutine<Void>> program,
      Replay.Then then,
      @Nullable Class<? extends Throwable> mayThrow) {
    try (Replay replay = Replay.of(recording).record(copy).then(then)) {
      replay.patience(then == Replay.Then.STOP ? Duration.ofSeconds(1) : Duration.ofSeconds(10));
      try {
        boolean virtual = replay.header().clock().equals("virtual");
        var loop = EventLoop.builder().observer(replay);
        Async.run(program.get(), virtual ? loop.virtualClock() : loop);
      } catch (RuntimeException e) {
        assertThatThrownBy(
                () -> {
                  throw e;
                })
            .isInstanceOfAny(
                mayThrow == null ? DivergedException.class : mayThrow,
                IllegalArgumentException.class);
      }
      return replay.finish();
    }
  }

  /** The lines of a trace behind its header. */
  static List<String> events(Path trace) throws Exception {
    List<String> lines = Files.readAllLines(trace);
    return lines.subList(1, lines.size());
  }
}
