package dev.rondo;

import static dev.rondo.Async.asCompleted;
import static dev.rondo.Async.async;
import static dev.rondo.Async.await;
import static dev.rondo.Async.createTask;
import static dev.rondo.Async.gather;
import static dev.rondo.Async.named;
import static dev.rondo.Async.shield;
import static dev.rondo.Async.sleep;
import static dev.rondo.Async.timeout;
import static dev.rondo.Async.waitAll;
import static dev.rondo.Async.waitFor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.dump.CoroutineDump;
import dev.rondo.dump.LoopDump;
import dev.rondo.dump.TaskDump;
import dev.rondo.dump.TaskDump.State;
import dev.rondo.dump.TimerDump;
import dev.rondo.observe.LoopPhase;
import dev.rondo.sync.Lock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What a dump tells of a loop: asked on its own thread, by others, and while it hangs. */
class DumpTest extends OnBothEngines {

  /** Runs the body until all it made is paused, and gives a dump of that. */
  private LoopDump dumpAfter(Block body) {
    AtomicReference<LoopDump> dump = new AtomicReference<>();
    go(() -> {
      body.run();
      await(pause());
      await(pause());
      dump.set(EventLoop.running().dump());
    });
    return dump.get();
  }

  private static TaskDump task(LoopDump dump, String name) {
    return dump.task(name).orElseThrow(() -> new AssertionError(name + " is not in\n" + dump));
  }

  private static List<String> names(LoopDump dump, List<Long> ids) {
    return ids.stream().map(id -> dump.task(id).orElseThrow().name()).toList();
  }

  private static List<String> awaitedNames(LoopDump dump, String name) {
    return names(dump, task(dump, name).awaits().tasks());
  }

  private static Coroutine<Void> nap() {
    return async(() -> await(sleep(Duration.ofSeconds(1))));
  }

  // -- states -------------------------------------------------------------------------------------

  @Test
  void tellsWhatATaskIsAboutToDo() {
    go(() -> {
      createTask(nap(), "paused");
      createTask(async("yields", () -> await(pause())), "ready");
      await(pause());
      createTask(nap(), "created");
      LoopDump dump = EventLoop.running().dump();
      assertThat(dump.tasks())
          .extracting(TaskDump::state)
          .containsExactly(State.RUNNING, State.PAUSED, State.READY, State.CREATED);
      assertThat(dump.tasks())
          .extracting(TaskDump::name)
          .containsExactly("Task-1", "paused", "ready", "created");
      assertThat(dump.state()).isEqualTo(LoopPhase.RUNNING);
      assertThat(dump.engine()).isEqualTo(engine);
      assertThat(dump.fromOutside()).isFalse();
      assertThat(dump.ready()).isEqualTo(2);
      assertThat(dump.timers()).isEqualTo(1);
    });
  }

  @Test
  void aTaskWhoseAwaitedIsDoneIsReady() {
    go(() -> {
      Future<Void> future = EventLoop.running().createFuture();
      createTask(async("waits", () -> await(future)), "waits");
      await(pause());
      future.setResult(null);
      assertThat(task(EventLoop.running().dump(), "waits").state()).isEqualTo(State.READY);
    });
  }

  @Test
  void countsTheRequestsToCancel() {
    go(() -> {
      Task<Void> task = createTask(nap(), "cancelled");
      await(pause());
      task.cancel();
      task.cancel();
      assertThat(task(EventLoop.running().dump(), "cancelled").cancelRequests()).isEqualTo(2);
    });
  }

  // -- coroutines and stacks ----------------------------------------------------------------------

  @Test
  void theCoroutinesStandWhereTheyAwaitAndTheStackIsTheProgramsAlone() {
    LoopDump dump = dumpAfter(() -> createTask(outer(), "deep"));
    TaskDump deep = task(dump, "deep");
    assertThat(deep.coroutines())
        .extracting(CoroutineDump::name)
        .containsExactly("outer", "inner", "sleep");
    assertThat(deep.coroutines())
        .extracting(CoroutineDump::internal)
        .containsExactly(false, false, true);
    int line = lineOf(deep.coroutines().get(0));
    assertThat(lineOf(deep.coroutines().get(1))).isEqualTo(line + 6);
    assertThat(deep.coroutines().get(2).at()).isNull();
    assertThat(deep.stack())
        .extracting(StackTraceElement::getMethodName)
        .containsExactly("plainMethod", "lambda$inner$0", "lambda$outer$0");
    assertThat(deep.stack().getLast().getLineNumber()).isEqualTo(line);
  }

