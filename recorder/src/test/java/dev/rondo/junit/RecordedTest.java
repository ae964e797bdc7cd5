package dev.rondo.junit;

import static dev.rondo.Async.async;
import static dev.rondo.Async.await;
import static dev.rondo.Async.createTask;
import static dev.rondo.Async.run;
import static dev.rondo.Async.sleep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import dev.rondo.Coroutine;
import dev.rondo.EventLoop;
import dev.rondo.Runner;
import dev.rondo.trace.TraceEvent;
import dev.rondo.trace.TraceReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.testkit.engine.Events;

/** Tests that are {@link Recorded}: on a virtual clock, held to the rules, each by itself. */
class RecordedTest extends OnBothEngines {

  private static Coroutine<Void> day() {
    return async(() -> await(sleep(Duration.ofDays(1))));
  }

  private static Coroutine<Void> named(String name) {
    return async(() -> await(createTask(day(), name)));
  }

  @Recorded
  static class Passing {
    private final EventLoop early = EventLoop.create(); // before anything of the test runs

    @AfterEach
    void close() {
      early.close();
    }

    @Test
    void run_takes_no_time(Recording recording) {
      run(named("ann"));
      assertEquals(List.of("Task-1", "ann", "ann", "Task-1"), recording.order());
      assertThat(recording.sentences()).anyMatch(line -> line.contains("ann"));
    }

    @Test
    void a_runner_and_a_loop_too(Recording recording) {
      try (Runner runner = new Runner()) {
        runner.run(named("bob"));
      }
      try (EventLoop loop = EventLoop.create()) {
        loop.runUntilComplete(named("carl"));
      }
      early.runUntilComplete(named("dan"));
      assertThat(recording.order()).contains("bob", "carl", "dan");
    }

    @Test
    void on_other_threads_too(Recording recording) throws InterruptedException {
      for (Thread.Builder kind : List.of(Thread.ofPlatform(), Thread.ofVirtual())) {
        kind.start(() -> run(named("eve"))).join();
      }
      assertThat(recording.order().stream().filter("eve"::equals)).hasSize(4);
    }

    @Test
    void without_a_loop(Recording recording) {
      assertThat(recording.events()).isEmpty();
    }
  }

  @Test
  void loops_of_every_make_are_recorded_on_a_virtual_clock() {
    Events events = new Kit(folder).run(Passing.class);
    assertThat(Kit.failures(events)).isEmpty();
    events.assertStatistics(s -> s.succeeded(4));
    assertThat(folder.resolve("traces")).doesNotExist();
  }

  @Test
  void the_traces_of_all_are_kept_where_asked() {
    Kit kit = new Kit(folder).with("rondo.keep", "true");
    kit.run(Passing.class).assertStatistics(s -> s.succeeded(4));
    assertThat(kit.trace(Passing.class, "on_other_threads_too.jsonl")).exists();
    assertThat(kit.trace(Passing.class, "run_takes_no_time.jsonl")).exists();
  }

  @Recorded
  static class Failing {
    @Test
    void by_itself() {
      run(named("ann"));
      fail("on purpose");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void with(int argument) {
      run(named("ann"));
      assertEquals(1, argument);
    }

    @Test
    void not_at_all() {
      run(named("ann"));
      Assumptions.abort();
    }
  }

  @Test
  void the_trace_of_a_failure_is_written_and_told() {
    Kit kit = new Kit(folder);
    Events events = kit.run(Failing.class);
    events.assertStatistics(s -> s.failed(2).aborted(1));
    Path trace = kit.trace(Failing.class, "by_itself.jsonl");
    Path second = kit.trace(Failing.class, "with-2.jsonl");
    assertThat(Kit.failures(events).stream().flatMap(e -> List.of(e.getSuppressed()).stream()))
        .extracting(Throwable::getMessage)
        .containsExactlyInAnyOrder(
            "the trace of this test: " + trace, "the trace of this test: " + second);
    assertThat(kit.trace(Failing.class, "not_at_all.jsonl")).doesNotExist();
    try (TraceReader read = TraceReader.open(trace)) {
      assertThat(read.header().program()).isEqualTo("Failing.by_itself");
      assertThat(read.header().clock()).isEqualTo("virtual");
      assertThat(read.header().engine()).isEqualTo(engine);
    }
  }

