package dev.rondo;

import static dev.rondo.Async.async;
import static dev.rondo.Async.await;
import static dev.rondo.Async.createTask;
import static dev.rondo.Async.gather;
import static dev.rondo.Async.sleep;
import static dev.rondo.Async.toThread;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ToThreadTest extends OnBothEngines {

  @Test
  void worksOnAnotherThreadWhileTheLoopGoesOn() {
    go(() -> {
      CountDownLatch begun = new CountDownLatch(1);
      CountDownLatch mayEnd = new CountDownLatch(1);
      Task<String> work =
          createTask(
              toThread(() -> {
                begun.countDown();
                mayEnd.await();
                return Thread.currentThread().getName();
              }));
      await(pause());
      begun.await();
      log("loop goes on");
      mayEnd.countDown();
      assertThat(await(work)).startsWith("rondo-pool-");
    });
    assertLog("loop goes on");
  }

  @Test
  void manyAtOnceGiveTheirResultsInOrder() {
    go(() -> {
      List<Coroutine<Integer>> works = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        int n = i;
        works.add(toThread(() -> n * n));
      }
      List<Integer> results = await(gather(works));
      assertThat(results).hasSize(200).isSorted().endsWith(199 * 199);
    });
  }

  @Test
  void eachWorkRunsOnce() {
    AtomicInteger runs = new AtomicInteger();
    go(() -> {
      List<Coroutine<Integer>> works = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        works.add(toThread(runs::incrementAndGet));
      }
      assertThat(runs).hasValue(0);
      assertThat(await(gather(works))).containsExactlyInAnyOrder(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
      assertThat(runs).hasValue(10);
    });
  }

  @Test
  void whatItThrowsComesOutAsOfAnAwait() {
    IOException checked = new IOException("disk");
    go(() -> {
      assertThatThrownBy(() ->
              await(
                  toThread(() -> {
                    throw checked;
                  })))
          .isInstanceOf(CompletionException.class)
          .cause()
          .isSameAs(checked);
      assertThatThrownBy(() ->
              await(
                  toThread(() -> {
                    throw new AssertionError("an error");
                  })))
          .isInstanceOf(AssertionError.class)
          .hasMessage("an error");
      await(toThread(() -> log("goes on")));
    });
    assertLog("goes on");
  }

  @Test
  void thereIsNoTaskOnItsThread() {
    go(() ->
        assertThatThrownBy(() -> await(toThread(() -> await(pause()))))
            .isInstanceOf(PauseException.class)
            .hasMessageContaining("no event loop runs in this thread"));
  }

  @Test
  void cancellingDoesNotWaitForTheWork() {
    CountDownLatch mayEnd = new CountDownLatch(1);
    go(() -> {
      CountDownLatch begun = new CountDownLatch(1);
      Task<String> work =
          createTask(
              toThread(() -> {
                begun.countDown();
                mayEnd.await();
                log("thread ends");
                return "nobody hears";
              }));
      await(pause());
      begun.await();
      work.cancel("no time");
      assertThatThrownBy(() -> await(work))
          .isInstanceOf(CancelledError.class)
          .hasMessage("no time");
      log("cancelled");
      mayEnd.countDown();
    });
    log("run waited for its threads");
    assertLog("cancelled", "thread ends", "run waited for its threads");
  }

  @Test
  void workThatIsCancelledInTheQueueNeverRuns() {
    CountDownLatch mayEnd = new CountDownLatch(1);
    try (ExecutorService one = Executors.newSingleThreadExecutor()) {
      go(() -> {
        EventLoop loop = EventLoop.running();
        Future<Void> first =
            loop.runInExecutor(
                one,
                () -> {
                  mayEnd.await();
                  return null;
                });
        Future<Object> second =
            loop.runInExecutor(
                one,
                () -> {
                  log("not reached");
                  return null;
                });
        second.cancel();
        await(pause()); // the cancellation is handed on
        mayEnd.countDown();
        await(first);
      });
    }
    assertLog();
  }

  @Test
  void aResultThatComesAfterTheEndOfTheLoopIsNobodys() throws Exception {
    CountDownLatch mayEnd = new CountDownLatch(1);
    ExecutorService one = Executors.newSingleThreadExecutor();
    Future<?>[] left = new Future<?>[1];
    try (EventLoop loop = loops().create()) {
      left[0] =
          loop.runInExecutor(
              one,
              () -> {
                mayEnd.await();
                return 1;
              });
      left[0].cancel();
      loop.runUntilComplete(pause());
    }
    mayEnd.countDown();
    one.shutdown();
    assertThat(one.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    assertThat(left[0].cancelled()).isTrue();
  }

  @Test
  void anExecutorThatRefusesIsTold() {
    ExecutorService closed = Executors.newSingleThreadExecutor();
    closed.close();
    assertThatThrownBy(() ->
            go(() -> {
              assertThatThrownBy(() -> EventLoop.running().runInExecutor(closed, () -> 1))
                  .isInstanceOf(RejectedExecutionException.class);
              await(EventLoop.running().createFuture()); // no thread can wake us: it is told
            }))
        .isInstanceOf(StalledException.class);
  }

  @Test
  void aVirtualClockWaitsForThreadsBeforeItJumps() {
    go(() -> {
      CountDownLatch mayEnd = new CountDownLatch(1);
      Task<Void> work =
          createTask(
              toThread(() -> {
                mayEnd.await();
                log("work");
              }));
      Task<Void> timer =
          createTask(
              async(
                  "timer",
                  () -> {
                    await(sleep(millis(1)));
                    log("timer");
                  }));
      await(pause());
      Thread.ofPlatform().start(mayEnd::countDown);
      await(timer);
      await(work);
    });
    assertLog("work", "timer");
  }

  @Test
  void theLoopsOwnExecutorCanBeAnother() {
    ExecutorService mine =
        Executors.newSingleThreadExecutor(Thread.ofPlatform().name("mine").factory());
    go(() -> {
      EventLoop.running().setDefaultExecutor(mine);
      log(await(EventLoop.running().runInExecutor(() -> Thread.currentThread().getName())));
      log(await(toThread(() -> Thread.currentThread().getName())));
    });
    assertLog("mine", "mine");
    assertThat(mine.isTerminated()).as("ended with the loop").isTrue();
  }

  @Test
  void anExecutorThatIsShutDownEndsItsWorkAndTakesNoMore() {
    CountDownLatch mayEnd = new CountDownLatch(1);
    go(() -> {
      EventLoop loop = EventLoop.running();
      Task<Void> work =
          createTask(
              toThread(() -> {
                mayEnd.await();
                log("work");
              }));
      await(pause());
      Task<Void> end = createTask(loop.shutdownDefaultExecutor(null));
      await(pause());
      assertThatThrownBy(() -> loop.runInExecutor(() -> 1))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("executor was shut down");
      mayEnd.countDown();
      await(end);
      log("ended");
      await(work);
      await(loop.shutdownDefaultExecutor(null)); // nothing is left
    });
    assertLog("work", "ended");
  }

  @Test
  void anExecutorThatWasNeverUsedIsShutDownAtOnce() {
    go(() -> Async.withoutPause(() -> await(EventLoop.running().shutdownDefaultExecutor(null))));
  }

  @Test
  void aThreadThatDoesNotEndInTimeIsToldOf() {
    CountDownLatch mayEnd = new CountDownLatch(1);
    go(() -> {
      EventLoop loop = EventLoop.running();
      loop.setExceptionHandler(context -> log(context.message().replaceAll("<.*>", "LOOP")));
      Future<Void> work =
          loop.runInExecutor(() -> {
            mayEnd.await();
            return null;
          });
      await(loop.shutdownDefaultExecutor(millis(1)));
      mayEnd.countDown();
      await(work);
    });
    assertLog("threads of LOOP did not end within PT0.001S");
  }
}
