package dev.rondo;

import static dev.rondo.Async.async;
import static dev.rondo.Async.await;
import static dev.rondo.Async.createTask;
import static dev.rondo.Async.sleep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Several programs on one loop, one after the other, and the end of it. */
class RunnerTest extends OnBothEngines {
  private static final ContextVar<String> USER = new ContextVar<>("user");

  @Test
  void severalProgramsRunOnOneLoop() {
    EventLoop loop;
    try (Runner runner = new Runner(loops())) {
      assertThat(runner.<EventLoop>run(async(EventLoop::running))).isSameAs(runner.loop());
      assertThat(runner.<EventLoop>run(async(EventLoop::running))).isSameAs(runner.loop());
      loop = runner.loop();
    }
    assertThat(loop.isClosed()).isTrue();
  }

  @Test
  void anUnusedRunnerMakesNoLoop() {
    Runner runner =
        new Runner(() -> {
          throw new AssertionError("made");
        });
    runner.close();
    assertThatThrownBy(runner::loop).as("not closed either, as in CPython").hasMessage("made");
  }

  @Test
  void aLoopThatRanNothingIsClosedToo() {
    Runner runner = new Runner(loops());
    EventLoop loop = runner.loop();
    runner.close();
    runner.close();
    assertThat(loop.isClosed()).isTrue();
    assertThatThrownBy(runner::loop).hasMessage("Runner is closed");
  }

  @Test
  void aPlainOneMakesAPlainLoop() {
    try (Runner runner = new Runner()) {
      assertThat(runner.run(async("one", () -> 1))).isEqualTo(1);
      assertThat(runner.loop().debug()).isFalse();
    }
  }

  @Test
  void itsLoopIsTheThreadsCurrentOneUntilItIsClosed() {
    try (Runner runner = new Runner(loops())) {
      EventLoop loop = runner.loop();
      assertThat(EventLoop.current()).isSameAs(loop);
    }
    assertThatThrownBy(EventLoop::current).hasMessageContaining("no event loop in thread");
  }

  @Test
  void itsLoopIsMadeTheCurrentOneOnce() {
    try (EventLoop other = loops().create();
        Runner runner = new Runner(loops())) {
      runner.run(pause());
      assertThat(EventLoop.current()).isSameAs(runner.loop());
      EventLoop.setCurrent(other);
      runner.run(pause());
      assertThat(EventLoop.current()).isSameAs(other);
    }
  }

  @Test
  void aFactorysLoopIsClosedButNotMadeTheCurrentOne() {
    EventLoop own = loops().create();
    try (Runner runner = new Runner(() -> own)) {
      assertThat(runner.loop()).isSameAs(own);
      assertThatThrownBy(EventLoop::current).hasMessageContaining("no event loop in thread");
      assertThat(runner.run(async("one", () -> 1))).isEqualTo(1);
    }
    assertThat(own.isClosed()).isTrue();
  }

  @Test
  void programsShareTheRunnersContext() {
    try (Runner runner = new Runner(loops())) {
      runner.run(async("sets", () -> USER.set("eve")));
      assertThat(runner.<String>run(async("reads", () -> USER.get()))).isEqualTo("eve");
      Context other = new Context();
      runner.run(async("sets too", () -> USER.set("bob")), other);
      assertThat(other.get(USER)).isEqualTo("bob");
      assertThat(runner.<String>run(async("reads", () -> USER.get()))).isEqualTo("eve");
    }
    assertThat(USER.get("nobody")).as("outside").isEqualTo("nobody");
  }

  @Test
  void theContextIsACopyOfTheOneAtTheFirstUse() {
    new Context()
        .run(() -> {
          USER.set("before");
          try (Runner runner = new Runner(loops())) {
            assertThat(runner.loop().isClosed()).isFalse();
            USER.set("after");
            assertThat(runner.<String>run(async("reads", () -> USER.get()))).isEqualTo("before");
          }
        });
  }

  @Test
  void whatIsLeftGoesOnWithTheNextProgramAndIsCancelledAtTheEnd() {
    try (Runner runner = new Runner(loops())) {
      runner.run(
          async(
              "first",
              () -> {
                createTask(worker(), "worker");
              }));
      log("between");
      runner.run(sleep(millis(15)));
    }
    assertLog("between", "tick", "cancelled");
  }

  private Coroutine<Void> worker() {
    return async(() -> {
      try {
        while (true) {
          await(sleep(millis(10)));
          log("tick");
        }
      } catch (CancelledError e) {
        log("cancelled");
        throw e;
      }
    });
  }

  @Test
  void whatIsLeftIsCancelledAndDoesNotChangeTheResult() {
    List<Task<?>> left = new ArrayList<>();
    Block fails =
        () -> {
          try {
            await(sleep(millis(1000)));
          } finally {
            throw new IllegalStateException("left");
          }
        };
    Coroutine<Integer> main =
        async(() -> {
          EventLoop.running().setExceptionHandler(c -> log(c.exception().getMessage()));
          left.add(createTask(sleep(millis(1000))));
          left.add(createTask(async(fails)));
          await(pause());
          return 123;
        });
    assertThat(go(main)).isEqualTo(123);
    assertThat(left.get(0).cancelled()).isTrue();
    assertThat(left.get(1).exception()).hasMessage("left");
    assertLog("left");
  }

