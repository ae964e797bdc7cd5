package dev.rondo;

import static dev.rondo.Async.async;
import static dev.rondo.Async.await;
import static dev.rondo.Async.createTask;
import static dev.rondo.Async.named;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The order in which callbacks and timers run. */
class CallbackOrderTest extends OnBothEngines {
  private EventLoop loop;

  private EventLoop loop() {
    if (loop == null) {
      loop = loops().create();
    }
    return loop;
  }

  @AfterEach
  void close() {
    if (loop != null) {
      loop.close();
    }
  }

  /** Runs until nothing but {@code stop} is left. */
  private void runFor(long ms) {
    loop().callLater(millis(ms), loop()::stop);
    loop().runForever();
  }

  // -- callSoon -----------------------------------------------------------------------------------

  @Test
  void callbacksRunInTheOrderInWhichTheyWereAdded() {
    for (int i = 0; i < 5; i++) {
      int n = i;
      loop().callSoon(() -> log(n));
    }
    loop().callSoon(loop()::stop);
    loop().callSoon(() -> log("same turn as stop"));
    loop().runForever();
    assertLog("0", "1", "2", "3", "4", "same turn as stop");
  }

  @Test
  void whatACallbackAddsRunsInTheNextTurn() {
    loop()
        .callSoon(() -> {
          log("first");
          loop().callSoon(() -> log("next turn"));
        });
    loop().callSoon(() -> log("second"));
    loop().createTask(async("task", () -> log("task")));
    runFor(1);
    assertLog("first", "second", "task", "next turn");
  }

  @Test
  void aCallbackThatFailsDoesNotStopTheOthers() {
    loop().setExceptionHandler(c -> log(c.message() + " | " + c.exception().getMessage()));
    loop()
        .callSoon(
            named(
                "broken",
                () -> {
                  throw new IllegalArgumentException("x");
                }));
    loop()
        .callSoon(
            named(
                "erroneous",
                () -> {
                  throw new AssertionError("y");
                }));
    loop()
        .callAt(
            1,
            named(
                "late",
                () -> {
                  throw new IllegalArgumentException("z");
                }));
    loop().callSoon(() -> log("goes on"));
    runFor(1);
    assertThat(logged())
        .containsExactly(
            "Exception in callback <Handle ran broken> | x",
            "Exception in callback <Handle ran erroneous> | y",
            "goes on",
            "Exception in callback <TimerHandle ran late when=1> | z");
  }

  @Test
  void anExceptionHandlerThatFailsIsSurvived() {
    loop()
        .setExceptionHandler(_ -> {
          log("handler");
          throw new AssertionError("the handler itself");
        });
    loop()
        .callSoon(() -> {
          throw new IllegalArgumentException("x");
        });
    loop().callSoon(() -> log("goes on"));
    runFor(1);
    assertLog("handler", "goes on");
  }

  @Test
  void anExceptionHandlerMayLeaveSomeToTheDefault() {
    assertThat(loop().exceptionHandler()).isNull();
    Consumer<ExceptionContext> handler =
        context -> {
          log(context.message());
          loop().defaultExceptionHandler(context);
        };
    loop().setExceptionHandler(handler);
    assertThat(loop().exceptionHandler()).isSameAs(handler);
    loop()
        .callSoon(
            named(
                "broken",
                () -> {
                  throw new IllegalArgumentException("x");
                }));
    List<String> records = Logged.during(() -> runFor(1));
    assertLog("Exception in callback <Handle ran broken>");
    assertThat(records).containsExactly("SEVERE Exception in callback <Handle ran broken> | x");
  }

  @Test
  void whatAFailingExceptionHandlerWasToldIsNotLost() {
    loop()
        .setExceptionHandler(_ -> {
          throw new IllegalStateException("the handler itself");
        });
    loop()
        .callSoon(
            named(
                "broken",
                () -> {
                  throw new IllegalArgumentException("x");
                }));
    assertThat(Logged.during(() -> runFor(1)))
        .containsExactly(
            "SEVERE Exception in callback <Handle ran broken> | x",
            "SEVERE Unhandled error in exception handler | the handler itself");
  }

  @Test
  void aHandleCanBeWithdrawn() {
    Handle first = loop().callSoon(named("first", () -> log("not reached")));
    Handle[] third = new Handle[1];
    loop()
        .callSoon(() -> {
          log("second");
          third[0].cancel();
        });
    third[0] = loop().callSoon(named("third", () -> log("not reached")));
    assertThat(first.toString()).isEqualTo("<Handle waiting first>");
    first.cancel();
    first.cancel();
    assertThat(first.cancelled()).isTrue();
    runFor(1);
    assertLog("second");
  }

  @Test
  void aHandleThatRanCannotBeWithdrawn() {
    Handle handle = loop().callSoon(() -> log("ran"));
    runFor(1);
    handle.cancel();
    assertThat(handle.cancelled()).isFalse();
    assertLog("ran");
  }

  // -- timers -------------------------------------------------------------------------------------

  @Test
  void timersRunByDeadlineThenByCreation() {
    loop().callLater(millis(20), () -> log("20 a"));
    loop().callLater(millis(10), () -> log("10 a"));
    loop().callLater(millis(20), () -> log("20 b"));
    loop().callLater(millis(10), () -> log("10 b"));
    loop().callAt(loop().time() + 15_000_000, () -> log("15 at"));
    loop().callLater(ZERO, () -> log("0"));
    loop().callLater(millis(-5), () -> log("-5"));
    loop().callSoon(() -> log("soon"));
    runFor(100);
    assertLog("soon", "-5", "0", "10 a", "10 b", "15 at", "20 a", "20 b");
  }