  @Recorded
  static class Careless {
    @Test
    void leaves_a_loop_open() {
      EventLoop loop = EventLoop.create();
      loop.createTask(day(), "forgotten");
    }

    @Test
    @Recorded(mayLeaveOpen = true)
    void may_do_so() {
      EventLoop.create().createTask(day(), "forgotten");
    }

    @Test
    void drops_a_task() {
      try (EventLoop loop = EventLoop.create()) {
        loop.createTask(day(), "dropped");
        loop.runUntilComplete(async(() -> await(sleep(Duration.ZERO))));
      }
    }
  }

  @Test
  void what_is_left_open_or_dropped_fails_the_test() {
    List<Throwable> failures = Kit.failures(new Kit(folder).run(Careless.class));
    assertThat(failures)
        .hasSize(2)
        .allMatch(e -> e.getMessage().contains("the trace of this test"));
    assertThat(failures)
        .anyMatch(e -> e.getMessage().contains("loop 1 was left open with 1 pending: forgotten"))
        .anyMatch(
            e -> e.getMessage().contains("task dropped was pending when its loop was closed"));
  }

  @Test
  void a_breach_of_the_rules_is_a_flaw() throws Exception {
    Path broken = folder.resolve("broken.jsonl");
    Files.writeString(
        broken,
        """
        {"ev":"trace","version":1,"program":"x","clock":"virtual"}
        {"seq":1,"t":0,"loop":1,"ev":"loop","state":"running"}
        {"seq":2,"t":0,"loop":1,"ev":"resume","handle":7,"task":3}
        {"seq":3,"t":0,"loop":1,"ev":"loop","state":"closed"}
        {"ev":"end","events":3,"lost":0}
        """);
    try (TraceReader trace = TraceReader.open(broken)) {
      assertThat(Flaws.of(trace, false)).isNotEmpty().first().asString().contains("seq 2");
    }
  }

  @Recorded(clock = Recorded.Clock.REAL)
  static class OnRealClock {
    @Test
    void time_passes(Recording recording) {
      run(async(() -> await(sleep(Duration.ofMillis(2)))));
      assertThat(recording.events().getLast().t()).isGreaterThanOrEqualTo(2_000_000);
    }

    @Test
    @Recorded
    void but_not_here() {
      run(day());
    }
  }

  @Test
  void the_clock_is_chosen_by_the_method_or_the_class() {
    assertThat(Kit.failures(new Kit(folder).run(OnRealClock.class))).isEmpty();
  }

  @Recorded
  @Execution(ExecutionMode.CONCURRENT)
  static class Parallel {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15})
    void each_has_its_own(int number, Recording recording) throws InterruptedException {
      String mine = "mine-" + number;
      run(named(mine));
      Thread.ofPlatform().start(() -> run(named(mine))).join();
      List<TraceEvent.TaskCreated> tasks =
          recording.events().stream()
              .filter(TraceEvent.TaskCreated.class::isInstance)
              .map(TraceEvent.TaskCreated.class::cast)
              .toList();
      assertThat(tasks).hasSize(4);
      assertThat(tasks.stream().map(TraceEvent.TaskCreated::name).filter(mine::equals)).hasSize(2);
    }
  }

  @Test
  void tests_in_parallel_do_not_mix() {
    Kit kit =
        new Kit(folder)
            .with("junit.jupiter.execution.parallel.enabled", "true")
            .with("junit.jupiter.execution.parallel.config.strategy", "fixed")
            .with("junit.jupiter.execution.parallel.config.fixed.parallelism", "4");
    assertThat(Kit.failures(kit.run(Parallel.class))).isEmpty();
  }
}
