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
import dev.rondo.Future;
import dev.rondo.Task;
import dev.rondo.Trace;
import dev.rondo.observe.ObserverProvider;
import dev.rondo.trace.TraceEvent;
import dev.rondo.trace.replay.Divergence;
import dev.rondo.trace.replay.Divergence.Kind;
import dev.rondo.trace.replay.ReplayReport;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Runs programs again under their recorded schedule, the same ones and others. */
class ReplayTest extends ReplayCase {
  private static final int STAGES = 4;

  // -- the same program ---------------------------------------------------------------------------

  @Test
  void anHourOfTimersTakesNoTime() {
    Supplier<Coroutine<Void>> hour =
        () ->
            async(() -> {
              for (int i = 0; i < 60; i++) {
                await(sleep(Duration.ofMinutes(1)));
              }
            });
    try (Recorder recorder = Recorder.to(recording)) {
      Async.run(hour.get(), EventLoop.builder().virtualClock().observer(recorder));
    }
    same(hour);
  }

  @Test
  void aRealClockShowsTheRecordedTimes() throws Exception {
    Supplier<Coroutine<Void>> program =
        () ->
            async(() -> {
              Task<Void> other = createTask(async(() -> await(sleep(Duration.ofMillis(3)))));
              await(sleep(Duration.ofMillis(2)));
              Trace.mark("between");
              await(other);
            });
    record(program);
    same(program);
    assertThat(events(copy)).isEqualTo(events(recording));
  }

  /** They are other ones in each run, and say nothing of what it does. */
  @Test
  void theIdsOfSpansAreNotCompared() throws Exception {
    record(() -> async(() -> Trace.mark("traceparent", "span_id", "1")));
    same(() -> async(() -> Trace.mark("traceparent", "span_id", "2")));
  }

  /** Four threads, whose work ends in an order that the other run turns round. */
  @Test
  void handOversComeInTheRecordedOrder() throws Exception {
    record(() -> inOrder(List.of(2, 0, 3, 1)));
    for (List<Integer> order : List.of(List.of(0, 1, 2, 3), List.of(3, 2, 1, 0))) {
      same(() -> inOrder(order));
      assertThat(events(copy)).isEqualTo(events(recording));
    }
  }

