package dev.rondo;

import static dev.rondo.Async.allTasks;
import static dev.rondo.Async.async;
import static dev.rondo.Async.await;
import static dev.rondo.Async.createTask;
import static dev.rondo.Async.currentTask;
import static dev.rondo.Async.sleep;
import static dev.rondo.Async.withoutPause;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What {@code await} does: in place for a coroutine, ceding for a task or future not done. */
class AwaitTest extends OnBothEngines {

  // -- coroutines run in place --------------------------------------------------------------------

  @Test
  void callingACoroutineFunctionRunsNothing() {
    go(() -> {
      Coroutine<Integer> coroutine = logging("body", 1);
      log("called");
      log(await(coroutine));
    });
    assertLog("called", "body", "1");
  }

  @Test
  void awaitingACoroutineNeverCedes() {
    go(() -> {
      Task<Integer> ready = createTask(logging("ready", 0));
      log("before");
      log(await(nested(3)));
      log("after");
      await(ready);
    });
    assertLog("before", "level 3", "level 2", "level 1", "level 0", "6", "after", "ready");
  }

  private Coroutine<Integer> nested(int level) {
    return async(() -> {
      log("level " + level);
      return level == 0 ? 0 : await(nested(level - 1)) + level;
    });
  }

  @Test
  void awaitingACoroutineThatPausesCedes() {
    go(() -> {
      createTask(logging("ready", 0));
      log("before");
      await(async(() -> await(pause())));
      log("after");
    });
    assertLog("before", "ready", "after");
  }

  private Coroutine<Integer> logging(String text, int result) {
    return async(() -> {
      log(text);
      return result;
    });
  }

  @Test
  void aCoroutineRunsOnlyOnce() {
    go(() -> {
      Coroutine<Integer> awaited = logging("once", 1);
      await(awaited);
      assertUsed(() -> await(awaited));
      assertUsed(() -> createTask(awaited));

      Coroutine<Integer> inTask = logging("task", 1);
      Task<Integer> task = createTask(inTask);
      assertUsed(() -> await(inTask));
      assertUsed(() -> createTask(inTask));
      await(task);
      assertUsed(() -> await(inTask));

      Coroutine<Integer> closed = logging("never", 1);
      closed.close();
      assertUsed(() -> await(closed));
    });
    assertLog("once", "task");
  }

  @Test
  void aCoroutineCannotAwaitItself() {
    Coroutine<?>[] self = new Coroutine<?>[1];
    go(() -> {
      self[0] = async(() -> await(self[0]));
      assertUsed(() -> await(self[0]));
    });
  }

  private static void assertUsed(Block use) {
    assertThatThrownBy(use::run)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("a coroutine runs only once")
        .hasMessageContaining("<coroutine ");
  }

  // -- tasks and futures cede ---------------------------------------------------------------------

  @Test
  void awaitingATaskCedes() {
    go(() -> {
      Task<Integer> first = createTask(logging("first", 1));
      createTask(logging("second", 2));
      log("created");
      log(await(first));
    });
    assertLog("created", "first", "second", "1");
  }

  @Test
  void awaitingADoneTaskOrFutureDoesNotCede() {
    go(() -> {
      Task<Integer> done = createTask(logging("done", 1));
      await(pause());
      Future<String> future = EventLoop.running().createFuture();
      future.setResult("set");
      createTask(logging("ready", 2));
      log(await(done));
      log(await(future));
      await(pause());
    });
    assertLog("done", "1", "set", "ready");
  }

  @Test
  void theCallbackOfTheAwaitedTaskPutsTheAwaiterBackInTheQueue() {
    go(() -> {
      Task<Integer> child = createTask(logging("child", 1), "child");
      Task<Void> main = mainTask();
      child.addDoneCallback(_ -> log("callback; awaiter " + main.coroutine()));
      assertThat(child.toString()).doesNotContain("wakes");
      createTask(async("looks", () -> log(child)));
      await(child);
      log("awake");
    });
    assertThat(logged().getFirst()).isEqualTo("child");
    assertThat(logged().get(1)).startsWith("<Task finished result=1 name='child'");
    assertThat(logged().get(2)).startsWith("callback; awaiter <coroutine main paused");
    assertThat(logged().get(3)).isEqualTo("awake");
  }

  @SuppressWarnings("unchecked")
  private static Task<Void> mainTask() {
    return (Task<Void>) currentTask();
  }