  private static Coroutine<Void> outer() {
    return async(() -> await(inner()));
  }

  private static Coroutine<Void> inner() {
    return async(() -> {
      int[] unused = {1}; // keeps the next line apart
      plainMethod();
      unused[0]++;
    });
  }

  private static void plainMethod() {
    await(sleep(Duration.ofSeconds(1)));
  }

  private static int lineOf(CoroutineDump coroutine) {
    assertThat(coroutine.at()).startsWith("DumpTest.java:");
    return Integer.parseInt(coroutine.at().substring("DumpTest.java:".length()));
  }

  @Test
  void theRunningTaskShowsWhereItAsks() {
    go(() -> {
      TaskDump main = EventLoop.running().dump().tasks().getFirst();
      assertThat(main.stack()).hasSize(1);
      assertThat(main.stack().getFirst().getMethodName())
          .startsWith("lambda$theRunningTaskShowsWhereItAsks");
      assertThat(main.coroutines()).extracting(CoroutineDump::name).containsExactly("main");
      assertThat(main.coroutines().getFirst().at()).startsWith("DumpTest.java:");
    });
  }

  @Test
  void aCallbackShowsItsOwnStack() {
    go(() -> {
      AtomicReference<LoopDump> seen = new AtomicReference<>();
      EventLoop.running().callSoon(() -> seen.set(EventLoop.running().dump()));
      await(pause());
      assertThat(seen.get().callback()).hasSize(1);
      assertThat(seen.get().tasks().getFirst().state()).isEqualTo(State.READY);
    });
  }

  // -- who awaits whom ----------------------------------------------------------------------------

  @Test
  void followsTasksThroughGathersGroupsWaitsAndShields() {
    LoopDump dump =
        dumpAfter(() -> {
          Task<Void> child = createTask(nap(), "child");
          Task<Void> other = createTask(nap(), "other");
          createTask(async("direct", () -> await(child)), "direct");
          createTask(async("gathers", () -> await(gather(child, other))), "gathers");
          createTask(async("twice", () -> await(gather(gather(child, other)))), "twice");
          createTask(async("waits", () -> await(waitAll(List.of(other, child)))), "waits");
          createTask(async("shields", () -> await(shield(child))), "shields");
          createTask(async("limits", () -> await(waitFor(child, Duration.ofDays(1)))), "limits");
          createTask(
              async(
                  "groups",
                  () ->
                      TaskGroup.run(g -> {
                        g.createTask(nap(), "a");
                        g.createTask(nap(), "b");
                      })),
              "groups");
          createTask(
              async("next", () -> await(asCompleted(List.of(child, other)).iterator().next())),
              "next");
        });
    assertThat(awaitedNames(dump, "direct")).containsExactly("child");
    for (String name : List.of("gathers", "twice", "waits", "next")) {
      assertThat(awaitedNames(dump, name)).as(name).containsExactly("child", "other");
    }
    assertThat(awaitedNames(dump, "shields")).containsExactly("child");
    assertThat(awaitedNames(dump, "limits")).containsExactly("child");
    assertThat(awaitedNames(dump, "groups")).containsExactly("a", "b");
    assertThat(names(dump, task(dump, "child").awaitedBy()))
        .containsExactlyInAnyOrder(
            "direct", "gathers", "twice", "waits", "shields", "limits", "next");
    assertThat(task(dump, "gathers").awaits().what()).isEqualTo("gather");
    assertThat(task(dump, "child").callbacks()).contains("gather", "wait", "shield");
  }

  @Test
  void theAwaitChainGoesFromTaskToTask() {
    LoopDump dump =
        dumpAfter(() -> {
          Task<Void> last = createTask(nap(), "last");
          Task<Void> middle = createTask(async("middle", () -> await(last)), "middle");
          createTask(async("first", () -> await(middle)), "first");
        });
    assertThat(dump.awaitChain(task(dump, "first")))
        .extracting(TaskDump::name)
        .containsExactly("first", "middle", "last");
  }

