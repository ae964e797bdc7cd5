package dev.rondo;

import static dev.rondo.Async.async;
import static dev.rondo.Async.await;
import static dev.rondo.Async.createTask;
import static dev.rondo.Async.gather;
import static dev.rondo.Async.named;
import static dev.rondo.Async.sleep;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** What is printed tells what it is and in which state; as telling as asyncio's {@code repr}. */
class PrintingTest extends OnBothEngines {

  private Coroutine<Integer> brew() {
    return async(() -> {
      await(pause());
      return 1;
    });
  }

  @Test
  void coroutines() {
    go(() -> {
      Coroutine<Integer> coroutine = brew();
      assertThat(coroutine.toString())
          .matches("<coroutine brew not started at PrintingTest.java:\\d+>");
      assertThat(coroutine.coroutine()).isEqualTo("brew");
      assertThat(coroutine.at()).matches("PrintingTest.java:\\d+");
      createTask(coroutine);
      await(pause());
      assertThat(coroutine.toString()).contains("brew paused");
      await(pause());
      assertThat(coroutine.toString()).contains("brew ended");
      assertThat(async("given", () -> 1).toString()).startsWith("<coroutine given not started");
      Coroutine<?>[] self = new Coroutine<?>[1];
      self[0] = async("looks", () -> log(self[0]));
      await(self[0]);
      assertThat(sleep(ZERO).toString()).isEqualTo("<coroutine sleep not started>");
    });
    assertThat(logged().getFirst()).startsWith("<coroutine looks running at ");
  }

  @Test
  void coroutinesOfLambdasConstructorsAndClasses() {
    Callable<Coroutine<Integer>> lambda = () -> async(() -> 1);
    assertThat(call(lambda).coroutine())
        .isEqualTo("coroutinesOfLambdasConstructorsAndClasses.<lambda>");
    assertThat(new Made().coroutine.coroutine()).isEqualTo("Made");
    assertThat(Made.SHARED.coroutine()).isEqualTo("Made");
    assertThat(async(PrintingTest::reference).coroutine())
        .isEqualTo("coroutinesOfLambdasConstructorsAndClasses");
  }

  private static int reference() {
    return 1;
  }

