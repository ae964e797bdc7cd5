package dev.rondo;

import static dev.rondo.Async.async;
import static dev.rondo.Async.await;
import static dev.rondo.Async.sleep;
import static dev.rondo.Async.toThread;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rondo.testing.InMemoryTrace;
import dev.rondo.testing.Moment;
import dev.rondo.testing.TestLoop;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The test kit: a loop that runs as far as it is told to. */
class TestLoopTest extends OnBothEngines {

  private TestLoop testLoop() {
    return TestLoop.create(EventLoop.builder().engine(engine));
  }

  private static Coroutine<String> brew(String what) {
    return async(() -> await(sleep(Duration.ofMinutes(3), what)));
  }

  @Test
  void theExample() {
    try (TestLoop test = testLoop()) {
      Task<String> tea = test.loop().createTask(brew("tea"), "tea"); // sleeps for 3 minutes
      test.advance(Duration.ofMinutes(2));
      assertThat(tea.done()).isFalse();
      test.advance(Duration.ofMinutes(1));
      assertThat(tea.result()).isEqualTo("tea");
      assertThat(test.trace().schedule())
          .containsExactly(
              "resume tea",
              "pause tea on sleep",
              "callback wake",
              "resume tea",
              "done tea returned");
      assertThat(test.time()).isEqualTo(Duration.ofMinutes(3));
    }
  }

  private Coroutine<Void> steps(String name) {
    return async(() -> {
      for (int i = 0; i < 2; i++) {
        log(name + i);
        await(pause());
      }
    });
  }

  @Test
  void runsOneHandleAtATime() {
    try (TestLoop test = testLoop()) {
      test.loop().createTask(steps("a"));
      test.loop().createTask(steps("b"));
      assertThat(test.step()).isTrue();
      assertLog("a0");
      assertThat(test.loop().isRunning()).isFalse();
      assertThat(test.step()).isTrue();
      assertLog("a0", "b0");
      assertThat(test.step()).isTrue();
      assertThat(test.turn()).as("the rest of the turn").isEqualTo(1);
      assertLog("a0", "b0", "a1", "b1");
      assertThat(test.turn()).isEqualTo(2);
      assertThat(test.step()).isFalse();
      assertThat(test.turn()).isZero();
    }
  }

  @Test
  void whileItIsTurnedTheLoopIsTheOneThatRuns() {
    try (TestLoop test = testLoop()) {
      EventLoop loop = test.loop();
      loop.callSoon(() -> log(loop.isRunning() + " " + (EventLoop.running() == loop)));
      for (int i = 0; i < 10; i++) {
        test.turn();
      }
      assertLog("true true");
      assertThat(loop.isRunning()).isFalse();
      assertThatThrownBy(EventLoop::running).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void stepsHaveTheOrderOfARun() {
    for (long seed = 1; seed <= 3; seed++) {
      try (TestLoop stepped = testLoop();
          TestLoop run = testLoop()) {
        stepped.loop().createTask(mixed(seed), "main");
        while (stepped.step() || stepped.advanceToNextTimer()) {}
        run.run(run.loop().createTask(mixed(seed), "main"));
        run.runUntilIdle();
        assertThat(stepped.trace().lines(Moment.Kind.RESUME, Moment.Kind.PAUSE, Moment.Kind.DONE))
            .isNotEmpty()
            .isEqualTo(run.trace().lines(Moment.Kind.RESUME, Moment.Kind.PAUSE, Moment.Kind.DONE));
      }
    }
  }

  /** Timers that fall due in the middle of turns, and tasks that yield. */
  private Coroutine<Void> mixed(long seed) {
    return async(() ->
        TaskGroup.run(group -> {
          for (int i = 0; i < 5; i++) {
            long ms = (i * seed) % 3;
            group.createTask(
                async(() -> {
                  await(sleep(millis(ms)));
                  await(pause());
                  EventLoop.running().callLater(ZERO, () -> {});
                  await(sleep(millis(ms)));
                }));
          }
        }));
  }

  @Test
  void timePassesOnlyWhenToldTo() {
    try (TestLoop test = testLoop()) {
      for (int i = 1; i <= 3; i++) {
        int n = i;
        test.loop().callLater(millis(n), () -> log(n + " at " + test.time().toMillis()));
      }
      assertThat(test.runUntilIdle()).isZero();
      assertThat(test.time()).isZero();
      test.advance(millis(2));
      assertLog("1 at 1", "2 at 2");
      test.jump(millis(5));
      assertThat(test.trace().lines(Moment.Kind.CALLBACK)).hasSize(2);
      test.runUntilIdle();
      assertLog("1 at 1", "2 at 2", "3 at 7");
      assertThat(test.advanceToNextTimer()).isFalse();
      assertThatThrownBy(() -> test.advance(millis(-1)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("time cannot go back");
    }
  }

  @Test
  void idleMeansThatThreadsAreDoneToo() {
    try (TestLoop test = testLoop()) {
      Task<String> task =
          test.loop().createTask(async(() -> await(toThread(() -> "from a thread"))));
      test.runUntilIdle();
      assertThat(task.result()).isEqualTo("from a thread");
    }
  }

  @Test
  void aProgramThatNeverRestsIsTold() {
    try (EventLoop loop = loops().create()) {
      loop.createTask(
          async(() -> {
            while (true) {
              await(pause());
            }
          }));
      assertThatThrownBy(() -> new Stepper(loop).untilIdle(100))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("still busy after 100 turns");
    }
  }

  @Test
  void aStallTellsWhoWaitsForWhat() {
    try (TestLoop test = testLoop()) {
      Future<Void> never = test.loop().createFuture("lock L");
      assertThatThrownBy(() -> test.run(async("waiter", () -> await(never))))
          .isInstanceOf(StalledException.class)
          .hasMessageContaining("awaits=lock L");
      assertThat(test.trace().lines(Moment.Kind.STALL)).containsExactly("stall Task-1");
    }
  }

  @Test
  void onlyAVirtualClockCanBeStepped() {
    try (EventLoop loop = EventLoop.builder().engine(engine).create()) {
      assertThatThrownBy(() -> new Stepper(loop))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("virtual clock");
    }
  }

  @Test
  void theTraceCanBeFiltered() {
    InMemoryTrace trace = new InMemoryTrace();
    Async.run(
        async(
            "main",
            () -> {
              Task<Void> child = Async.createTask(steps("c"), "child");
              await(child);
              child.cancel();
              Trace.mark("noted");
            }),
        loops().observer(trace));
    assertThat(trace.of("child"))
        .contains("task child of steps by Task-1", "resume child", "pause child yields");
    assertThat(trace.lines(Moment.Kind.PAUSE)).contains("pause Task-1 on task child");
    assertThat(trace.lines(Moment.Kind.MARK)).containsExactly("mark noted by Task-1");
    assertThat(trace.lines(moment -> moment.line().contains("is done")))
        .contains("enqueue Task-1: task child is done");
    assertThat(trace.toString()).startsWith("task Task-1 of main\n");
    trace.clear();
    assertThat(trace.moments()).isEmpty();
  }
}