  @Test
  void tellsHowLongItWillWait() {
    LoopDump dump =
        dumpAfter(() -> {
          Lock lock = new Lock("L");
          await(lock.acquire());
          createTask(
              async("limited", () -> timeout(Duration.ofSeconds(3), () -> await(lock.acquire()))),
              "limited");
          createTask(
              async("both", () -> timeout(Duration.ofSeconds(3), () -> await(nap()))), "both");
        });
    assertThat(task(dump, "limited").timers())
        .containsExactly(new TimerDump("timeout", 3_000_000_000L));
    assertThat(task(dump, "limited").awaits().what()).isEqualTo("lock L");
    assertThat(task(dump, "both").timers())
        .containsExactly(
            new TimerDump("wake", 1_000_000_000L), new TimerDump("timeout", 3_000_000_000L));
  }

  @Test
  void aCircleIsFound() {
    go(() -> {
      List<Task<?>> circle = new ArrayList<>();
      circle.add(createTask(async("ring", () -> await(circle.get(1))), "ping"));
      circle.add(createTask(async("ring", () -> await(circle.get(0))), "pong"));
      await(pause());
      await(pause());
      LoopDump dump = EventLoop.running().dump();
      assertThat(dump.tree()).startsWith("cycle: ping → pong → ping\n");
      assertThat(dump.awaitChain(task(dump, "ping"))).hasSize(2);
      circle.forEach(Task::cancel);
    });
  }

  @Test
  void noneOfTheProgramsCodeIsCalled() {
    Consumer<Future<?>> unprintable =
        new Consumer<>() {
          @Override
          public void accept(Future<?> future) {}

          @Override
          public String toString() {
            throw new AssertionError("called");
          }
        };
    LoopDump dump =
        dumpAfter(() -> {
          Task<Void> task = createTask(nap(), "task");
          task.addDoneCallback(unprintable);
          task.addDoneCallback(named("mine", t -> {}));
        });
    assertThat(task(dump, "task").callbacks()).containsExactly("", "mine");
  }

  // -- from other threads -------------------------------------------------------------------------

  @Test
  void aLoopThatDoesNotRunIsExact() {
    try (EventLoop loop = loops().name("idle").create()) {
      loop.createTask(nap(), "napping");
      assertThat(loop.dump().state()).isEqualTo(LoopPhase.STOPPED);
      assertThat(loop.dump().name()).isEqualTo("idle");
      assertThat(loop.dump().thread()).isNull();
      assertThat(task(loop.dump(), "napping").state()).isEqualTo(State.CREATED);
      assertThat(EventLoop.dumpAll()).extracting(LoopDump::name).contains("idle");
    }
    assertThat(EventLoop.dumpAll()).extracting(LoopDump::name).doesNotContain("idle");
  }

  /** Runs the body as a program on a real clock in another thread, until {@code end}. */
  private Thread inAnotherThread(EventLoop loop, Coroutine<Void> body) {
    return Thread.ofPlatform().start(() -> loop.runUntilComplete(body));
  }

  private EventLoop onRealTime() {
    return EventLoop.builder().engine(engine).create();
  }

  @Test
  void aLoopThatWaitsIsExact() throws Exception {
    try (EventLoop loop = onRealTime()) {
      CountDownLatch begun = new CountDownLatch(1);
      Future<Void> end = loop.createFuture("end");
      Thread thread =
          inAnotherThread(
              loop,
              async(
                  "main",
                  () -> {
                    createTask(outer(), "deep");
                    begun.countDown();
                    await(end);
                  }));
      begun.await();
      LoopDump dump = loop.dump();
      assertThat(dump.fromOutside()).isFalse();
      assertThat(dump.tasks()).extracting(TaskDump::name).contains("Task-1");
      loop.callSoonThreadsafe(() -> end.setResult(null));
      thread.join();
    }
  }

