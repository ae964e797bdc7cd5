package dev.rondo;

import static dev.rondo.Async.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tasks that start at once, within the slice of the code that makes them. */
class EagerTaskTest extends OnBothEngines {

  private void eagerly(Block body) {
    Async.run(async("main", body), loops().taskFactory(Async::eagerTaskFactory));
  }

  private Coroutine<String> steps(String name, int pauses) {
    return async(
        name,
        () -> {
          for (int i = 0; i < pauses; i++) {
            log(name + " " + i);
            await(pause());
          }
          log(name + " ends");
          return name;
        });
  }

  @Test
  void runsUpToItsFirstPauseBeforeItsMakerGoesOn() {
    eagerly(() -> {
      Task<String> task = createTask(steps("a", 1));
      log("main");
      assertThat(task.done()).isFalse();
      assertThat(await(task)).isEqualTo("a");
    });
    assertLog("a 0", "main", "a ends");
  }

  @Test
  void isDoneAtOnceIfItNeverPauses() {
    eagerly(() -> {
      Coroutine<String> coroutine = steps("a", 0);
      Task<String> task = createTask(coroutine, "named");
      assertThat(task.done()).isTrue();
      assertThat(task.coroutine()).isSameAs(coroutine);
      assertThat(task.result()).isEqualTo("a");
      assertThat(task.name()).isEqualTo("named");
      assertThat(allTasks()).containsExactly(currentTask());
      withoutPause(() -> await(task));
      assertThat(withoutPause(() -> gather(steps("b", 0), steps("c", 0)).result()))
          .isEqualTo(List.of("b", "c"));
    });
  }

  @Test
  void failuresAndCancellationsAreItsOwn() {
    eagerly(() -> {
      Task<Void> failed =
          createTask(
              async(() -> {
                throw new IllegalStateException("no milk");
              }));
      assertThat(failed.exception()).hasMessage("no milk");
      Task<Void> cancelled =
          createTask(
              async(() -> {
                throw new CancelledError("no");
              }));
      assertThat(cancelled.cancelled()).isTrue();
      Task<?> cancelsItself = createTask(async(() -> currentTask().cancel()));
      assertThat(cancelsItself.cancelled()).isTrue();
      Task<Void> cancelsItsPause =
          createTask(
              async(() -> {
                currentTask().cancel("enough");
                await(sleep(millis(1)));
              }));
      assertThat(cancelsItsPause.done()).isFalse();
      assertThatThrownBy(() -> await(cancelsItsPause))
          .isInstanceOf(CancelledError.class)
          .hasMessage("enough");
      assertThat(currentTask().cancelling()).isZero();
    });
  }

  @Test
  void currentTaskIsTheOneThatHasControl() {
    eagerly(() -> {
      Task<?> main = currentTask();
      Task<?> inner =
          createTask(
              async(() -> {
                Task<?> self = currentTask();
                assertThat(self).isNotSameAs(main);
                assertThat(allTasks()).containsExactly(main, self);
                assertThat(createTask(async(() -> currentTask())).result()).isNotSameAs(self);
                assertThat(currentTask()).isSameAs(self);
                await(pause());
                assertThat(currentTask()).isSameAs(self);
              }));
      assertThat(currentTask()).isSameAs(main);
      await(inner);
    });
  }

  @Test
  void nestsAndComesBackLevelByLevel() {
    eagerly(() -> {
      Coroutine<String> outer =
          async(() -> {
            log("outer");
            Task<String> inner = createTask(steps("inner", 2));
            log("outer goes on");
            return await(inner);
          });
      Task<String> task = createTask(outer);
      log("main");
      await(task);
    });
    assertLog("outer", "inner 0", "outer goes on", "main", "inner 1", "inner ends");
  }

  @Test
  void aCallbackCanMakeOne() {
    eagerly(() -> {
      EventLoop.running()
          .callSoon(() -> {
            createTask(steps("a", 1));
            log("callback " + currentTask());
          });
      await(sleep(millis(1)));
    });
    assertLog("a 0", "callback null", "a ends");
  }

  @Test
  void startsInItsOwnContextAndGivesItsMakersBack() {
    ContextVar<String> user = new ContextVar<>("user");
    eagerly(() -> {
      Task<?> main = currentTask();
      user.set("ann");
      Task<?> task =
          createTask(
              async(() -> {
                log(user.get());
                user.set("bob");
                log(main.context().get(user));
                await(pause());
                log(user.get());
              }));
      log(user.get());
      await(task);
    });
    assertLog("ann", "ann", "ann", "bob");
  }

  @Test
  void itsMakerKeepsAnEmptyContextThatWasLookedAtMeanwhile() {
    ContextVar<String> user = new ContextVar<>("user");
    eagerly(() -> {
      Task<?> main = currentTask();
      Context seen = createTask(async(() -> main.context())).result();
      assertThat(main.context()).isSameAs(seen);
      user.set("ann");
      assertThat(seen.get(user)).isEqualTo("ann");
    });
  }

  @Test
  void aMakerThatBeganWithoutAnyValueKeepsWhatItSet() {
    ContextVar<String> user = new ContextVar<>("user");
    Coroutine<String> maker =
        async(() -> {
          user.set("ann");
          createTask(async(() -> user.set("bob")));
          return user.get();
        });
    eagerly(() -> assertThat(createTask(maker).result()).isEqualTo("ann"));
  }

