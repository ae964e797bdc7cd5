package dev.rondo;

import static dev.rondo.Async.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** What a time limit tells of itself; how it ends a stretch of code, scripts hold. */
class TimeoutTest extends OnBothEngines {
  private Timeout kept;

  @Test
  void givesTheValueOfItsBody() {
    go(() -> {
      assertThat(timeout(millis(5), () -> "tea")).isEqualTo("tea");
      String tea =
          Timeout.callAt(
              EventLoop.running().time() + 5_000_000, t -> await(sleep(millis(1), "later")));
      assertThat(tea).isEqualTo("later");
      assertThat(EventLoop.running().time()).isEqualTo(1_000_000);
    });
  }

  @Test
  void tellsItsDeadlineAndItsState() {
    go(() -> {
      assertThatThrownBy(() ->
              Timeout.run(
                  millis(5),
                  t -> {
                    kept = t;
                    assertThat(t.when()).isEqualTo(5_000_000);
                    assertThat(t).hasToString("<Timeout active when=5000000>");
                    t.reschedule(null);
                    assertThat(t.when()).isNull();
                    assertThat(t).hasToString("<Timeout active>");
                    t.rescheduleAt(7_000_000);
                    assertThat(t.when()).isEqualTo(7_000_000);
                    try {
                      await(sleep(millis(9)));
                    } finally {
                      assertThat(t).hasToString("<Timeout expiring>");
                      assertThat(t.expired()).isTrue();
                    }
                  }))
          .isInstanceOf(TimeoutException.class);
      assertThat(kept).hasToString("<Timeout expired>");
      assertThat(kept.when()).isEqualTo(7_000_000);
      Timeout.run(millis(5), t -> kept = t);
      assertThat(kept).hasToString("<Timeout finished>");
      assertThat(kept.expired()).isFalse();
    });
  }

  @Test
  void cannotBeMovedWhenItIsOver() {
    go(() -> {
      Timeout.run(millis(5), t -> kept = t);
      assertThatThrownBy(() -> kept.reschedule(millis(1)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("<Timeout finished>");
      assertThatThrownBy(() -> kept.reschedule(null)).isInstanceOf(IllegalStateException.class);
      Timeout.run(
          millis(1),
          t -> {
            assertThatThrownBy(() -> await(sleep(millis(5)))).isInstanceOf(CancelledError.class);
            assertThatThrownBy(() -> t.rescheduleAt(0)).hasMessageContaining("<Timeout expiring>");
            kept = t;
          });
      assertThatThrownBy(() -> kept.rescheduleAt(0)).hasMessageContaining("<Timeout expired>");
    });
  }

  @Test
  void isATaskMatter() {
    assertThatThrownBy(() -> timeout(millis(1), () -> "tea"))
        .isInstanceOf(PauseException.class)
        .hasMessageContaining("timeout outside of a task");
  }

  @Test
  void theTimeoutTellsWhatItEnded() {
    go(() -> {
      setName("brewer");
      assertThatThrownBy(() -> timeout(millis(1), () -> await(sleep(millis(5)))))
          .isInstanceOf(TimeoutException.class)
          .hasMessageContaining("brewer")
          .hasCauseInstanceOf(CancelledError.class);
      assertThatThrownBy(() -> await(waitFor(sleep(millis(5)), millis(1))))
          .isInstanceOf(TimeoutException.class)
          .hasMessageContaining("brewer")
          .hasCauseInstanceOf(CancelledError.class);
      Task<Void> task = createTask(sleep(millis(5)), "kettle");
      assertThatThrownBy(() -> await(waitFor(task, ZERO)))
          .isInstanceOf(TimeoutException.class)
          .hasMessageContaining("kettle")
          .hasCauseInstanceOf(CancelledError.class);
    });
  }

  @Test
  void aLimitThatPassesWhileTheLoopIsBusyEndsItsOwnStretch() {
    go(() -> {
      assertThatThrownBy(() ->
              timeout(
                  millis(100),
                  () -> {
                    assertThatThrownBy(() -> timeout(millis(10), () -> busyFor(90)))
                        .isInstanceOf(TimeoutException.class);
                    return await(sleep(millis(5000)));
                  }))
          .isInstanceOf(TimeoutException.class);
      log(EventLoop.running().time() / 1_000_000);
      assertThatThrownBy(() ->
              timeout(
                  millis(2),
                  () -> {
                    try {
                      return timeout(millis(100), () -> busyFor(10));
                    } catch (TimeoutException e) {
                      throw new AssertionError("the inner limit is not over", e);
                    }
                  }))
          .isInstanceOf(TimeoutException.class);
      log(EventLoop.running().time() / 1_000_000);
    });
    assertLog("100", "110");
  }

  /** Lets that time pass without a pause, and then would pause for long. */
  private static Void busyFor(long ms) {
    EventLoop loop = EventLoop.running();
    ((Clock.Virtual) loop.clock()).advanceTo(loop.time() + ms * 1_000_000);
    return await(sleep(millis(5000)));
  }

  private static void setName(String name) {
    Task<?> self = currentTask();
    assertThat(self).isNotNull();
    self.setName(name);
  }

  @Test
  void otherErrorsPass() {
    go(() -> {
      IllegalStateException mine = new IllegalStateException("mine");
      assertThatThrownBy(() ->
              timeout(
                  millis(5),
                  () -> {
                    throw mine;
                  }))
          .isSameAs(mine);
      assertThatThrownBy(() ->
              timeout(
                  millis(5),
                  () -> {
                    throw new IOException("disk");
                  }))
          .isInstanceOf(CompletionException.class)
          .hasRootCauseMessage("disk");
    });
  }
}