  @Test
  void aTaskCanBeAwaitedBySeveralAndTheyWakeInTheirOrder() {
    go(() -> {
      Task<Integer> shared = createTask(sleep(millis(10), 7));
      Task<Void> a = createTask(async("a", () -> log("a " + await(shared))));
      Task<Void> b = createTask(async("b", () -> log("b " + await(shared))));
      await(b);
      await(a);
      log("main " + await(shared));
    });
    assertLog("a 7", "b 7", "main 7");
  }

  @Test
  void aTaskCannotAwaitItself() {
    go(() -> {
      Task<?>[] self = new Task<?>[1];
      self[0] = createTask(async("self", () -> await(self[0])), "selfish");
      assertThatThrownBy(() -> await(self[0]))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("Task cannot await on itself")
          .hasMessageContaining("selfish");
    });
  }

  @Test
  void aFutureOfAnotherLoopCannotBeAwaited() {
    try (EventLoop other = loops().name("other").create()) {
      Future<Integer> foreign = other.createFuture();
      go(() ->
          assertThatThrownBy(() -> await(foreign))
              .isInstanceOf(IllegalStateException.class)
              .hasMessageContaining("belongs to another loop"));
    }
  }

  @Test
  void tasksThatAwaitEachOtherStall() {
    Task<?>[] tasks = new Task<?>[2];
    assertThatThrownBy(() ->
            go(() -> {
              tasks[0] = createTask(async("a", () -> await(tasks[1])), "hen");
              tasks[1] = createTask(async("b", () -> await(tasks[0])), "egg");
              await(tasks[0]);
            }))
        .isInstanceOf(StalledException.class)
        .hasMessageContaining("name='hen'")
        .hasMessageContaining("awaits=task egg")
        .hasMessageContaining("name='egg'")
        .hasMessageContaining("awaits=task hen");
  }

  // -- where one cannot await ---------------------------------------------------------------------

  @Test
  void awaitNeedsATask() {
    assertThatThrownBy(() -> await(logging("no loop", 1)))
        .isInstanceOf(PauseException.class)
        .hasMessageContaining("await outside of a task")
        .hasMessageContaining("no event loop runs in this thread");
    try (EventLoop loop = loops().create()) {
      loop.callSoon(() -> {
        assertThatThrownBy(() -> await(logging("callback", 1)))
            .isInstanceOf(PauseException.class)
            .hasMessageContaining("a plain callback cannot pause");
        log("checked");
        loop.stop();
      });
      loop.runForever();
    }
    assertLog("checked");
  }

  @Test
  void withoutPauseRefusesWhatWouldPauseAndAllowsTheRest() {
    go(() -> {
      Task<Integer> task = createTask(logging("task", 5), "slow");
      int answer =
          withoutPause(() -> {
            assertThatThrownBy(() -> await(task))
                .isInstanceOf(PauseException.class)
                .hasMessageContaining("withoutPause")
                .hasMessageContaining("name='slow'");
            assertThatThrownBy(() -> await(sleep(ZERO)))
                .isInstanceOf(PauseException.class)
                .hasMessageContaining("a yield within withoutPause");
            return withoutPause(() -> await(logging("in place", 4)));
          });
      assertThatThrownBy(() ->
              withoutPause(() -> {
                throw new IllegalArgumentException("out");
              }))
          .hasMessage("out");
      log(answer + await(task));
    });
    assertLog("in place", "task", "9");
  }

  @Test
  void withoutPauseConcernsTheTaskThatSaysItAlone() {
    go(() -> {
      Task<Void> other = createTask(async("other", () -> await(pause())));
      await(pause());
      withoutPause(() -> assertThat(other.done()).isFalse());
      await(other);
    });
    try (EventLoop loop = loops().create()) { // outside of a task nothing can pause anyway
      loop.callSoon(() -> log(withoutPause(() -> 3)));
      loop.callSoon(loop::stop);
      loop.runForever();
    }
    assertLog("3");
  }

  // -- fairness -----------------------------------------------------------------------------------

  @Test
  void aBareYieldLetsAllThatIsReadyRun() {
    go(() -> {
      for (String name : new String[] {"a", "b", "c"}) {
        createTask(counting(name, 3));
      }
      await(sleep(millis(1)));
    });
    assertLog("a0", "b0", "c0", "a1", "b1", "c1", "a2", "b2", "c2");
  }

  private Coroutine<Void> counting(String name, int to) {
    return async(() -> {
      for (int i = 0; i < to; i++) {
        log(name + i);
        await(sleep(Duration.ofNanos(-1))); // not positive: a bare yield
      }
    });
  }