  @Test
  void timersThatAreDueJoinTheQueueBehindWhatIsReady() {
    loop()
        .callLater(
            millis(1),
            () -> {
              loop().callSoon(() -> log("soon"));
              loop().callLater(ZERO, () -> log("due"));
              log("timer");
            });
    runFor(10);
    assertLog("timer", "soon", "due");
  }

  @Test
  void whatATimersCallbackAddsRunsInTheNextTurn() {
    loop()
        .callLater(
            millis(-1),
            () -> {
              log("timer");
              loop().callSoon(() -> log("next turn"));
            });
    loop().stop(); // after one turn
    loop().runForever();
    assertLog("timer");
    runFor(1);
    assertLog("timer", "next turn");
  }

  @Test
  void aTimerCanBeWithdrawn() {
    TimerHandle timer = loop().callLater(millis(10), () -> log("not reached"));
    assertThat(timer.when()).isEqualTo(loop().time() + 10_000_000);
    assertThat(timer.toString()).startsWith("<TimerHandle waiting").contains("when=");
    timer.cancel();
    TimerHandle late = loop().callLater(millis(5), () -> log("not reached"));
    loop().callLater(millis(5).minusNanos(1), late::cancel);
    TimerHandle due = loop().callLater(millis(6), () -> log("not reached"));
    loop().callLater(millis(6), () -> log("too late for the first, " + due.cancelled()));
    loop().callLater(millis(4), due::cancel);
    runFor(100);
    assertThat(timer.cancelled()).isTrue();
    assertLog("too late for the first, true");
  }

  @Test
  void aTimerThatIsDueInTheSameTurnCanStillBeWithdrawn() {
    TimerHandle[] second = new TimerHandle[1];
    loop().callLater(millis(5), () -> second[0].cancel());
    second[0] = loop().callLater(millis(5), () -> log("not reached"));
    runFor(100);
    assertThat(second[0].cancelled()).isTrue();
    assertLog();
  }

  @Test
  void veryLongDelaysDoNotOverflow() {
    loop().callLater(Duration.ofSeconds(Long.MAX_VALUE), () -> log("not reached"));
    loop().callLater(Duration.ofSeconds(Long.MIN_VALUE), () -> log("long ago"));
    loop().callAt(Long.MAX_VALUE, () -> log("not reached"));
    runFor(1);
    assertLog("long ago");
  }

  @Test
  void manyTimersSetAndWithdrawnAtRandomRunInOrder() {
    Random random = new Random(7);
    List<TimerHandle> timers = new ArrayList<>();
    List<Long> ran = new ArrayList<>();
    for (int i = 0; i < 3000; i++) {
      long at = random.nextInt(500);
      timers.add(loop().callAt(at, () -> ran.add(at)));
      if (random.nextInt(3) == 0) {
        timers.get(random.nextInt(timers.size())).cancel();
      }
    }
    loop().callAt(1000, loop()::stop);
    loop().runForever();
    long left = timers.stream().filter(t -> !t.cancelled()).count();
    assertThat(ran).hasSize((int) left).isSorted();
  }

  @Test
  void timersThatAreWithdrawnLeaveNothingBehind() {
    for (int i = 0; i < 10_000; i++) {
      loop().callLater(millis(i), () -> log("not reached")).cancel();
    }
    assertThat(loop().toString()).contains("timers=0");
    long start = loop().time();
    loop().callAt(start + 7, () -> log(loop().time() - start));
    runFor(1);
    assertLog("7");
  }

  @Test
  void nothingIsNoCallback() {
    Future<Integer> future = loop().createFuture();
    List<Block> refused =
        List.of(
            () -> loop().callSoon(null),
            () -> loop().callSoonThreadsafe(null),
            () -> loop().callLater(ZERO, null),
            () -> loop().callLater(null, () -> {}),
            () -> loop().callAt(0, null),
            () -> loop().callSoon(() -> {}, null),
            () -> loop().runInExecutor(null),
            () -> loop().createTask(null),
            () -> loop().setDefaultExecutor(null),
            () -> future.addDoneCallback(null));
    assertThat(refused)
        .allSatisfy(use -> assertThatThrownBy(use::run).isInstanceOf(NullPointerException.class));
    assertThat(loop().toString()).contains("ready=0 timers=0 tasks=0");
    future.setResult(1);
    runFor(1);
  }

  // -- futures' callbacks -------------------------------------------------------------------------

  @Test
  void aFuturesCallbacksRunInTheOrderInWhichTheyWereAdded() {
    go(() -> {
      Future<Integer> future = EventLoop.running().createFuture();
      future.addDoneCallback(f -> log("a " + f.result()));
      Task<Void> waiter = createTask(async("waiter", () -> log("waiter " + await(future))));
      await(pause());
      future.addDoneCallback(_ -> log("b"));
      future.setResult(1);
      log("set");
      future.addDoneCallback(_ -> log("added when done"));
      await(waiter);
    });
    assertLog("set", "a 1", "waiter 1", "b", "added when done");
  }

  @Test
  void aFuturesCallbackCanBeRemoved() {
    go(() -> {
      Future<Integer> future = EventLoop.running().createFuture();
      Consumer<Future<Integer>> twice = _ -> log("not reached");
      future.addDoneCallback(twice);
      future.addDoneCallback(_ -> log("stays"));
      future.addDoneCallback(twice);
      assertThat(future.removeDoneCallback(twice)).isEqualTo(2);
      assertThat(future.removeDoneCallback(twice)).isZero();
      Consumer<Future<Integer>> again = _ -> log("twice");
      future.addDoneCallback(again);
      future.addDoneCallback(again);
      future.setResult(1);
      assertThat(future.removeDoneCallback(again)).as("scheduled already").isZero();
      await(pause());
    });
    assertLog("stays", "twice", "twice");
  }
}
