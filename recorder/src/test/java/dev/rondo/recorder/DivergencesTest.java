package dev.rondo.recorder;

import static dev.rondo.Async.async;
import static dev.rondo.Async.await;
import static dev.rondo.Async.createTask;
import static dev.rondo.Async.named;
import static dev.rondo.Async.sleep;
import static dev.rondo.Async.toThread;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.Async;
import dev.rondo.Block;
import dev.rondo.EventLoop;
import dev.rondo.Future;
import dev.rondo.Inputs;
import dev.rondo.Task;
import dev.rondo.Trace;
import dev.rondo.trace.TraceEvent;
import dev.rondo.trace.Why;
import dev.rondo.trace.replay.Divergence;
import dev.rondo.trace.replay.Divergence.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Programs that were changed after they were recorded: where each parts from its recording, and how
 * that is called. A loop begins with five events: its task is created and queued, the loop listens
 * for its end, is running, and gives it control; what the task does begins with event 6.
 */
class DivergencesTest {
  @TempDir Path folder;

  /** Records the one, runs the other, and tells where they part. */
  private Divergence between(Block recorded, Block changed) {
    Path recording = folder.resolve("a.jsonl");
    try (Recorder recorder = Recorder.to(recording)) {
      Async.run(async("main", recorded), EventLoop.builder().virtualClock().observer(recorder));
    } catch (IllegalStateException e) {
      assertThat(e).hasMessage("no"); // of the program
    }
    try (Replay replay = Replay.of(recording).patience(Duration.ofMillis(100))) {
      try {
        Async.run(async("main", changed), EventLoop.builder().virtualClock().observer(replay));
      } catch (IllegalStateException e) {
        assertThat(replay.finish().same()).as("%s", e).isFalse();
      }
      Divergence found = replay.finish().divergence();
      assertThat(found).isNotNull();
      assertThat(found.loop()).isEqualTo(1);
      return found;
    }
  }

  private void parts(
      Block recorded,
      Block changed,
      Kind kind,
      String aspect,
      long seq,
      String expected,
      String actual) {
    Divergence found = between(recorded, changed);
    assertThat(found.kind()).isEqualTo(kind);
    assertThat(found.aspect()).isEqualTo(aspect);
    assertThat(found.seq()).isEqualTo(seq);
    assertThat(found.actualSeq()).isEqualTo(actual.isEmpty() ? 0 : seq);
    assertThat(ev(found.expected())).isEqualTo(expected);
    assertThat(ev(found.actual())).isEqualTo(actual);
  }

  private static String ev(TraceEvent event) {
    return event == null ? "" : event.ev();
  }

  private static Block waiting(String what) {
    return () -> {
      EventLoop loop = EventLoop.running();
      Future<Void> future = loop.createFuture(what);
      loop.callSoon(named("complete", () -> future.setResult(null)));
      await(future);
    };
  }

  private static Block raising(String message) {
    return () -> {
      throw new IllegalStateException(message);
    };
  }

  private static Block calling(Runnable body) {
    return () -> {
      EventLoop.running().setExceptionHandler(context -> {});
      EventLoop.running().callSoon(named("cb", body));
      await(sleep(Duration.ZERO));
    };
  }

  @Test
  void somethingMore() {
    Block twice =
        () -> {
          Trace.mark("a");
          Trace.mark("b");
        };
    parts(() -> Trace.mark("a"), twice, Kind.EXTRA, "", 7, "done", "mark");
  }

  @Test
  void somethingLess() {
    Block twice =
        () -> {
          Trace.mark("a");
          Trace.mark("b");
        };
    parts(twice, () -> Trace.mark("b"), Kind.MISSING, "name", 6, "mark", "mark");
    parts(twice, () -> Trace.mark("a"), Kind.MISSING, "", 7, "mark", "done");
  }

  @Test
  void anotherOrderOfTasks() {
    Block ab =
        () -> {
          Task<Void> a = createTask(async("a", () -> {}), "a");
          Task<Void> b = createTask(async("b", () -> {}), "b");
          await(a);
          await(b);
        };
    Block ba =
        () -> {
          Task<Void> b = createTask(async("b", () -> {}), "b");
          Task<Void> a = createTask(async("a", () -> {}), "a");
          await(a);
          await(b);
        };
    parts(ab, ba, Kind.MISSING, "coro", 6, "task", "task");
  }