  @Test
  void aLoopThatHangsInATaskIsSeenFromOutside() throws Exception {
    try (EventLoop loop = onRealTime()) {
      CountDownLatch hanging = new CountDownLatch(1);
      CountDownLatch end = new CountDownLatch(1);
      Thread thread =
          inAnotherThread(
              loop,
              async(
                  "main",
                  () -> {
                    Task<Void> deep = createTask(outer(), "deep");
                    createTask(async("waits", () -> await(deep)), "waits");
                    await(pause());
                    await(pause());
                    hanging.countDown();
                    end.await();
                    deep.cancel();
                  }));
      hanging.await();
      LoopDump dump = loop.dump();
      end.countDown();
      thread.join();
      assertThat(dump.fromOutside()).isTrue();
      assertThat(dump.text()).contains("seen from another thread");
      TaskDump main = task(dump, "Task-1");
      assertThat(main.state()).isEqualTo(State.RUNNING);
      assertThat(main.stack()).extracting(StackTraceElement::getMethodName).contains("await");
      assertThat(main.coroutines().getFirst().at()).startsWith("DumpTest.java:");
      assertThat(task(dump, "deep").stack())
          .extracting(StackTraceElement::getMethodName)
          .containsExactly("plainMethod", "lambda$inner$0", "lambda$outer$0");
      assertThat(awaitedNames(dump, "waits")).containsExactly("deep");
    }
  }

  @Test
  void aLoopThatHangsInACallbackIsSeenFromOutside() throws Exception {
    try (EventLoop loop = onRealTime()) {
      CountDownLatch hanging = new CountDownLatch(1);
      CountDownLatch end = new CountDownLatch(1);
      loop.callSoon(() -> {
        hanging.countDown();
        awaitLatch(end);
      });
      Thread thread = inAnotherThread(loop, async("main", () -> await(pause())));
      hanging.await();
      LoopDump dump = loop.dump();
      end.countDown();
      thread.join();
      assertThat(dump.fromOutside()).isTrue();
      assertThat(dump.callback())
          .extracting(StackTraceElement::getMethodName)
          .contains("awaitLatch");
      assertThat(task(dump, "Task-1").state()).isEqualTo(State.CREATED);
    }
  }

  private static void awaitLatch(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void anEagerTaskThatHangsInItsFirstStepIsTheRunningOne() throws Exception {
    try (EventLoop loop = onRealTime()) {
      CountDownLatch hanging = new CountDownLatch(1);
      CountDownLatch end = new CountDownLatch(1);
      Thread thread =
          inAnotherThread(
              loop,
              async(
                  "main",
                  () -> {
                    Task<Void> deep = createTask(outer(), "deep");
                    await(pause());
                    loop.setTaskFactory(Async::eagerTaskFactory);
                    Block blocking =
                        () -> {
                          hanging.countDown();
                          end.await();
                        };
                    createTask(async("blocks", blocking), "eager");
                    deep.cancel();
                  }));
      hanging.await();
      LoopDump dump = loop.dump();
      end.countDown();
      thread.join();
      assertThat(task(dump, "eager").stack()).isNotEmpty();
      assertThat(task(dump, "Task-1").state()).isEqualTo(State.RUNNING);
      assertThat(task(dump, "deep").stack()).hasSize(3);
    }
  }

  /**
   * Tasks that pause, end, are made and cancelled all the time, and a thread that keeps looking.
   */
  @Test
  void aBusyLoopCanBeLookedAtAnyNumberOfTimes() throws Exception {
    try (EventLoop loop = onRealTime()) {
      CountDownLatch begun = new CountDownLatch(1);
      boolean[] over = {false};
      Thread thread =
          inAnotherThread(
              loop,
              async(
                  "main",
                  () -> {
                    loop.setTaskFactory(Async::eagerTaskFactory);
                    begun.countDown();
                    while (!over[0]) {
                      Task<Void> child = createTask(outer(), "child");
                      createTask(async("waits", () -> await(gather(child, busy()))));
                      await(busy());
                      child.cancel();
                    }
                  }));
      begun.await();
      for (int i = 0; i < 300; i++) {
        LoopDump dump = loop.dump();
        assertThat(dump.json()).isNotEmpty();
        assertThat(dump.fromOutside()).isFalse();
        dump.task("child")
            .filter(child -> child.state() == State.PAUSED)
            .ifPresent(child -> assertThat(child.stack()).hasSize(3));
      }
      loop.callSoonThreadsafe(() -> over[0] = true);
      thread.join();
    }
  }

  private static Coroutine<Void> busy() {
    return async(() -> {
      for (int i = 0; i < 10; i++) {
        await(pause());
      }
    });
  }
}
