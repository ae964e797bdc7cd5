package dev.rondo;

import static dev.rondo.Async.async;
import static dev.rondo.Async.await;
import static dev.rondo.Async.createTask;
import static dev.rondo.Async.named;
import static dev.rondo.Async.sleep;
import static dev.rondo.Async.toThread;
import static dev.rondo.Async.withoutPause;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a loop complains of: in the log, to the exception handler, and in the trace. */
class ComplaintsTest extends OnBothEngines {
  private final RecordingObserver observer = new RecordingObserver();
  private final Logged logged = Logged.open();

  @AfterEach
  void listenNoMore() {
    logged.close();
  }

  private void run(boolean debug, Block body) {
    Async.run(async("main", body), loops().debug(debug).observer(observer.provider()));
  }

  private List<String> warnings() {
    return observer.lines().stream().filter(line -> line.startsWith("warned")).toList();
  }

  // -- never awaited ------------------------------------------------------------------------------

  private static Coroutine<Integer> forgotten() {
    return async(() -> 1);
  }

  @Test
  void aCoroutineThatIsNeverAwaitedIsToldOfWithWhereItWasMade() {
    run(
        true,
        () -> {
          forgotten();
          await(forgotten());
          await(createTask(forgotten()));
        });
    assertThat(warnings())
        .singleElement()
        .asString()
        .matches(
            "warned never-awaited 0 0 coroutine 'forgotten' was never awaited, made at \\S*"
                + "dev.rondo.ComplaintsTest.forgotten\\(ComplaintsTest.java:\\d+\\)");
    assertThat(logged.records())
        .singleElement()
        .asString()
        .startsWith("WARNING coroutine 'forgotten' was never awaited\nmade at:\n    at ")
        .containsSubsequence("ComplaintsTest.forgotten(", "ComplaintsTest.lambda$aCoroutineThat");
  }

  @Test
  void aLibrarysCoroutineIsToldOfToo() {
    run(true, () -> sleep(millis(5)));
    assertThat(warnings())
        .singleElement()
        .asString()
        .contains(
            "coroutine 'sleep' was never awaited, made at ", "ComplaintsTest.lambda$aLibrary");
  }

  @Test
  void whatIsClosedOrBelongsToATaskWasNotForgotten() {
    run(
        true,
        () -> {
          forgotten().close();
          createTask(forgotten()).cancel();
          await(pause());
        });
    try (EventLoop loop = loops().debug(true).observer(observer.provider()).create()) {
      loop.setExceptionHandler(_ -> {});
      loop.createTask(forgotten());
    }
    assertThat(warnings()).noneMatch(line -> line.contains("never-awaited"));
    assertThat(logged.records()).isEmpty();
  }

  @Test
  void outsideOfDebugModeTheFirstCoroutinesOfASiteAreWatched() {
    run(
        false,
        () -> {
          for (int i = 0; i < 1000; i++) {
            async("often", onContinuations() ? () -> 1 : () -> 2); // a site for each engine
          }
        });
    assertThat(warnings()).hasSize(8).allMatch(line -> line.contains("'often'"));
  }

  @Test
  void aForgottenCoroutineIsToldOfOnceItIsCollected() {
    try (EventLoop loop =
        EventLoop.builder().engine(engine).debug(true).observer(observer.provider()).create()) {
      loop.setSlowCallbackDuration(Duration.ofHours(1)); // to collect may take its time
      loop.callSoon(ComplaintsTest::forgotten);
      collectUntil(loop, () -> !warnings().isEmpty());
      assertThat(warnings()).singleElement().asString().contains("never-awaited");
      assertThat(observer.lines()).as("no entry of the queue").noneMatch(l -> l.contains("THREAD"));
    }
    assertThat(warnings()).as("once").hasSize(1);
  }

  /** Runs the loop, which collects garbage now and then, until that is so. */
  private static void collectUntil(EventLoop loop, BooleanSupplier done) {
    Runnable[] collect = new Runnable[1];
    collect[0] =
        () -> {
          if (done.getAsBoolean()) {
            loop.stop();
          } else {
            System.gc();
            loop.callLater(millis(20), collect[0]);
          }
        };
    loop.callSoon(collect[0]);
    loop.runForever();
  }

  @Test
  void whatIsCollectedWakesALoopThatWaits() {
    try (EventLoop loop = EventLoop.builder().engine(engine).create()) {
      loop.setExceptionHandler(c -> {
        log(c.message() + " " + (EventLoop.runningOrNull() == loop));
        loop.stop();
      });
      loop.callSoon(() -> loop.createFuture().setException(new IOException("collected")));
      Thread collector =
          Thread.ofPlatform()
              .start(() -> {
                while (!Thread.currentThread().isInterrupted()) {
                  System.gc();
                }
              });
      loop.runForever();
      collector.interrupt();
    }
    assertLog("Future exception was never retrieved true");
  }

