package dev.rondo;

import static dev.rondo.Async.async;
import static dev.rondo.Async.await;
import static dev.rondo.Async.createTask;
import static dev.rondo.Async.sleep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class VirtualClockTest extends OnBothEngines {

  @Test
  void timeJumpsFromDeadlineToDeadline() {
    long before = System.nanoTime();
    go(() -> {
      EventLoop loop = EventLoop.running();
      assertThat(loop.time()).isZero();
      Task<Void> year =
          createTask(
              async(() -> {
                await(sleep(Duration.ofDays(365)));
                log("year " + Duration.ofNanos(loop.time()).toDays());
              }));
      await(sleep(Duration.ofHours(1)));
      log("hour " + Duration.ofNanos(loop.time()).toHours());
      await(pause());
      log("still hour " + Duration.ofNanos(loop.time()).toHours());
      await(year);
    });
    assertLog("hour 1", "still hour 1", "year 365");
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofDays(1));
  }

  @Test
  void itStandsStillWhileAnythingIsReady() {
    go(() -> {
      boolean[] woken = {false};
      EventLoop.running().callLater(Duration.ofNanos(1), () -> woken[0] = true);
      for (int i = 0; i < 1000; i++) {
        await(pause());
      }
      assertThat(woken[0]).isFalse();
      await(sleep(Duration.ofNanos(1)));
      assertThat(woken[0]).isTrue();
    });
  }

  @Test
  void aStallTellsWhoWaitsForWhat() {
    assertThatThrownBy(() ->
            go(() -> {
              Task<?> waiter =
                  createTask(
                      async("takes", () -> await(EventLoop.running().createFuture("lock L"))),
                      "waiter");
              await(waiter);
            }))
        .isInstanceOf(StalledException.class)
        .hasMessageStartingWith("nothing is ready, timed or able to wake the loop")
        .hasMessageContaining("name='Task-1' <coroutine main paused at ")
        .hasMessageContaining("awaits=task waiter")
        .hasMessageContaining("name='waiter' <coroutine takes paused")
        .hasMessageContaining("awaits=lock L");
  }

  @Test
  void aLoopWithNothingToDoStallsAtOnce() {
    try (EventLoop loop = loops().create()) {
      assertThatThrownBy(loop::runForever).isInstanceOf(StalledException.class);
      assertThat(loop.isRunning()).isFalse();
      assertThat(loop.runUntilComplete(async("again", () -> 1))).isEqualTo(1);
    }
  }

  @Test
  void afterAStallTheTasksAreUnwound() {
    assertThatThrownBy(() ->
            go(() -> {
              try {
                await(EventLoop.running().createFuture());
              } finally {
                log("finally");
              }
            }))
        .isInstanceOf(StalledException.class);
    assertLog("finally");
  }
}