  @Test
  void aProgramThatFailsLeavesTheRunnerUsable() {
    try (Runner runner = new Runner(loops())) {
      Coroutine<Integer> failing =
          async(() -> {
            throw new IllegalArgumentException("no");
          });
      assertThatThrownBy(() -> runner.run(failing)).hasMessage("no");
      assertThat(runner.run(async("one", () -> 1))).isEqualTo(1);
      assertThatThrownBy(() -> runner.run(failing)).hasMessageContaining("runs only once");
    }
  }

  @Test
  void aFailureInTheEndIsToldToTheExceptionHandler() {
    try (Runner runner = new Runner(loops())) {
      runner
          .loop()
          .setExceptionHandler(
              c -> log(c.task().name() + ", " + c.message() + ": " + c.exception().getMessage()));
      runner.run(
          async(
              "main",
              () -> {
                createTask(
                    async(
                        "stubborn",
                        () -> {
                          try {
                            await(sleep(millis(1000)));
                          } catch (CancelledError e) {
                            throw new IllegalStateException("while it was cancelled", e);
                          }
                        }),
                    "stubborn");
                await(pause());
              }));
    }
    assertLog("stubborn, unhandled exception during run() shutdown: while it was cancelled");
  }

  @Test
  void aClosedRunnerRefuses() {
    Runner runner = new Runner(loops());
    runner.run(pause());
    runner.close();
    runner.close();
    assertThatThrownBy(runner::loop)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("Runner is closed");
    assertThatThrownBy(() -> runner.run(pause())).hasMessage("Runner is closed");
  }

  @Test
  void itCannotBeUsedFromWithinALoop() {
    try (Runner runner = new Runner(loops())) {
      runner.run(
          async(
              "main",
              () -> {
                Coroutine<Void> inner = pause();
                assertThatThrownBy(() -> runner.run(inner))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("Runner.run() cannot be called from a running event loop");
                assertThatThrownBy(runner::close)
                    .hasMessage("Runner.close() cannot be called from a running event loop");
                assertThatThrownBy(() -> Async.run(inner))
                    .hasMessage("run() cannot be called from a running event loop");
                assertThat(inner.toString()).contains("not started");
                await(inner);
              }));
    }
  }

  @Test
  void theLoopsThreadsAreDoneWhenItIsClosed() {
    CountDownLatch begun = new CountDownLatch(1);
    try (Runner runner = new Runner(loops())) {
      runner.run(
          async(
              "main",
              () -> {
                EventLoop.running()
                    .runInExecutor(() -> {
                      begun.countDown();
                      log("in a thread");
                      return null;
                    });
                begun.await();
              }));
    }
    assertLog("in a thread");
  }

  @Test
  void nobodyAsksWhatAResultPrintsLike() {
    Object mute =
        new Object() {
          @Override
          public String toString() {
            throw new AssertionError("asked");
          }
        };
    for (boolean debug : new boolean[] {false, true}) {
      try (Runner runner = new Runner(loops()).debug(debug)) {
        assertThat(runner.<Object>run(async(() -> mute)) == mute).isTrue();
      }
    }
  }

  // -- interrupted by the virtual machine's end: ExitTest has the whole of it
  // ----------------------

  @Test
  void anInterruptCancelsAProgramThatOnlyYields() {
    assertInterrupted(
        async(
            "yields",
            () -> {
              while (true) {
                await(pause());
                await(sleep(millis(1)));
              }
            }));
  }

  @Test
  void anInterruptCancelsWhatTheProgramWaitsFor() {
    Future<?>[] awaited = new Future<?>[1];
    assertInterrupted(
        async(
            "waits",
            () -> {
              Future<Void> future = EventLoop.running().createFuture();
              awaited[0] = future;
              await(future);
            }));
    assertThat(awaited[0].cancelled()).isTrue();
  }

  @Test
  void anInterruptOfACancelledProgramAddsNothing() {
    assertInterrupted(
        async(
            "cancelled",
            () -> {
              Task<?> self = Async.currentTask();
              EventLoop.running().callSoon(() -> self.cancel("by itself"));
              try {
                await(sleep(millis(1000)));
              } catch (CancelledError e) {
                log(e.getMessage());
                EventLoop.running().thread().interrupt();
                throw e;
              }
            }));
    assertLog("by itself");
  }

  private void assertInterrupted(Coroutine<Void> program) {
    Runner runner = new Runner(loops()); // not closed: that would wait for the end
    try (EventLoop loop = runner.loop()) {
      loop.callLater(millis(100), () -> loop.thread().interrupt());
      assertThatThrownBy(() -> runner.run(program)).isInstanceOf(CancelledError.class);
    } finally {
      EventLoop.setCurrent(null);
    }
  }

  @Test
  void anInterruptBetweenProgramsStopsALoopThatRunsByItself() {
    Runner runner = new Runner(loops());
    try (EventLoop loop = runner.loop()) {
      runner.run(pause());
      loop.callSoon(() -> loop.thread().interrupt());
      loop.callLater(millis(1), () -> log("not reached"));
      loop.runForever();
    } finally {
      EventLoop.setCurrent(null);
    }
    assertLog();
  }

  @Test
  void theLoopIsInDebugModeWhereAsked() {
    try (Runner plain = new Runner(loops());
        Runner asked = new Runner(loops()).debug(true);
        Runner refused = new Runner(loops().debug(true)).debug(false);
        Runner built = new Runner(loops().debug(true))) {
      assertThat(plain.loop().debug()).isFalse();
      assertThat(asked.loop().debug()).isTrue();
      assertThat(refused.loop().debug()).isFalse();
      assertThat(built.loop().debug()).isTrue();
    }
  }
}
