package dev.rondo.recorder;

import static dev.rondo.Async.async;
import static dev.rondo.Async.await;
import static dev.rondo.Async.createTask;
import static dev.rondo.Async.sleep;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.Async;
import dev.rondo.Coroutine;
import dev.rondo.EventLoop;
import dev.rondo.SharedState;
import dev.rondo.Task;
import dev.rondo.trace.TraceEvent;
import dev.rondo.trace.spans.SpanIds;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A recorder that may drop events drops no slice by halves, and says what it dropped. */
class DroppingTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void noSliceLosesOneEnd(long seed) throws Exception {
    Random random = new Random(seed);
    StingyDepot depot = new StingyDepot(() -> random.nextInt(100) == 0);
    RecordedTrace trace = record(depot, busy(random));

    assertThat(depot.refusals()).isPositive();
    long told = trace.of(TraceEvent.Lost.class).mapToLong(TraceEvent.Lost::count).sum();
    assertThat(told).isPositive();
    assertThat(trace.footer().lost()).isEqualTo(told);
    assertThat(trace.events().getLast().seq()).isEqualTo(trace.events().size() + told);
    assertThat(trace.events().getLast()).isInstanceOf(TraceEvent.LoopState.class);
    assertSlicesAreWhole(trace.events());
  }

  /** In which the verifier would be too kind: after a loss it takes an end without a beginning. */
  private static void assertSlicesAreWhole(List<TraceEvent> events) {
    Deque<Long> open = new ArrayDeque<>(); // tasks, or callbacks' handles below 0
    for (TraceEvent event : events) {
      switch (event) {
        case TraceEvent.Resume e -> open.push(e.task());
        case TraceEvent.Callback e -> open.push(-e.handle());
        case TraceEvent.Pause e -> assertThat(open.pop()).isEqualTo(e.task());
        case TraceEvent.Done e when e.task() != 0 -> assertThat(open.pop()).isEqualTo(e.task());
        case TraceEvent.Return e -> assertThat(open.pop()).isEqualTo(-e.handle());
        default -> {}
      }
    }
    assertThat(open).isEmpty();
  }

  @Test
  void aLossAtTheVeryEndIsToldToo() throws Exception {
    StingyDepot depot = new StingyDepot(() -> false);
    Ledger ledger = new Ledger(depot, true);
    for (int i = 1; i <= 10_000; i++) {
      ledger.write(Kind.IDLE, i, i, 0, 0);
    }
    RecordedTrace trace = write(depot);

    assertThat(trace.events().size() + trace.footer().lost()).isEqualTo(10_001);
    assertThat(trace.events().getLast()).isInstanceOf(TraceEvent.Lost.class);
  }

  private RecordedTrace record(StingyDepot depot, Coroutine<?> main) throws Exception {
    Async.run(
        main,
        EventLoop.builder()
            .virtualClock()
            .observer(loop ->
                new LoopRecorder(
                    new Ledger(depot, true),
                    new Moment(loop.clock(), 0),
                    new Whereabouts("0".repeat(31) + "1", null, SpanIds.of("1", null, null), 1),
                    Detail.FULL,
                    true,
                    null)));
    return write(depot);
  }

  private RecordedTrace write(StingyDepot depot) throws Exception {
    Path file = folder.resolve("a.jsonl");
    Headers headers = new Headers("dropping", Detail.FULL);
    depot.writeTo(file, headers.of("virtual", "continuation", Instant.EPOCH));
    return RecordedTrace.read(file);
  }

  /** Long slices and short ones, eager tasks within eager tasks, callbacks, timers. */
  private static Coroutine<Void> busy(Random random) {
    return async(
        "busy",
        () -> {
          List<Task<?>> tasks = new ArrayList<>();
          for (int i = 0; i < 200; i++) {
            tasks.add(random.nextBoolean() ? createTask(work(random, 0)) : eager(random, 3));
            EventLoop.running().callSoon(() -> use(random.nextInt(40)));
            await(sleep(Duration.ofMillis(random.nextInt(3))));
          }
          for (Task<?> task : tasks) {
            await(task);
          }
        });
  }

  private static Task<?> eager(Random random, int deep) {
    return new Task<>(work(random, deep), EventLoop.running(), null, null, true);
  }

  private static Coroutine<Void> work(Random random, int deep) {
    return async(
        "work",
        () -> {
          use(random.nextInt(random.nextInt(20) == 0 ? 1_000 : 20));
          Task<?> child = deep > 0 ? eager(random, deep - 1) : null;
          use(random.nextInt(20));
          await(sleep(Duration.ofMillis(random.nextInt(5))));
          if (child != null) {
            await(child);
          }
        });
  }

  private static void use(int times) {
    SharedState state = new SharedState("state");
    for (int i = 0; i < times; i++) {
      state.use("write");
    }
  }
}