  // -- never retrieved, destroyed -----------------------------------------------------------------

  @Test
  void anExceptionThatIsNeverRetrievedIsAWarningToo() {
    run(
        true,
        () -> {
          createTask(
              async(
                  "fails",
                  () -> {
                    throw new IOException("unseen");
                  }),
              "T");
          await(pause());
          await(pause());
        });
    assertThat(warnings())
        .singleElement()
        .asString()
        .matches(
            "warned never-retrieved 2 0 Task exception was never retrieved: T, coroutine at"
                + " ComplaintsTest.java:\\d+: java.io.IOException: unseen");
    assertThat(logged.records())
        .singleElement()
        .asString()
        .startsWith("SEVERE Task exception was never retrieved: T, coroutine at")
        .contains("made at:\n    at ", "ComplaintsTest.lambda$anExceptionThatIsNever")
        .endsWith(" | unseen");
  }

  @Test
  void aTaskThatIsPendingWhenItsLoopIsClosedIsToldOf() {
    List<ExceptionContext> told = new ArrayList<>();
    try (EventLoop loop = loops().debug(true).observer(observer.provider()).create()) {
      loop.setExceptionHandler(told::add);
      loop.createTask(sleep(millis(5)), "begun");
      loop.createTask(async("main", () -> EventLoop.running().stop()));
      loop.runForever();
      loop.createTask(sleep(millis(5)), "new");
    }
    assertThat(told)
        .extracting(c -> c.message() + " " + c.task().name())
        .containsExactly(
            "Task was destroyed but it is pending! begun",
            "Task was destroyed but it is pending! new");
    assertThat(told)
        .allSatisfy(c ->
            assertThat(c.madeAt().getFirst().getMethodName())
                .isEqualTo("aTaskThatIsPendingWhenItsLoopIsClosedIsToldOf"));
    assertThat(warnings())
        .hasSize(2)
        .first()
        .asString()
        .startsWith(
            "warned destroyed-pending 1 0 Task was destroyed but it is pending! <Task pending");
    assertThat(observer.lines().getLast()).startsWith("loopState CLOSED");
  }

  // -- slow slices --------------------------------------------------------------------------------

  @Test
  void aSliceThatTakesTooLongIsToldOf() {
    run(
        true,
        () -> {
          EventLoop loop = EventLoop.running();
          assertThat(loop.slowCallbackDuration()).isEqualTo(Duration.ofMillis(100));
          loop.callSoon(named("long", () -> {}));
          loop.setSlowCallbackDuration(ZERO); // so that every slice is too long
          await(pause());
          loop.setSlowCallbackDuration(Duration.ofNanos(1)); // on a virtual clock none is
          await(pause());
        });
    assertThat(warnings())
        .hasSize(2)
        .anyMatch(
            line -> line.matches("warned slow 1 0 Executing <Task pending .* took 0.000 seconds"))
        .anyMatch(line -> line.matches("warned slow 0 2 Executing long took 0.000 seconds"));
    assertThat(logged.records()).hasSize(2).allMatch(line -> line.startsWith("WARNING Executing "));
  }

  @Test
  void aSlowSliceIsMeasuredByTheRealClock() {
    try (EventLoop loop =
        EventLoop.builder().engine(engine).debug(true).observer(observer.provider()).create()) {
      loop.setSlowCallbackDuration(millis(2));
      loop.callSoon(
          named(
              "busy",
              () -> {
                long begin = System.nanoTime();
                while (System.nanoTime() - begin < 3_000_000) {
                  Thread.onSpinWait();
                }
                loop.stop();
              }));
      loop.runForever();
    }
    assertThat(warnings()).anyMatch(line -> line.contains("Executing busy took "));
  }

  @Test
  void outsideOfDebugModeNoSliceIsTimed() {
    run(
        false,
        () -> {
          EventLoop.running().setSlowCallbackDuration(ZERO);
          await(pause());
        });
    assertThat(warnings()).isEmpty();
  }

  // -- wrong thread, refused pause ----------------------------------------------------------------

