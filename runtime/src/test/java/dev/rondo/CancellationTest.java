package dev.rondo;

import static dev.rondo.Async.async;
import static dev.rondo.Async.await;
import static dev.rondo.Async.createTask;
import static dev.rondo.Async.currentTask;
import static dev.rondo.Async.gather;
import static dev.rondo.Async.sleep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CancellationTest extends OnBothEngines {

  /** Sleeps for long; tells how it ended. */
  private Coroutine<String> sleeper(String name) {
    return async(() -> {
      try {
        await(sleep(millis(1000)));
        return name + " slept";
      } catch (CancelledError e) {
        log(name + " cancelled: " + e.getMessage());
        throw e;
      } finally {
        log(name + " finally");
      }
    });
  }

  private static void assertCancelled(Task<?> task, String message) {
    assertThatThrownBy(() -> await(task)).isInstanceOf(CancelledError.class).hasMessage(message);
    assertThat(task.cancelled()).isTrue();
    assertThat(task.done()).isTrue();
    assertThatThrownBy(task::result).isInstanceOf(CancelledError.class);
    assertThatThrownBy(task::exception).isInstanceOf(CancelledError.class);
  }

  @Test
  void beforeItsFirstStepTheBodyNeverRuns() {
    go(() -> {
      Task<String> task = createTask(sleeper("never"));
      assertThat(task.cancel()).isTrue();
      assertThat(task.done()).isFalse();
      assertThat(task.toString()).startsWith("<Task cancelling");
      assertCancelled(task, null);
      assertThat(task.coroutine().toString()).contains("ended");
    });
    assertLog();
  }

  @Test
  void whileItWaits() {
    go(() -> {
      Task<String> task = createTask(sleeper("sleeper"));
      await(pause());
      assertThat(task.cancel("enough")).isTrue();
      assertThat(task.done()).isFalse();
      assertCancelled(task, "enough");
      assertThat(task.cancel()).isFalse();
      assertThat(EventLoop.running().time()).isZero();
      assertThat(EventLoop.running().toString()).as("its timer is gone").contains(" timers=0 ");
    });
    assertLog("sleeper cancelled: enough", "sleeper finally");
  }

  @Test
  void inTheTurnInWhichItsSleepIsOver() {
    go(() -> {
      EventLoop loop = EventLoop.running();
      loop.setExceptionHandler(context -> log(context.message()));
      Task<?>[] sleeper = new Task<?>[1];
      loop.callLater(millis(1000), () -> sleeper[0].cancel("just in time")); // before its timer
      sleeper[0] = createTask(sleeper("sleeper"));
      assertCancelled(sleeper[0], "just in time");
    });
    assertLog("sleeper cancelled: just in time", "sleeper finally");
  }

  @Test
  void betweenItsWakeUpAndItsStep() {
    go(() -> {
      Future<Integer> future = EventLoop.running().createFuture();
      Task<Integer> task = createTask(async("waiter", () -> await(future)));
      await(pause());
      future.setResult(1);
      assertThat(task.cancel("late")).isTrue();
      assertCancelled(task, "late");
    });
  }

  @Test
  void betweenTheFailureOfWhatItAwaitsAndItsStep() {
    go(() -> {
      EventLoop.running().setExceptionHandler(context -> log("reported " + context.message()));
      Future<Integer> future = EventLoop.running().createFuture();
      Task<Integer> task = createTask(async("waiter", () -> await(future)));
      await(pause());
      future.setException(new IllegalArgumentException("overtaken"));
      task.cancel("late");
      assertCancelled(task, "late");
    });
    assertLog(); // the failure was seen: it is not reported as looked at by nobody
  }

  @Test
  void ofATaskThatAwaitsATaskReachesTheInnermost() {
    go(() -> {
      Task<String> inner = createTask(sleeper("inner"));
      Task<String> outer =
          createTask(
              async(
                  "outer",
                  () -> {
                    try {
                      return await(inner);
                    } finally {
                      log("outer finally");
                    }
                  }));
      await(pause());
      await(pause());
      outer.cancel("both");
      assertCancelled(outer, "both");
      assertCancelled(inner, "both");
    });
    assertLog("inner cancelled: both", "inner finally", "outer finally");
  }

  @Test
  void aTaskMayRefuse() {
    go(() -> {
      Task<String> stubborn =
          createTask(
              async(
                  "stubborn",
                  () -> {
                    try {
                      await(sleep(millis(1000)));
                    } catch (CancelledError e) {
                      log("refused");
                    }
                    await(sleep(millis(1)));
                    return "done";
                  }));
      await(pause());
      stubborn.cancel();
      log(await(stubborn));
      assertThat(stubborn.cancelled()).isFalse();
      assertThat(stubborn.cancelling()).isEqualTo(1);
    });
    assertLog("refused", "done");
  }

  @Test
  void catchExceptionDoesNotSwallowIt() {
    go(() -> {
      Task<Void> task =
          createTask(
              async(
                  "catches",
                  () -> {
                    try {
                      await(sleep(millis(1000)));
                    } catch (Exception e) {
                      log("swallowed");
                    }
                  }));
      await(pause());
      task.cancel();
      assertCancelled(task, null);
    });
    assertLog();
  }

  @Test
  void anErrorThatIsNoExceptionTakesItsPlaceToo() {
    AssertionError error = new AssertionError("worse");
    go(() -> {
      Task<Void> task =
          createTask(
              async(() -> {
                try {
                  await(sleep(millis(1000)));
                } catch (CancelledError e) {
                  throw error;
                }
              }));
      await(pause());
      task.cancel();
      assertThatThrownBy(() -> await(task)).isSameAs(error);
      assertThat(task.cancelled()).isFalse();
      assertThat(task.exception()).isSameAs(error);
    });
  }

  @Test
  void anErrorInACleanUpTakesItsPlace() {
    go(() -> {
      Task<Void> task =
          createTask(
              async(
                  "broken",
                  () -> {
                    try {
                      await(sleep(millis(1000)));
                    } finally {
                      throwIllegalState();
                    }
                  }));
      await(pause());
      task.cancel();
      assertThatThrownBy(() -> await(task)).hasMessage("cleanup");
      assertThat(task.cancelled()).isFalse();
    });
  }

  private static void throwIllegalState() {
    throw new IllegalStateException("cleanup");
  }

  @Test
  void aCleanUpMayAwait() {
    go(() -> {
      Task<Void> task =
          createTask(
              async(
                  "cleans",
                  () -> {
                    try {
                      await(sleep(millis(1000)));
                    } finally {
                      await(sleep(millis(10)));
                      log("cleaned");
                    }
                  }));
      await(pause());
      task.cancel("x");
      assertCancelled(task, "x");
    });
    assertLog("cleaned");
  }

  @Test
  void ofItself() {
    go(() -> {
      Task<Void> task =
          createTask(
              async(
                  "self",
                  () -> {
                    currentTask().cancel("me");
                    log("still here");
                    await(sleep(millis(1000)));
                    log("not reached");
                  }));
      assertCancelled(task, "me");
      Task<Void> yields =
          createTask(
              async(
                  "self",
                  () -> {
                    currentTask().cancel("me too");
                    await(pause());
                    log("not reached");
                  }));
      assertCancelled(yields, "me too");
      assertThat(EventLoop.running().time()).as("neither slept").isZero();
    });
    assertLog("still here");
  }

  @Test
  void duringItsLastStep() {
    go(() -> {
      Task<Integer> task =
          createTask(
              async(
                  "last",
                  () -> {
                    currentTask().cancel("too late to notice");
                    return 1;
                  }));
      assertCancelled(task, "too late to notice");
    });
  }

  @Test
  void aTaskThatThrowsCancelledErrorByItselfIsCancelled() {
    go(() -> {
      Task<Void> task =
          createTask(
              async(
                  "throws",
                  () -> {
                    throw new CancelledError("by hand");
                  }));
      assertCancelled(task, "by hand");
      assertThat(task.cancelling()).isZero();
    });
  }

  @Test
  void twiceCountsAndIsThrownOnceAStep() {
    go(() -> {
      Task<Void> task =
          createTask(
              async(
                  "counts",
                  () -> {
                    try {
                      await(sleep(millis(1000)));
                    } catch (CancelledError e) {
                      log("first");
                    }
                    try {
                      await(sleep(millis(1000)));
                    } catch (CancelledError e) {
                      log("second");
                    }
                  }));
      await(pause());
      task.cancel("a");
      task.cancel("b"); // what it awaits is cancelled already: remembered for the next step
      assertThat(task.cancelling()).isEqualTo(2);
      await(task);
      log(task.cancelling());
    });
    assertLog("first", "2");
    assertThat(logged()).doesNotContain("second");
  }

  @Test
  void uncancelTakesARequestBack() {
    go(() -> {
      Task<String> task =
          createTask(
              async(
                  "uncancels",
                  () -> {
                    Task<?> self = currentTask();
                    try {
                      await(sleep(millis(1000)));
                    } catch (CancelledError e) {
                      log(self.cancelling() + " then " + self.uncancel());
                    }
                    self.cancel();
                    self.uncancel(); // before the next pause: as if it had not been
                    await(sleep(millis(1)));
                    return "went on";
                  }));
      await(pause());
      task.cancel();
      log(await(task));
      log(task.cancelling() + " " + task.uncancel());
    });
    assertLog("1 then 0", "went on", "0 0");
  }

  @Test
  void ofTheMainTaskReachesTheCallerOfRun() {
    assertThatThrownBy(() ->
            go(() -> {
              currentTask().cancel("stop");
              await(pause());
            }))
        .isInstanceOf(CancelledError.class)
        .hasMessage("stop");
  }

  @Test
  void atTheEndOfRunTheTasksThatAreLeftAreCancelled() {
    go(() -> {
      createTask(sleeper("first"));
      createTask(sleeper("second"));
      Task<Void> never = createTask(async("never", () -> log("not reached")), "never");
      never.cancel();
      await(pause());
    });
    assertLog("first cancelled: null", "first finally", "second cancelled: null", "second finally");
  }

  @Test
  void aFailureAtTheEndOfRunIsReported() {
    go(() -> {
      EventLoop.running()
          .setExceptionHandler(context -> log(context.message() + ": " + context.exception()));
      createTask(
          async(
              "fails",
              () -> {
                try {
                  await(sleep(millis(1000)));
                } finally {
                  throwIllegalState();
                }
              }));
      await(pause());
    });
    assertLog(
        "unhandled exception during run() shutdown: java.lang.IllegalStateException: cleanup");
  }

  @Test
  void aFutureIsCancelledWithItsAwaiters() {
    go(() -> {
      Future<Integer> future = EventLoop.running().createFuture();
      Task<Integer> waiter = createTask(async("waiter", () -> await(future)));
      await(pause());
      assertThat(future.cancel("gone")).isTrue();
      assertThat(future.cancel()).isFalse();
      assertThat(future.cancelled()).isTrue();
      assertCancelled(waiter, "gone");
    });
  }

  @Test
  void cancellingAnAwaiterCancelsTheFutureItAwaits() {
    go(() -> {
      Future<Integer> future = EventLoop.running().createFuture();
      Task<Integer> waiter = createTask(async("waiter", () -> await(future)));
      await(pause());
      waiter.cancel("no more");
      assertThat(future.cancelled()).isTrue();
      assertCancelled(waiter, "no more");
    });
  }

  @Test
  void ofAGatherCancelsItsChildrenAndThenItself() {
    go(() -> {
      var gathering = gather(sleeper("a"), sleeper("b"));
      Task<?> awaiter = createTask(async("awaiter", () -> await(gathering)));
      await(pause());
      await(pause());
      assertThat(gathering.cancel("all")).isTrue();
      assertThat(gathering.done()).isFalse();
      assertCancelled(awaiter, "all");
      assertThat(gathering.cancel()).isFalse();
    });
    assertLog("a cancelled: all", "a finally", "b cancelled: all", "b finally");
  }

  @Test
  void ofTasksThatAwaitEachOtherEndsThemAll() {
    Task<?>[] tasks = new Task<?>[3];
    go(() -> {
      for (int i = 0; i < 3; i++) {
        Task<?>[] next = {null};
        int self = i;
        tasks[i] =
            createTask(
                async(
                    "circle",
                    () -> {
                      next[0] = tasks[(self + 1) % 3];
                      await(next[0]);
                    }));
      }
      await(pause());
      await(pause());
      tasks[1].cancel("open the circle");
      for (Task<?> task : tasks) {
        assertCancelled(task, "open the circle");
      }
    });
  }

  @Test
  void ofACircleThroughAGatherThatWaitsForAll() {
    Task<?>[] tasks = new Task<?>[3];
    go(() -> {
      tasks[0] = createTask(async("awaits", () -> await(tasks[1])));
      tasks[1] =
          createTask(
              async(
                  "gathers",
                  () ->
                      await(
                          Async.gatherReturningExceptions(java.util.List.of(tasks[0], tasks[2])))));
      tasks[2] = createTask(sleeper("other"));
      await(pause());
      await(pause());
      tasks[0].cancel();
      for (Task<?> task : tasks) {
        assertThatThrownBy(() -> await(task)).isInstanceOf(CancelledError.class);
      }
    });
    assertLog("other cancelled: null", "other finally");
  }

  @Test
  void ofACircleThroughAGather() {
    Task<?>[] tasks = new Task<?>[2];
    go(() -> {
      tasks[0] = createTask(async("gathers", () -> await(gather(tasks[1]))));
      tasks[1] = createTask(async("awaits", () -> await(tasks[0])));
      await(pause());
      await(pause());
      tasks[0].cancel();
      assertThatThrownBy(() -> await(tasks[0])).isInstanceOf(CancelledError.class);
      assertThatThrownBy(() -> await(tasks[1])).isInstanceOf(CancelledError.class);
    });
  }
}