  @Test
  void itsMakersOwnContextCannotBeEntered() {
    eagerly(() -> {
      Context mine = currentTask().context();
      Coroutine<String> coroutine = steps("a", 0);
      assertThatThrownBy(() -> createTask(coroutine, null, mine))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("already entered");
      assertThat(allTasks()).hasSize(1);
      assertThat(await(coroutine)).isEqualTo("a"); // it was not used
      Context other = new Context();
      assertThat(createTask(steps("b", 0), null, other).context()).isSameAs(other);
    });
  }

  @Test
  void aGroupKnowsAtOnceWhatIsDone() {
    eagerly(() -> {
      withoutPause(() -> TaskGroup.run(group -> group.createTask(steps("a", 0))));
      assertThatThrownBy(() ->
              TaskGroup.run(group -> {
                group.createTask(
                    async(() -> {
                      throw new IllegalStateException("no milk");
                    }));
                log("body");
                await(pause());
                log("never");
              }))
          .isInstanceOf(ExceptionGroup.class);
    });
    assertLog("a ends", "body");
  }

  @Test
  void withoutARunningLoopItIsQueued() {
    EventLoop loop = loops().taskFactory(Async::eagerTaskFactory).create();
    try (loop) {
      Task<String> task = loop.createTask(steps("a", 0));
      log("main");
      assertThat(task.done()).isFalse();
      loop.runUntilComplete(task);
    }
    assertLog("main", "a ends");
  }

  @Test
  void oneTaskAloneMayStartEagerly() {
    go(() -> {
      EventLoop loop = EventLoop.running();
      Task<String> plain = createTask(steps("plain", 0));
      Task<String> eager = new Task<>(steps("eager", 0), loop, null, null, true);
      log("main");
      await(gather(plain, eager));
    });
    assertLog("eager ends", "main", "plain ends");
  }

  @Test
  void theFactoryCanBeChanged() {
    go(() -> {
      EventLoop loop = EventLoop.running();
      assertThat(loop.taskFactory()).isNull();
      TaskFactory eager = Async::eagerTaskFactory;
      loop.setTaskFactory(eager);
      assertThat(loop.taskFactory()).isSameAs(eager);
      assertThat(createTask(steps("a", 0)).done()).isTrue();
      loop.setTaskFactory(null);
      assertThat(createTask(steps("b", 0)).done()).isFalse();
    });
  }

  @Test
  void isNotStartedWhereAMonitorIsHeld() {
    Object monitor = new Object();
    eagerly(() -> {
      Block startInside =
          () -> {
            synchronized (monitor) {
              createTask(steps("a", 1));
            }
          };
      assertThatThrownBy(startInside::run)
          .isInstanceOf(PauseException.class)
          .hasMessageContaining("cannot start a eagerly inside synchronized");
      EventLoop.running()
          .callSoon(() ->
              assertThatThrownBy(startInside::run)
                  .isInstanceOf(PauseException.class)
                  .satisfies(e -> log("refused")));
      await(pause());
      assertThat(allTasks()).hasSize(1);
    });
    assertLog("refused");
  }

  @Test
  void aTreeOfTasksThatNeverPauseQueuesNone() {
    assertThat(tasksQueued(inPlace(100), null)).isEqualTo(1);
    assertThat(tasksQueued(inPlace(100), Async::eagerTaskFactory)).isEqualTo(1);
    assertThat(tasksQueued(groups(5, 4), null)).isEqualTo(1 + 5 + 25 + 125 + 625);
    assertThat(tasksQueued(groups(5, 4), Async::eagerTaskFactory)).isEqualTo(1);
    assertThat(tasksQueued(gathers(5, 4), null)).isEqualTo(1 + 5 + 25 + 125 + 625);
    assertThat(tasksQueued(gathers(5, 4), Async::eagerTaskFactory)).isEqualTo(1);
  }

  /** How many tasks were started by way of the queue; the program's own is one. */
  private long tasksQueued(Coroutine<?> program, TaskFactory factory) {
    RecordingObserver observer = new RecordingObserver();
    Async.run(program, loops().taskFactory(factory).observer(observer.provider()));
    return observer.lines().stream()
        .filter(line -> line.startsWith("stepEnqueued ") && line.contains(" START "))
        .count();
  }

  private static Coroutine<Integer> inPlace(int depth) {
    return async(() -> depth == 0 ? 0 : 1 + await(inPlace(depth - 1)));
  }

  private static Coroutine<Void> groups(int width, int depth) {
    return async(() ->
        TaskGroup.run(group -> {
          for (int i = 0; depth > 0 && i < width; i++) {
            group.createTask(groups(width, depth - 1));
          }
        }));
  }

  private static Coroutine<Void> gathers(int width, int depth) {
    return async(() -> {
      List<Coroutine<Void>> children = new ArrayList<>();
      for (int i = 0; depth > 0 && i < width; i++) {
        children.add(gathers(width, depth - 1));
      }
      await(gather(children));
    });
  }

  @Test
  void manyNestedTasks() {
    eagerly(() -> assertThat(await(nested(200))).isEqualTo(200));
    eagerly(() -> assertThat(createTask(nested(200)).done()).isFalse());
  }

  private static Coroutine<Integer> nested(int depth) {
    return async(() -> {
      if (depth == 0) {
        await(pause());
        return 0;
      }
      return 1 + await(createTask(nested(depth - 1)));
    });
  }
}
