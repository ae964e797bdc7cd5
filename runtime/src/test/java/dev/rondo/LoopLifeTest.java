package dev.rondo;

import static dev.rondo.Async.async;
import static dev.rondo.Async.await;
import static dev.rondo.Async.createTask;
import static dev.rondo.Async.sleep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.Test;

/** A loop's life: run, stop, close, and several of them. */
class LoopLifeTest extends OnBothEngines {

  // -- stop ---------------------------------------------------------------------------------------

  @Test
  void stopBeforeRunLetsOneTurnRun() {
    try (EventLoop loop = loops().create()) {
      loop.callSoon(() -> {
        log("first turn");
        loop.callSoon(() -> log("second turn"));
      });
      loop.stop();
      loop.runForever();
      assertLog("first turn");
      loop.stop();
      loop.runForever();
      assertLog("first turn", "second turn");
      loop.stop();
      loop.runForever(); // nothing is ready, and it does not wait
    }
  }

  @Test
  void stopEndsAfterTheTurn() {
    try (EventLoop loop = loops().create()) {
      loop.callSoon(() -> {
        loop.stop();
        loop.callSoon(() -> log("later"));
        log("stopping " + loop.isRunning());
      });
      loop.callSoon(() -> log("same turn"));
      loop.runForever();
      assertThat(loop.isRunning()).isFalse();
      assertLog("stopping true", "same turn");
      loop.callSoon(loop::stop);
      loop.runForever();
    }
    assertLog("stopping true", "same turn", "later");
  }

  @Test
  void aLoopCanRunAgainAndGoOnWithItsTasks() {
    try (EventLoop loop = loops().create()) {
      Task<Integer> task =
          loop.createTask(
              async(
                  "task",
                  () -> {
                    log("begins");
                    EventLoop.running().stop();
                    await(pause());
                    log("goes on");
                    return 3;
                  }));
      loop.runForever();
      log("between");
      assertThat(loop.runUntilComplete(task)).isEqualTo(3);
    }
    assertLog("begins", "between", "goes on");
  }

  // -- runUntilComplete ---------------------------------------------------------------------------

  @Test
  void runUntilCompleteGivesTheResultOfACoroutineTaskOrFuture() {
    try (EventLoop loop = loops().create()) {
      assertThat(loop.runUntilComplete(async("c", () -> 1))).isEqualTo(1);
      assertThat(loop.runUntilComplete(loop.createTask(async("t", () -> 2)))).isEqualTo(2);
      Future<Integer> future = loop.createFuture();
      loop.callLater(millis(5), () -> future.setResult(3));
      assertThat(loop.runUntilComplete(future)).isEqualTo(3);
      assertThat(loop.runUntilComplete(future)).as("done already").isEqualTo(3);
      assertThatThrownBy(() ->
              loop.runUntilComplete(
                  async(
                      "fails",
                      () -> {
                        throw new IllegalArgumentException("x");
                      })))
          .hasMessage("x");
    }
  }

  @Test
  void runUntilCompleteTellsIfTheLoopWasStopped() {
    try (EventLoop loop = loops().create()) {
      Future<Integer> future = loop.createFuture();
      loop.callSoon(loop::stop);
      assertThatThrownBy(() -> loop.runUntilComplete(future))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("stopped before Future completed");
      assertThat(future.toString()).as("its callback is gone").doesNotContain("stop when done");
    }
  }

