package dev.rondo;

import static dev.rondo.Async.async;
import static dev.rondo.Async.await;
import static dev.rondo.Async.createTask;
import static dev.rondo.Async.currentTask;
import static dev.rondo.Async.gather;
import static dev.rondo.Async.named;
import static dev.rondo.Async.sleep;
import static dev.rondo.Trace.mark;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rondo.observe.LoopInfo;
import dev.rondo.observe.LoopObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/** What an observer is told, and that it cannot harm the program. */
class ObserverTest extends OnBothEngines {
  private final RecordingObserver observer = new RecordingObserver();

  private void observed(Block main) {
    Async.run(async("main", main), loops().observer(observer.provider()));
  }

  private Coroutine<Integer> child() {
    return async(() -> await(inPlace()) + 1);
  }

  private Coroutine<Integer> inPlace() {
    return async(() -> await(sleep(millis(1), 1)));
  }

  @Test
  void everyDecisionIsToldInOrder() {
    observed(() -> {
      Task<Integer> task = createTask(child(), "kid");
      await(pause());
      await(task);
      await(task);
      mark("noted", Map.of("n", 1));
    });
    assertThat(observer.logical())
        .containsExactly(
            "taskCreated 1 Task-1 main " + currentLineOf("main") + " 0",
            "stepEnqueued 1 1 START 0",
            "listened 1 stop when done",
            "loopState RUNNING",
            "resumed 1 1",
            "taskCreated 2 kid child " + currentLineOf("child") + " 1",
            "stepEnqueued 2 2 START 0",
            "paused 1 0 yield [main]",
            "stepEnqueued 3 1 YIELD 0",
            "resumed 2 2",
            "entered 2 inPlace",
            "timerSet 4 1000000 wake",
            "paused 2 3 sleep [child, inPlace, (sleep)]",
            "resumed 3 1",
            "paused 1 2 task kid [main]",
            "callbackEnqueued 4 wake TIMER 0",
            "callbackStarted 4 wake 0",
            "stepEnqueued 5 2 DONE 3",
            "callbackReturned 4 null",
            "resumed 5 2",
            "exited 2 inPlace",
            "taskDone 2 RETURNED null",
            "stepEnqueued 6 1 DONE 2",
            "resumed 6 1",
            "awaitedDone 1 2 task kid",
            "marked 1 noted {n=1}",
            "taskDone 1 RETURNED null",
            "callbackEnqueued 7 stop when done DONE 1",
            "callbackStarted 7 stop when done 1",
            "callbackReturned 7 null",
            "loopState STOPPED",
            "loopState CLOSED");
  }

  /** The line where that coroutine is made, as the observer was told. */
  private String currentLineOf(String coroutine) {
    String created =
        observer.lines().stream()
            .filter(line -> line.matches("taskCreated \\d+ \\S+ " + coroutine + " .*"))
            .findFirst()
            .orElseThrow();
    String at = created.split(" ")[4];
    assertThat(at).matches("ObserverTest.java:\\d+");
    return at;
  }

  @Test
  void cancellationsFailuresAndCallbacksAreTold() {
    observed(() -> {
      EventLoop loop = EventLoop.running();
      loop.setExceptionHandler(c -> log(c.message()));
      Task<Integer> cancelled = createTask(child(), "cancelled");
      Task<Void> failed =
          createTask(
              async(
                  "fails",
                  () -> {
                    throw new IllegalArgumentException("x");
                  }));
      Future<String> plain = loop.createFuture("lock L");
      plain.addDoneCallback(named("listener", _ -> {}));
      loop.callSoon(named("soon", () -> {}));
      Handle withdrawn = loop.callLater(millis(5), named("later", () -> {}));
      await(pause());
      cancelled.cancel();
      withdrawn.cancel();
      plain.cancel();
      assertThatThrownBy(() -> await(failed)).hasMessage("x");
      assertThatThrownBy(() -> await(gather(cancelled))).isInstanceOf(CancelledError.class);
      loop.createFuture().setException(new IllegalStateException("y"));
    });
    assertThat(observer.logical())
        .contains(
            "taskDone 3 RAISED IllegalArgumentException: x",
            "listened 4 listener",
            "callbackEnqueued 4 soon SOON 0",
            "taskCancelled 2 1",
            "futureCancelled 5 1",
            "handleCancelled 5 1",
            "futureCancelled 4 1",
            "callbackEnqueued 9 listener DONE 4",
            "awaitedDone 1 3 task Task-2",
            "taskDone 2 CANCELLED CancelledError: null",
            "futureDone 7 RAISED IllegalStateException: y");
  }

  @Test
  void aHandOverIsToldWhenTheLoopTakesIt() {
    observed(() -> {
      EventLoop loop = EventLoop.running();
      Future<Void> handedOver = loop.createFuture();
      Thread.ofPlatform()
          .start(
              () -> loop.callSoonThreadsafe(named("hand over", () -> handedOver.setResult(null))))
          .join();
      await(handedOver);
    });
    assertThat(observer.logical())
        .containsSequence("callbackEnqueued 2 hand over THREAD 0", "callbackStarted 2 hand over 0");
  }