  /** Stages that are completed in that order, each once the one before is. */
  private static Coroutine<Void> inOrder(List<Integer> order) {
    List<CompletableFuture<Integer>> stages = new ArrayList<>();
    for (int i = 0; i < STAGES; i++) {
      stages.add(new CompletableFuture<>());
    }
    CountDownLatch begin = new CountDownLatch(1);
    Thread.ofPlatform()
        .daemon()
        .start(() -> {
          try {
            begin.await();
            order.forEach(i -> stages.get(i).complete(i));
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    return async(() -> {
      List<Task<Void>> tasks = new ArrayList<>();
      for (CompletableFuture<Integer> stage : stages) {
        Future<Integer> future = Async.wrapFuture(stage);
        tasks.add(createTask(async(() -> Trace.mark("got", "value", await(future)))));
      }
      begin.countDown();
      for (Task<Void> task : tasks) {
        await(task);
      }
    });
  }

  /** Complete when the program asks in one run, and later in the other. */
  @Test
  void aStageIsCompleteWhenItWas() throws Exception {
    record(() -> asking(true));
    same(() -> asking(false));
    record(() -> asking(false));
    same(() -> asking(true));
  }

  private static Coroutine<Void> asking(boolean complete) {
    CompletableFuture<String> stage = new CompletableFuture<>();
    CountDownLatch asked = new CountDownLatch(complete ? 0 : 1);
    Thread completer =
        Thread.ofPlatform()
            .daemon()
            .start(() -> {
              try {
                if (!complete) {
                  asked.await(100, java.util.concurrent.TimeUnit.MILLISECONDS);
                }
                stage.complete("here");
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    return async(() -> {
      if (complete) {
        completer.join();
      }
      Trace.mark(await(Async.wrapFuture(stage)));
    });
  }

  @Test
  void otherNumbersThatMeanTheSameAreTheSame() {
    record(() -> async(() -> Trace.use(EventLoop.running().createFuture(), "pair", "look")));
    same(() ->
        async(() -> {
          EventLoop.running().createFuture(); // which nobody hears of
          Trace.use(EventLoop.running().createFuture(), "pair", "look");
        }));
  }

  // -- another program ----------------------------------------------------------------------------

  @Test
  void anExtraStepIsTold() {
    record(() -> async(() -> Trace.mark("a")));
    Divergence found =
        parts(() ->
            async(() -> {
              Trace.mark("a");
              Trace.mark("b");
            }));
    assertThat(found.kind()).isEqualTo(Kind.EXTRA);
    assertThat(found.actual())
        .isInstanceOfSatisfying(
            TraceEvent.Mark.class, mark -> assertThat(mark.name()).isEqualTo("b"));
  }

  @Test
  void aMissingStepIsTold() {
    record(() ->
        async(() -> {
          Trace.mark("a");
          Trace.mark("b");
        }));
    Divergence found = parts(() -> async(() -> Trace.mark("b")));
    assertThat(found.kind()).isEqualTo(Kind.MISSING);
    assertThat(found.expected())
        .isInstanceOfSatisfying(
            TraceEvent.Mark.class, mark -> assertThat(mark.name()).isEqualTo("a"));
  }

  @Test
  void anotherWaitIsTold() {
    record(() -> async(() -> await(sleep(Duration.ofMillis(1)))));
    assertThat(parts(() -> async(() -> await(sleep(Duration.ZERO)))).kind())
        .isIn(Kind.EXTRA, Kind.OTHER_WAIT, Kind.MISSING);
  }

  @Test
  void anotherDelayIsTold() {
    record(() -> async(() -> await(sleep(Duration.ofMillis(1)))));
    Divergence found = parts(() -> async(() -> await(sleep(Duration.ofHours(1)))));
    assertThat(found.kind()).isEqualTo(Kind.OTHER_CONTENT);
    assertThat(found.aspect()).isEqualTo("delay");
  }

  @Test
  void anotherContentIsTold() {
    record(() -> async(() -> Trace.mark("a", "n", 1)));
    Divergence found = parts(() -> async(() -> Trace.mark("a", "n", 2)));
    assertThat(found.kind()).isEqualTo(Kind.OTHER_CONTENT);
    assertThat(found.hint()).contains("not recorded");
  }

  @Test
  void anotherOutcomeIsTold() {
    record(() -> async(() -> {}));
    Divergence found =
        parts(() ->
            async(() -> {
              throw new IllegalArgumentException("no");
            }));
    assertThat(found.kind()).isEqualTo(Kind.OTHER_OUTCOME);
  }

  @Test
  void aTaskThatEndsEarlyIsTold() {
    record(() ->
        async(() -> {
          await(sleep(Duration.ZERO));
          await(sleep(Duration.ZERO));
        }));
    assertThat(parts(() -> async(() -> await(sleep(Duration.ZERO)))).kind())
        .isEqualTo(Kind.ENDED_EARLY);
  }

  @Test
  void aRecordingThatIsNotUsedUpIsTold() {
    Supplier<Coroutine<Void>> program = () -> async(() -> {});
    try (Recorder recorder = Recorder.to(recording)) {
      for (int i = 0; i < 2; i++) {
        Async.run(program.get(), EventLoop.builder().observer(recorder));
      }
    }
    Divergence found = parts(program);
    assertThat(found.kind()).isEqualTo(Kind.NOT_USED_UP);
    assertThat(found.loop()).isEqualTo(2);
  }

  @Test
  void aHandOverThatDoesNotComeIsTold() {
    record(() -> inOrder(List.of(0, 1, 2, 3)));
    Divergence found = parts(() -> inOrder(List.of(0, 1, 2)));
    assertThat(found.kind()).isEqualTo(Kind.NO_HANDOVER);
  }

  @Test
  void itGoesOnByItselfWhereItMay() {
    record(() -> async(() -> Trace.mark("a")));
    boolean[] ended = {false};
    Supplier<Coroutine<Void>> other =
        () ->
            async(() -> {
              Trace.mark("b");
              await(sleep(Duration.ofMillis(1)));
              ended[0] = true;
            });
    ReplayReport report = replay(other, Replay.Then.FREE, null);
    assertThat(report.same()).isFalse();
    assertThat(ended[0]).isTrue();
    RecordedTrace.readWhole(copy);
  }

  @Test
  void aCutOffRecordingIsFollowedAsFarAsItGoes() throws Exception {
    Supplier<Coroutine<Void>> program =
        () ->
            async(() -> {
              await(sleep(Duration.ofMillis(1)));
              Trace.mark("end");
            });
    record(program);
    List<String> lines = Files.readAllLines(recording);
    Files.write(recording, lines.subList(0, lines.size() - 6));
    ReplayReport report = replay(program, Replay.Then.STOP, null);
    assertThat(report.same()).isTrue();
    assertThat(report.broken()).isEqualTo("it is cut off");
    RecordedTrace.readWhole(copy);
  }

  // -- other circumstances ------------------------------------------------------------------------

  /** One that another tool wrote, and that says of itself only what it must. */
  @Test
  void aForeignRecordingNeedsNoIdAndNoEngine() throws Exception {
    Supplier<Coroutine<Void>> program =
        () -> async(() -> Trace.mark("known", "is", Trace.traceparent() != null));
    record(program);
    List<String> lines = new ArrayList<>(Files.readAllLines(recording));
    lines.set(0, "{\"ev\":\"trace\",\"version\":1,\"program\":\"p\",\"clock\":\"monotonic\"}");
    Files.write(recording, lines);
    same(program);
    assertThat(events(copy)).isEqualTo(events(recording));
  }

  /** Which the recording tells in that loop's first event, as the copy does. */
  @Test
  void aLoopThatIsMadeOtherwiseThanTheFirstIsCompared() throws Exception {
    Supplier<Coroutine<Void>> program = () -> async(() -> Trace.mark("a"));
    try (Recorder recorder = Recorder.to(recording)) {
      twoLoops(program, recorder, 7);
    }
    try (Replay replay = Replay.of(recording).record(copy)) {
      twoLoops(program, replay, 7);
      assertThat(replay.finish().divergence()).isNull();
    }
    assertThat(events(copy)).isEqualTo(events(recording));
    try (Replay replay = Replay.of(recording)) {
      assertThatThrownBy(() -> twoLoops(program, replay, 8)).isInstanceOf(DivergedException.class);
      Divergence found = replay.finish().divergence();
      assertThat(found).isNotNull();
      assertThat(found.loop()).isEqualTo(2);
      assertThat(found.kind()).isEqualTo(Kind.OTHER_CONTENT);
      assertThat(found.aspect()).isEqualTo("seed");
    }
  }

  private static void twoLoops(
      Supplier<Coroutine<Void>> program, ObserverProvider observer, long seed) {
    Async.run(program.get(), EventLoop.builder().observer(observer));
    Async.run(program.get(), EventLoop.builder().randomOrder(seed).observer(observer));
  }

  @Test
  void whatIsOtherFromTheStartIsNoted() throws Exception {
    Supplier<Coroutine<Void>> program = () -> async(() -> Trace.mark("a"));
    record(program);
    List<String> lines = new ArrayList<>(Files.readAllLines(recording));
    lines.set(0, lines.getFirst().replaceAll("\"java [^\"]*\"", "\"java 1\""));
    Files.write(recording, lines);
    ReplayReport report = replay(program, Replay.Then.STOP, null);
    assertThat(report.same()).isTrue();
    assertThat(report.notes())
        .singleElement()
        .asString()
        .startsWith("it was recorded on java 1, and this is java ");
    assertThat(report.json()).contains("\"notes\":[\"it was recorded on java 1");
  }

  @Test
  void theFilterOfTheRecordingMakesTextsTheSame() {
    Supplier<Coroutine<Void>> program = () -> async(() -> Trace.mark("a", "n", "secret"));
    Filter filter = Filter.of("hide=secret");
    try (Recorder recorder = Recorder.to(recording).filter(filter)) {
      Async.run(program.get(), EventLoop.builder().observer(recorder));
    }
    assertThat(parts(program).aspect()).isEqualTo("attrs");
    try (Replay replay = Replay.of(recording).filter(filter)) {
      assertThat(replay.header().filtered()).isTrue();
      Async.run(program.get(), EventLoop.builder().observer(replay));
      assertThat(replay.finish().same()).isTrue();
      assertThat(replay.finish().notes()).isEmpty();
    }
  }
}