  @Test
  void runUntilCompleteRefusesAFutureOfAnotherLoop() {
    try (EventLoop loop = loops().create();
        EventLoop other = loops().create()) {
      assertThatThrownBy(() -> loop.runUntilComplete(other.createFuture()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("belongs to another loop");
    }
  }

  // -- nested -------------------------------------------------------------------------------------

  @Test
  void aLoopCannotBeRunWhileItRunsAndNothingIsStarted() {
    go(() -> {
      EventLoop running = EventLoop.running();
      assertThatThrownBy(running::runForever)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("already running");
      assertThatThrownBy(() -> running.runUntilComplete(async("x", () -> log("not reached"))))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("already running");
      assertThat(running.allTasks()).hasSize(1);
      await(pause());
    });
    assertLog();
  }

  @Test
  void anotherLoopCannotBeRunWithinOne() {
    go(() -> {
      assertThatThrownBy(() -> Async.run(async("x", () -> log("not reached")), loops()))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("run() cannot be called from a running event loop");
      try (EventLoop other = loops().create()) {
        assertThatThrownBy(() -> other.runUntilComplete(async("x", () -> log("not reached"))))
            .isInstanceOf(IllegalStateException.class)
            .hasMessageContaining("while another loop is running");
      }
    });
    assertLog();
  }

  @Test
  void aTaskMayRunALoopOnAnotherThread() {
    go(() ->
        log(await(Async.toThread(() -> Async.run(async("inner", () -> "inner ran"), loops())))));
    assertLog("inner ran");
  }

  @Test
  void afterAnErrorALoopRunsAsBefore() {
    try (EventLoop loop = loops().create()) {
      loop.setExceptionHandler(c -> log("told of " + c.exception())); // which was thrown already
      Block broken =
          () -> {
            throw new AssertionError("x");
          };
      assertThatThrownBy(() -> loop.runUntilComplete(async("broken", broken))).hasMessage("x");
      Future<Integer> never = loop.createFuture();
      assertThatThrownBy(() -> loop.runUntilComplete(never)).isInstanceOf(StalledException.class);
      never.setResult(1); // nobody stops the loop for it any more
      loop.callSoon(() -> loop.callSoon(() -> log("the second turn")));
      loop.callLater(millis(1), loop::stop);
      loop.runForever();
      loop.runUntilComplete(Async.sleep(millis(1)));
      log("and again");
    }
    assertLog("the second turn", "and again");
  }

  @Test
  void aTaskThatCannotBeMadeEndsItsCoroutine() {
    Coroutine<Void> coroutine = async(() -> {});
    EventLoop loop = loops().create();
    loop.close();
    EventLoop.setCurrent(loop);
    try {
      assertThatThrownBy(() -> Async.ensureFuture(coroutine)).hasMessage("Event loop is closed");
    } finally {
      EventLoop.setCurrent(null);
    }
    assertThat(coroutine.toString()).contains("ended");
  }

  // -- close --------------------------------------------------------------------------------------

  @Test
  void aClosedLoopRefusesEverything() {
    EventLoop loop = loops().create();
    Future<Integer> future = loop.createFuture();
    loop.close();
    loop.close();
    assertThat(loop.isClosed()).isTrue();
    assertThat(loop.toString()).contains("closed");
    Coroutine<Void> coroutine = pause();
    List<Block> refused =
        List.of(
            loop::runForever,
            () -> loop.runUntilComplete(future),
            () -> loop.callSoon(() -> {}),
            () -> loop.callLater(ZERO, () -> {}),
            () -> loop.callAt(0, () -> {}),
            () -> loop.callSoonThreadsafe(() -> {}),
            () -> loop.createTask(coroutine),
            () -> loop.createTask(coroutine, "name"),
            () -> loop.runInExecutor(() -> 1));
    assertThat(refused)
        .allSatisfy(use ->
            assertThatThrownBy(use::run)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Event loop is closed"));
    assertThat(coroutine.toString()).contains("not started");
  }

  @Test
  void aRunningLoopCannotBeClosed() {
    go(() ->
        assertThatThrownBy(EventLoop.running()::close)
            .isInstanceOf(IllegalStateException.class)
            .hasMessageContaining("Cannot close a running event loop"));
  }

  @Test
  void closingRunsTheFinallyBlocksOfTasksThatArePaused() {
    EventLoop loop = loops().create();
    Future<Integer> future = loop.createFuture();
    Task<Void> waiting = loop.createTask(cleaning("on a future", () -> await(future)));
    loop.createTask(cleaning("asleep", () -> await(sleep(millis(1000)))));
    loop.createTask(cleaning("in place", () -> await(async(() -> await(pause())))));
    loop.createTask(cleaning("waits", () -> await(waiting)));
    loop.stop();
    loop.runForever();
    loop.createTask(cleaning("not started", () -> log("not reached")));
    loop.close();
    assertLog("on a future", "asleep", "in place", "waits");
    assertThat(waiting.done()).isFalse();
  }

  private Coroutine<Void> cleaning(String name, Block body) {
    return async(
        name,
        () -> {
          try {
            body.run();
          } finally {
            log(name);
          }
        });
  }

  @Test
  void aFinallyBlockRunByCloseIsNotCutShort() {
    EventLoop loop = loops().create();
    Future<Integer> future = loop.createFuture();
    Task<Integer> waiter = loop.createTask(async("waiter", () -> await(future)));
    loop.createTask(
        async(
            "cleans",
            () -> {
              try {
                await(sleep(millis(1000)));
              } finally {
                log(EventLoop.running() == loop);
                future.cancel(); // its waiter cannot be woken any more
                waiter.cancel();
                log("in place " + await(async(() -> 1)));
                assertThatThrownBy(() -> await(pause()))
                    .isInstanceOf(PauseException.class)
                    .hasMessageContaining("was closed under");
                assertThatThrownBy(() -> createTask(pause())).hasMessage("Event loop is closed");
                assertThatThrownBy(() -> loop.callSoon(() -> {}))
                    .hasMessage("Event loop is closed");
                log("cleaned");
              }
            }));
    loop.stop();
    loop.runForever();
    loop.close();
    assertLog("true", "in place 1", "cleaned");
  }

  @Test
  void aBodyThatSwallowsEverythingDoesNotHangClose() {
    EventLoop loop = loops().create();
    loop.setExceptionHandler(context -> log(context.message()));
    loop.createTask(
        async(() -> {
          while (true) {
            try {
              await(sleep(millis(1000)));
            } catch (Throwable e) {
              // for ever
            }
          }
        }),
        "undead");
    loop.stop();
    loop.runForever();
    loop.close();
    assertLog(
        "Task was destroyed but it is pending!",
        "task undead does not end though its loop was closed");
  }

  @Test
  void aTaskMayCloseAnotherLoopWhoseTasksArePaused() {
    EventLoop other = loops().create();
    other.createTask(cleaning("other's", () -> await(sleep(millis(1000)))));
    other.stop();
    other.runForever();
    go(() -> {
      other.close();
      log("still on " + (EventLoop.running() != other));
      await(pause());
    });
    assertLog("other's", "still on true");
  }

  // -- several ------------------------------------------------------------------------------------

  @Test
  void severalLoopsRunInSeveralThreads() throws Exception {
    int loops = 4;
    CyclicBarrier start = new CyclicBarrier(loops);
    List<List<String>> logs = new ArrayList<>();
    List<Throwable> failures = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < loops; i++) {
      List<String> mine = new ArrayList<>();
      logs.add(mine);
      threads.add(
          Thread.ofPlatform()
              .uncaughtExceptionHandler((_, e) -> failures.add(e))
              .start(() -> {
                try {
                  start.await();
                } catch (Exception e) {
                  throw new AssertionError(e);
                }
                Async.run(twoTasks(mine), loops());
              }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(failures).isEmpty();
    assertThat(logs.stream().distinct()).hasSize(1);
    assertThat(logs.getFirst()).hasSize(200).startsWith("a0", "b0", "a1", "b1");
  }

  private static Coroutine<Void> twoTasks(List<String> log) {
    return async(() -> {
      Task<Void> a = createTask(steps("a", log));
      Task<Void> b = createTask(steps("b", log));
      await(a);
      await(b);
    });
  }

  private static Coroutine<Void> steps(String name, List<String> log) {
    return async(() -> {
      for (int i = 0; i < 100; i++) {
        log.add(name + i);
        await(i % 2 == 0 ? pause() : sleep(millis(1)));
      }
    });
  }

  // -- run ----------------------------------------------------------------------------------------

  @Test
  void runLeavesNoLoopBehind() {
    EventLoop[] used = new EventLoop[1];
    go(() -> used[0] = EventLoop.running());
    assertThat(used[0].isClosed()).isTrue();
    assertThatThrownBy(EventLoop::running).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(EventLoop::current).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() ->
            go(() -> {
              createTask(
                  async(() -> {
                    while (true) { // refuses to end, then waits for nothing
                      try {
                        await(EventLoop.running().createFuture());
                      } catch (CancelledError e) {
                        log("refused");
                      }
                    }
                  }));
              await(pause());
            }))
        .isInstanceOf(StalledException.class);
    assertThatThrownBy(EventLoop::current).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void badOptionsAreRefused() {
    assertThatThrownBy(() -> EventLoop.builder().engine("steam").create())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'steam'")
        .hasMessageContaining("choose continuation or virtual-thread");
  }
}