  @Test
  void aCallFromAWrongThreadIsThrownAndAWarning() {
    run(
        false,
        () -> {
          EventLoop loop = EventLoop.running();
          await(
              toThread(() ->
                  assertThatThrownBy(() -> loop.callSoon(() -> log("never")))
                      .isInstanceOf(IllegalStateException.class)
                      .hasMessageStartingWith(
                          "Non-thread-safe operation invoked on an event loop")));
        });
    assertThat(warnings())
        .singleElement()
        .asString()
        .startsWith("warned wrong-thread 0 0 Non-thread-safe operation")
        .contains("ComplaintsTest.lambda$aCallFromAWrongThread");
    assertThat(logged.records()).isEmpty();
    assertLog();
  }

  @Test
  void aRefusedPauseIsThrownAndAWarning() {
    run(
        false,
        () -> {
          assertThatThrownBy(() -> withoutPause(() -> await(pause())))
              .isInstanceOf(PauseException.class);
          Object lock = new Object();
          assertThatThrownBy(() -> {
            synchronized (lock) {
              await(pause());
            }
          });
          EventLoop.running().callSoon(() -> assertThatThrownBy(() -> await(pause())));
          await(pause());
        });
    assertThat(warnings())
        .hasSize(3)
        .allMatch(line -> line.startsWith("warned pause-refused"))
        .anyMatch(
            line -> line.contains(" 1 0 cannot pause on a yield within withoutPause in Task-1"))
        .anyMatch(line -> line.contains(" 1 0 cannot pause Task-1 inside synchronized"))
        .anyMatch(line -> line.contains(" 0 0 await outside of a task: a plain callback"));
  }

  // -- the exception handler ----------------------------------------------------------------------

  @Test
  void theDefaultHandlerLogsAllThatIsKnown() {
    IOException oops = new IOException("oops");
    run(
        true,
        () -> {
          EventLoop loop = EventLoop.running();
          loop.callSoon(
              named(
                  "ring",
                  () -> {
                    throw new java.io.UncheckedIOException(oops);
                  }));
          await(pause());
          loop.callExceptionHandler(
              new ExceptionContext("of my own", null, loop.createFuture("lock L")));
        });
    assertThat(logged.records().getFirst())
        .startsWith("SEVERE Exception in callback <Handle ran ring created at ComplaintsTest.java:")
        .contains(">\nmade at:")
        .contains("ComplaintsTest.lambda$theDefaultHandlerLogs")
        .endsWith(" | java.io.IOException: oops");
    assertThat(logged.records().getLast())
        .matches(
            "(?s)SEVERE of my own\nfuture: <Future pending lock L created at"
                + " ComplaintsTest.java:\\d+>\nmade at:.*");
  }

  @Test
  void aHandlerIsToldTheHandleAndWhereItWasMade() {
    List<ExceptionContext> told = new ArrayList<>();
    run(
        true,
        () -> {
          EventLoop loop = EventLoop.running();
          loop.setExceptionHandler(told::add);
          assertThat(loop.exceptionHandler()).isNotNull();
          Handle handle =
              loop.callSoon(() -> {
                throw new IllegalStateException("oops");
              });
          await(pause());
          assertThat(told)
              .singleElement()
              .satisfies(c -> {
                assertThat(c.handle()).isSameAs(handle);
                assertThat(c.future()).isNull();
                assertThat(c.task()).isNull();
                assertThat(c.madeAt().getFirst().getMethodName())
                    .contains("aHandlerIsToldTheHandle");
              });
          loop.setExceptionHandler(null);
          assertThat(loop.exceptionHandler()).isNull();
          loop.callSoon(() -> {
            throw new IllegalStateException("to the default handler");
          });
          await(pause());
        });
    assertThat(told).hasSize(1);
    assertThat(logged.records()).singleElement().asString().endsWith(" | to the default handler");
  }

  @Test
  void everyKindOfHandleTellsWhereItWasMade() {
    List<ExceptionContext> told = new ArrayList<>();
    Runnable fails =
        () -> {
          throw new IllegalStateException("oops");
        };
    run(
        true,
        () -> {
          EventLoop loop = EventLoop.running();
          loop.setExceptionHandler(told::add);
          loop.callSoon(fails);
          loop.callSoonThreadsafe(fails);
          await(toThread(() -> log(loop.callSoonThreadsafe(fails).cancelled())));
          loop.callLater(millis(1), fails);
          loop.callAt(loop.time() + 2_000_000, fails);
          await(sleep(millis(3)));
        });
    assertThat(told)
        .hasSize(5)
        .allSatisfy(
            c -> assertThat(c.madeAt().getFirst().getMethodName()).contains("everyKindOfHandle"));
    assertThat(told.stream().map(c -> c.madeAt().getFirst().getLineNumber()))
        .doesNotHaveDuplicates();
  }
}