  private static <T> T call(Callable<T> callable) {
    try {
      return callable.call();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static final class Made {
    static final Coroutine<Integer> SHARED = async(() -> 1);
    final Coroutine<Integer> coroutine;

    Made() {
      coroutine = async(() -> 2);
    }
  }

  @Test
  void tasks() {
    go(() -> {
      Task<Integer> task = createTask(brew(), "tea");
      assertThat(task.toString())
          .matches("<Task pending name='tea' <coroutine brew not started at \\S+:\\d+>>");
      Task<Integer> awaiter = createTask(async("awaiter", () -> await(task)), "guest");
      task.addDoneCallback(named("ring", _ -> {}));
      await(pause());
      assertThat(task.toString()).contains("paused").contains("callbacks=[ring, wakes guest]");
      assertThat(awaiter.toString()).contains("awaits=task tea");
      await(awaiter);
      assertThat(task.toString())
          .matches("<Task finished result=1 name='tea' <coroutine brew ended at \\S+>>");
      Task<Integer> cancelled = createTask(brew(), "gone");
      cancelled.cancel();
      assertThat(cancelled.toString()).startsWith("<Task cancelling name='gone'");
      await(pause());
      assertThat(cancelled.toString()).startsWith("<Task cancelled name='gone'");
    });
  }

  @Test
  void futures() {
    go(() -> {
      EventLoop loop = EventLoop.running();
      Future<Integer> future = loop.createFuture();
      assertThat(future).hasToString("<Future pending>");
      future.addDoneCallback(_ -> {});
      assertThat(future).hasToString("<Future pending callbacks=[futures.<lambda>.<lambda>]>");
      future.setResult(5);
      assertThat(future).hasToString("<Future finished result=5>");
      Future<Integer> lock = loop.createFuture("lock L");
      assertThat(lock).hasToString("<Future pending lock L>");
      lock.setException(new IllegalStateException("x"));
      assertThat(lock)
          .hasToString("<Future finished exception=java.lang.IllegalStateException: x lock L>");
      assertThat(lock.exception()).isNotNull();
      Future<Integer> cancelled = loop.createFuture();
      cancelled.cancel();
      assertThat(cancelled).hasToString("<Future cancelled>");
      assertThat(gather(brew()).toString()).startsWith("<Future pending gather");
    });
  }

  @Test
  void handlesAndLoops() {
    try (EventLoop loop = loops().name("mine").create()) {
      Handle handle = loop.callSoon(() -> {});
      assertThat(handle).hasToString("<Handle waiting handlesAndLoops.<lambda>>");
      TimerHandle timer = loop.callAt(5, named("tick", () -> {}));
      assertThat(timer).hasToString("<TimerHandle waiting tick when=5>");
      timer.cancel();
      assertThat(timer).hasToString("<TimerHandle cancelled tick when=5>");
      assertThat(loop)
          .hasToString("<EventLoop 'mine' stopped ready=1 timers=0 tasks=0 engine=" + engine + ">");
      loop.runUntilComplete(
          async("main", () -> log(EventLoop.running().toString().contains(" running "))));
      assertThat(handle).hasToString("<Handle ran handlesAndLoops.<lambda>>");
      Handle gone = loop.callSoon(named("gone", () -> {}));
      gone.cancel();
      assertThat(gone).hasToString("<Handle cancelled gone>");
    }
    assertLog("true");
  }

  @Test
  void inDebugModeHandlesTellWhereTheyWereMade() {
    try (EventLoop loop = loops().debug(true).create()) {
      Handle handle = loop.callSoon(named("ring", () -> {}));
      TimerHandle timer = loop.callAt(5, named("tick", () -> {}));
      assertThat(handle.toString())
          .matches("<Handle waiting ring created at PrintingTest.java:\\d+>");
      assertThat(timer.toString())
          .matches("<TimerHandle waiting tick when=5 created at PrintingTest.java:\\d+>");
      handle.cancel();
      handle.cancel();
      timer.cancel();
      assertThat(handle.toString())
          .matches("<Handle cancelled ring created at PrintingTest.java:\\d+>");
      assertThat(timer.toString())
          .matches("<TimerHandle cancelled tick when=5 created at PrintingTest.java:\\d+>");
    }
  }

  @Test
  void inDebugModeTasksAndFuturesTellWhereTheyWereMade() {
    try (EventLoop loop = loops().debug(true).create()) {
      Future<Integer> future = loop.createFuture();
      assertThat(future.toString()).matches("<Future pending created at PrintingTest.java:\\d+>");
      Task<Integer> task = loop.createTask(brew(), "tea");
      assertThat(task.toString()).matches("<Task .*tea.* created at PrintingTest.java:\\d+>");
      loop.setDebug(false);
      assertThat(loop.createFuture().toString()).isEqualTo("<Future pending>");
      loop.runUntilComplete(task);
    }
  }

  @Test
  void aCallbackIsCalledTheSameWhetherObservedOrNot() {
    Runnable callback = () -> {};
    String[] printed = new String[2];
    try (EventLoop unobserved = loops().create()) {
      printed[0] = printedLater(unobserved.callSoon(callback));
    }
    try (EventLoop observed = loops().observer(new RecordingObserver().provider()).create()) {
      printed[1] = printedLater(observed.callSoon(callback));
    }
    assertThat(printed[0])
        .isEqualTo(printed[1])
        .contains("aCallbackIsCalledTheSameWhetherObservedOrNot.<lambda>");
  }

  private static String printedLater(Handle handle) {
    return handle.toString();
  }

  @Test
  void thePausedStackOfATaskCanBeSeen() {
    go(() -> {
      Task<Integer> task = createTask(brew());
      assertThat(task.stack()).isEmpty();
      await(pause());
      assertThat(task.stack())
          .extracting(StackTraceElement::getMethodName)
          .anyMatch(method -> method.contains("brew"));
      await(task);
      assertThat(task.stack()).isEmpty();
    });
  }
}
