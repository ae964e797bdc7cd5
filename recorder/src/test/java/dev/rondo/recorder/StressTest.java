package dev.rondo.recorder;

import static dev.rondo.Async.async;
import static dev.rondo.Async.await;
import static dev.rondo.Async.createTask;
import static dev.rondo.Async.sleep;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.Async;
import dev.rondo.Coroutine;
import dev.rondo.EventLoop;
import dev.rondo.trace.TraceEvent;
import dev.rondo.trace.TraceFooter;
import dev.rondo.trace.TraceReader;
import dev.rondo.trace.verify.Verification;
import dev.rondo.trace.verify.Verifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Eight loops record into one file: no number is missing, the order is kept, and there is what each
 * loop says it did. The long forms: {@code -Drondo.stress=60} for so many seconds, and {@code
 * -Drondo.soak=100000000} for so many events of one loop.
 */
class StressTest {
  private static final int LOOPS = 8;
  private static final long SECONDS = Long.getLong("rondo.stress", 0);
  private static final long EVENTS = Long.getLong("rondo.soak", 200_000);
  private static final int ROUNDS = 2_000; // of each loop, in the short form

  @TempDir Path folder;

  @Test
  void loopsThatRecordIntoOneFileLoseNothing() throws Exception {
    Path file = folder.resolve("a.jsonl.zst");
    long paused = 0;
    Recorder recorder = Recorder.to(file);
    try (recorder;
        ExecutorService threads = Executors.newFixedThreadPool(LOOPS)) {
      AtomicBoolean over = new AtomicBoolean(SECONDS == 0);
      List<Future<Long>> results = new ArrayList<>();
      for (int i = 0; i < LOOPS; i++) {
        results.add(threads.submit(loop(recorder, over)));
      }
      CompletableFuture.delayedExecutor(SECONDS, TimeUnit.SECONDS).execute(() -> over.set(true));
      for (Future<Long> result : results) {
        paused += result.get();
      }
    }
    assertThat(recorder.statistics().lost()).isZero();
    assertThat(pauses(file)).isEqualTo(paused);
    if (SECONDS == 0) {
      verify(file);
    }
  }

  /** Runs a loop, and tells how often its tasks paused. */
  private static Callable<Long> loop(Recorder recorder, AtomicBoolean over) {
    return () -> Async.run(main(over), EventLoop.builder().observer(recorder));
  }

  private static Coroutine<Long> main(AtomicBoolean over) {
    return async(
        "main",
        () -> {
          long pauses = 0;
          while (pauses < 3 * ROUNDS || !over.get()) {
            createTask(sleep(Duration.ZERO));
            await(sleep(Duration.ZERO));
            await(sleep(Duration.ZERO));
            pauses += 3;
          }
          return pauses;
        });
  }

  /** How many pauses there are in a trace that must have every event of each loop, in order. */
  private static long pauses(Path file) {
    long pauses = 0;
    long events = 0;
    long[] seq = new long[LOOPS + 1];
    long[] t = new long[LOOPS + 1];
    try (TraceReader reader = TraceReader.open(file)) {
      for (TraceEvent e = reader.next(); e != null; e = reader.next()) {
        if (e.seq() != seq[e.loop()] + 1 || e.t() < t[e.loop()]) {
          throw new AssertionError(e + " after " + seq[e.loop()] + " at " + t[e.loop()]);
        }
        seq[e.loop()] = e.seq();
        t[e.loop()] = e.t();
        pauses += e instanceof TraceEvent.Pause ? 1 : 0;
        events++;
      }
      assertThat(reader.footer()).isEqualTo(new TraceFooter(events, 0));
    }
    return pauses;
  }

  /** Remembers every task, so not in the long form. */
  private static void verify(Path file) {
    try (TraceReader reader = TraceReader.open(file)) {
      Verification verification = Verifier.verify(reader);
      assertThat(verification.findings()).isEmpty();
      assertThat(verification.complete()).isTrue();
    }
  }

  @Test
  void muchIsRecordedInConstantMemory() throws Exception {
    Path file = folder.resolve("soak.jsonl");
    Recorder recorder = Recorder.to(file).detail(Detail.SCHEDULE);
    long rounds = EVENTS / 3; // resume, pause, enqueue
    try (recorder) {
      Async.run(
          async(
              "soak",
              () -> {
                for (long i = 0; i < rounds; i++) {
                  await(sleep(Duration.ZERO));
                }
              }),
          EventLoop.builder().observer(recorder));
    }
    Statistics end = recorder.statistics();
    assertThat(end.events()).isGreaterThanOrEqualTo(3 * rounds);
    assertThat(end.lost()).isZero();
    assertThat(end.memory()).isLessThanOrEqualTo(16 << 20);
    assertThat(Files.size(file)).isEqualTo(end.bytes());
  }
}