  @Test
  void anotherWait() {
    parts(waiting("tea"), waiting("milk"), Kind.OTHER_WAIT, "what", 7, "pause", "pause");
  }

  @Test
  void anotherOutcome() {
    parts(() -> {}, raising("no"), Kind.OTHER_OUTCOME, "outcome", 6, "done", "done");
    parts(raising("no"), raising("never"), Kind.OTHER_OUTCOME, "error", 6, "done", "done");
    parts(
        calling(() -> {}),
        calling(() -> {
          throw new IllegalStateException("no");
        }),
        Kind.OTHER_OUTCOME,
        "error",
        10,
        "return",
        "return");
  }

  @Test
  void anotherContent() {
    parts(
        () -> Trace.mark("a", "n", 1),
        () -> Trace.mark("a", "n", 2),
        Kind.OTHER_CONTENT,
        "attrs",
        6,
        "mark",
        "mark");
    parts(
        () -> await(sleep(Duration.ofMillis(1))),
        () -> await(sleep(Duration.ofMillis(2))),
        Kind.OTHER_CONTENT,
        "delay",
        6,
        "timer",
        "timer");
  }

  @Test
  void anotherInput() {
    parts(
        () -> Inputs.of("a", Integer.class, () -> 1),
        () -> Inputs.of("b", Integer.class, () -> 1),
        Kind.OTHER_INPUT,
        "name",
        6,
        "input",
        "input");
  }

  @Test
  void anEndThatComesEarly() {
    Block once = () -> await(sleep(Duration.ZERO));
    Block twice =
        () -> {
          await(sleep(Duration.ZERO));
          await(sleep(Duration.ZERO));
        };
    parts(twice, once, Kind.ENDED_EARLY, "", 9, "pause", "done");
  }

  /** The position is where the recording has the hand-over. */
  @Test
  void aHandOverThatDoesNotCome() {
    Divergence found = between(handingOver(true), handingOver(false));
    assertThat(found.kind()).isEqualTo(Kind.NO_HANDOVER);
    assertThat(found.actual()).isNull();
    assertThat(found.expected())
        .isInstanceOfSatisfying(
            TraceEvent.Enqueue.class,
            e -> {
              assertThat(e.why()).isEqualTo(Why.THREAD);
              assertThat(found.seq()).isEqualTo(e.seq());
            });
  }

  private static Block handingOver(boolean really) {
    return () -> {
      CompletableFuture<String> stage = new CompletableFuture<>();
      Future<String> future = Async.wrapFuture(stage);
      Runnable thread =
          () -> {
            if (really) {
              stage.complete("tea");
            }
          };
      EventLoop.running().callSoon(named("begin", () -> Thread.startVirtualThread(thread)));
      await(future);
    };
  }

  // -- what no recording captures -----------------------------------------------------------------

  @Test
  void aDifferenceThatHangsOnAClockSaysSo() {
    Block clock = () -> Trace.mark("time", "ns", System.nanoTime());
    Divergence found = between(clock, clock);
    assertThat(found.kind()).isEqualTo(Kind.OTHER_CONTENT);
    assertThat(found.hint())
        .isEqualTo(
            "a value that was not recorded may differ: a clock, chance, a file, the environment");
  }

  @Test
  void aDifferenceRightAfterAnotherThreadsWorkSaysSo() {
    Block even = handed(() -> 2);
    Block odd = handed(() -> 3);
    Divergence found = between(even, odd);
    assertThat(found.kind()).isEqualTo(Kind.EXTRA);
    assertThat(found.hint())
        .isEqualTo("it follows a hand-over from another thread, whose work is not recorded");
  }

  private static Block handed(java.util.concurrent.Callable<Integer> work) {
    return () -> {
      int number = await(toThread(work));
      if (number % 2 == 1) {
        Trace.mark("odd");
      }
    };
  }

  @Test
  void aDifferenceThatHangsOnTheProgramAloneSaysNothingOfThat() {
    assertThat(between(() -> {}, () -> Trace.mark("a")).hint()).isEmpty();
  }
}