  @Test
  void theAttributesOfAMarkKeepTheirOrderAndMayLackAValue() {
    observed(() -> {
      Map<String, Object> attributes = new java.util.LinkedHashMap<>();
      attributes.put("z", 1);
      attributes.put("none", null);
      attributes.put("a", List.of("x"));
      mark("noted", attributes);
    });
    assertThat(observer.logical()).contains("marked 1 noted {z=1, a=[x]}");
  }

  @Test
  void aCallbackWhoseNameCannotBeHadIsCalledByItsClass() {
    class Unprintable implements Runnable {
      @Override
      public void run() {}

      @Override
      public String toString() {
        throw new IllegalStateException("no name");
      }
    }
    observed(() -> EventLoop.running().callSoon(new Unprintable()));
    assertThat(observer.logical()).anyMatch(l -> l.matches("callbackEnqueued \\d+ Unprintable .*"));
  }

  @Test
  void aStallIsTold() {
    assertThatThrownBy(() -> observed(() -> await(EventLoop.running().createFuture())))
        .isInstanceOf(StalledException.class);
    assertThat(observer.logical()).contains("stalled [1]");
  }

  @Test
  void theLoopsClockCanBeReadByTheObserver() {
    LoopInfo[] info = new LoopInfo[1];
    Async.run(
        async("main", () -> await(sleep(millis(7)))),
        loops()
            .name("mine")
            .observer(loop -> {
              info[0] = loop;
              return null;
            }));
    assertThat(info[0].name()).isEqualTo("mine");
    assertThat(info[0].virtual()).isTrue();
    assertThat(info[0].engine()).isEqualTo(engine);
    assertThat(info[0].clock().getAsLong()).isEqualTo(7_000_000);
  }

  // -- faulty observers ---------------------------------------------------------------------------

  @Test
  void oneThatFailsIsRemovedAndReportedOnce() {
    LoopObserver failing =
        new LoopObserver() {
          @Override
          public void resumed(long handle, long task) {
            log("resumed " + task);
            if (task == 2) {
              throw new AssertionError("faulty");
            }
          }

          @Override
          public void taskDone(long task, dev.rondo.observe.Ending ending, Throwable error) {
            log("not reached");
          }
        };
    List<String> warnings =
        warningsOf(() ->
            Async.run(
                async(
                    "main",
                    () -> {
                      await(createTask(child()));
                      log("program ends");
                    }),
                loops().observer(_ -> failing)));
    assertLog("resumed 1", "resumed 2", "program ends");
    assertThat(warnings).hasSize(1).first().asString().contains("observer failed", "faulty");
  }

  @Test
  void everyHookMayFail() {
    for (var hook : LoopObserver.class.getMethods()) {
      Object proxy =
          java.lang.reflect.Proxy.newProxyInstance(
              LoopObserver.class.getClassLoader(),
              new Class<?>[] {LoopObserver.class},
              (_, called, _) -> {
                if (called.equals(hook)) {
                  throw new IllegalStateException("faulty " + hook.getName());
                }
                return null;
              });
      List<String> warnings =
          warningsOf(() ->
              assertThat(Async.run(everything(), loops().observer(_ -> (LoopObserver) proxy)))
                  .isEqualTo("done"));
      assertThat(warnings).as(hook.getName()).hasSizeLessThanOrEqualTo(1);
    }
  }

  /** Makes nearly every hook be called. */
  private Coroutine<String> everything() {
    return async(() -> {
      EventLoop loop = EventLoop.running();
      Task<Integer> kid = createTask(child());
      kid.addDoneCallback(_ -> {});
      loop.callSoon(() -> {}).cancel();
      loop.createFuture().cancel();
      new SharedState("mine").use("write");
      mark("noted");
      await(kid);
      await(kid);
      Task<Integer> cancelled = createTask(child());
      cancelled.cancel();
      await(pause());
      currentTask();
      return "done";
    });
  }

  @Test
  void aProviderThatFailsIsReportedAndTheLoopIsNotObserved() {
    List<String> warnings =
        warningsOf(() ->
            Async.run(
                async("main", () -> log("runs")),
                loops()
                    .observer(_ -> {
                      throw new IllegalStateException("no disk");
                    })));
    assertLog("runs");
    assertThat(warnings).hasSize(1).first().asString().contains("not observed", "no disk");
  }

  /** What the runtime warns of meanwhile. */
  private static List<String> warningsOf(Runnable action) {
    List<String> warnings = new ArrayList<>();
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord record) {
            warnings.add(record.getMessage());
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    Logger logger = Logger.getLogger("dev.rondo");
    logger.addHandler(handler);
    logger.setUseParentHandlers(false);
    try {
      action.run();
    } finally {
      logger.removeHandler(handler);
      logger.setUseParentHandlers(true);
    }
    return warnings;
  }
}