  @Test
  void aGreedyTaskStarvesTheOthers() {
    go(() -> {
      Task<Void> greedy =
          createTask(
              async(
                  "greedy",
                  () -> {
                    for (int i = 0; i < 1000; i++) {
                      await(logging("greedy", i));
                    }
                  }));
      createTask(logging("starved", 0));
      await(greedy);
    });
    assertThat(logged()).hasSize(1001).last().isEqualTo("starved");
  }

  // -- tasks --------------------------------------------------------------------------------------

  @Test
  void tasksAreNamedAndNumbered() {
    go(() -> {
      Task<Integer> second = createTask(logging("a", 1));
      Task<Integer> named = createTask(logging("b", 1), "mine");
      Task<Integer> third = createTask(logging("c", 1));
      assertThat(currentTask().name()).isEqualTo("Task-1");
      assertThat(second.name()).isEqualTo("Task-2");
      assertThat(named.name()).isEqualTo("mine");
      assertThat(third.name()).isEqualTo("Task-3");
      named.setName("renamed");
      assertThat(named.name()).isEqualTo("renamed");
      assertThat(named.toString()).contains("name='renamed'");
      assertThat(allTasks()).hasSize(4).contains(second, named, third).contains(currentTask());
      await(third);
      assertThat(allTasks()).hasSize(1);
    });
  }

  @Test
  void theLoopOfATaskMayBeLeftOut() {
    assertThatThrownBy(() -> new Task<>(logging("none", 1)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no event loop in thread")
        .hasMessageContaining("setCurrent");
    assertThatThrownBy(() -> createTask(logging("none", 1)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no running event loop");
    try (EventLoop loop = loops().create();
        EventLoop other = loops().create()) {
      EventLoop.setCurrent(loop);
      Task<Integer> task = new Task<>(logging("current", 1));
      assertThat(task.loop()).isSameAs(loop);
      EventLoop.setCurrent(other); // the one that runs goes before it
      loop.runUntilComplete(
          async(
              "main",
              () -> {
                assertThat(EventLoop.running()).isSameAs(loop);
                assertThat(EventLoop.current()).isSameAs(loop);
                assertThat(new Task<>(logging("running", 2)).loop()).isSameAs(loop);
              }));
      assertThat(EventLoop.current()).isSameAs(other);
      Task<Integer> explicit = new Task<>(logging("explicit", 3), other, "named");
      assertThat(explicit.loop()).isSameAs(other);
      assertThat(other.runUntilComplete(explicit)).isEqualTo(3);
    } finally {
      EventLoop.setCurrent(null);
    }
    assertLog("current", "running", "explicit");
  }

  @Test
  void currentTaskIsTheOneWhoseBodyRuns() {
    go(() -> {
      Task<?> main = currentTask();
      Task<Task<?>> child = createTask(async("child", () -> currentTask()));
      assertThat(await(child)).isSameAs(child);
      assertThat(currentTask()).isSameAs(main);
      EventLoop.running().callSoon(() -> log("callback: " + currentTask()));
      await(pause());
      assertThat(await(async("in place", () -> currentTask()))).isSameAs(main);
    });
    assertLog("callback: null");
    assertThatThrownBy(Async::currentTask)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no running event loop");
  }

  @Test
  void aLoopKnowsItsCurrentTaskWhileItRuns() {
    try (EventLoop loop = loops().create()) {
      assertThat(loop.currentTask()).isNull();
      Task<Task<?>> task = loop.createTask(async("main", loop::currentTask));
      assertThat(loop.currentTask()).isNull();
      assertThat(loop.<Task<?>>runUntilComplete(task)).isSameAs(task);
      assertThat(loop.currentTask()).isNull();
    }
  }

  @Test
  void aTaskTellsItsCoroutine() {
    go(() -> {
      Coroutine<Integer> coroutine = logging("runs", 1);
      Task<Integer> task = createTask(coroutine);
      assertThat(task.coroutine()).isSameAs(coroutine);
      await(task);
      assertThat(task.coroutine()).isSameAs(coroutine);
    });
    assertLog("runs");
  }

  @Test
  void aTaskThatNobodyHoldsIsNotLost() {
    go(() -> {
      createTask(
          async(() -> {
            await(sleep(millis(5)));
            log("alive");
          }));
      System.gc();
      await(sleep(millis(10)));
    });
    assertLog("alive");
  }

  @Test
  void sleepGivesItsResult() {
    go(() -> {
      log(await(sleep(millis(3), "slept")));
      log(await(sleep(ZERO, "yielded")));
    });
    assertLog("slept", "yielded");
  }
}
