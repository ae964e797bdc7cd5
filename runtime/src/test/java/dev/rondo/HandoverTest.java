package dev.rondo;

import static dev.rondo.Async.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What other threads hand over to a loop, and that they may do nothing else with it. */
class HandoverTest extends OnBothEngines {

  @Test
  void otherThreadsWakeAnIdleLoopAndKeepTheirOrder() throws Exception {
    int threads = 4;
    int each = 500;
    EventLoop real = EventLoop.builder().engine(engine).create();
    CountDownLatch idle = new CountDownLatch(1);
    List<List<Integer>> seen = new ArrayList<>();
    int[] left = {threads * each};
    List<Thread> senders = new ArrayList<>();
    for (int t = 0; t < threads; t++) {
      List<Integer> mine = new ArrayList<>();
      seen.add(mine);
      senders.add(
          Thread.ofPlatform()
              .start(() -> {
                uninterruptibly(idle);
                for (int i = 0; i < each; i++) {
                  int n = i;
                  real.callSoonThreadsafe(() -> {
                    mine.add(n);
                    if (--left[0] == 0) {
                      real.stop();
                    }
                  });
                }
              }));
    }
    try (real) {
      real.callSoon(idle::countDown);
      real.runForever();
    }
    for (Thread sender : senders) {
      sender.join();
    }
    assertThat(seen).allSatisfy(s -> assertThat(s).hasSize(each).isSorted());
  }

  private static void uninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aHandOverOfTheLoopsOwnThreadIsACallSoon() {
    go(() -> {
      EventLoop loop = EventLoop.running();
      loop.callSoonThreadsafe(() -> log("first"));
      loop.callSoon(() -> log("second"));
      await(pause());
    });
    assertLog("first", "second");
  }

  @Test
  void aHandOverBeforeTheLoopRunsIsKept() {
    try (EventLoop loop = loops().create()) {
      loop.callSoonThreadsafe(() -> log("handed over"));
      loop.callSoon(() -> log("soon"));
      loop.runUntilComplete(pause());
    }
    assertLog("soon", "handed over");
  }

  @Test
  void otherThreadsMayUseNothingElseWhileTheLoopRuns() throws Exception {
    CountDownLatch checked = new CountDownLatch(1);
    EventLoop real = EventLoop.builder().engine(engine).create();
    Future<Integer> future = real.createFuture();
    TimerHandle timer = real.callLater(Duration.ofDays(1), () -> {});
    Task<Void> task = real.createTask(Async.sleep(Duration.ofDays(1)));
    List<Throwable> unexpected = new ArrayList<>();
    real.callSoon(() ->
        Thread.ofPlatform()
            .uncaughtExceptionHandler((_, e) -> unexpected.add(e))
            .start(() -> {
              try {
                assertForbidden(() -> real.callSoon(() -> {}));
                assertForbidden(() -> real.callLater(ZERO, () -> {}));
                assertForbidden(() -> real.callAt(0, () -> {}));
                go(() -> assertForbidden(() -> real.callSoon(() -> {}))); // on a loop of its own
                assertForbidden(() -> real.createTask(pause()));
                assertForbidden(() -> new Task<>(pause(), real));
                assertForbidden(() -> real.runInExecutor(() -> 1));
                assertForbidden(() -> future.setResult(1));
                assertForbidden(() -> future.setException(new Exception()));
                assertForbidden(future::cancel);
                assertForbidden(task::cancel);
                assertForbidden(timer::cancel);
                assertThatThrownBy(real::runForever).hasMessageContaining("already running");
                assertThatThrownBy(real::close).hasMessageContaining("running event loop");
              } finally {
                checked.countDown();
                real.callSoonThreadsafe(real::stop);
              }
            }));
    try (real) {
      real.runForever();
      checked.await();
      future.setResult(2); // it does not run: any thread may
    }
    assertThat(unexpected).isEmpty();
  }

  private static void assertForbidden(Block use) {
    assertThatThrownBy(use::run)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("is not the loop's: use callSoonThreadsafe");
  }
}
