package dev.rondo;

import static dev.rondo.Async.async;
import static dev.rondo.Async.await;
import static dev.rondo.Async.createTask;
import static dev.rondo.Async.gather;
import static dev.rondo.Async.gatherReturningExceptions;
import static dev.rondo.Async.sleep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GatherTest extends OnBothEngines {

  private static Coroutine<String> after(long ms, String result) {
    return async(() -> await(sleep(millis(ms), result)));
  }

  private static Coroutine<String> failing(long ms, String message) {
    return async(() -> {
      await(sleep(millis(ms)));
      throw new IllegalArgumentException(message);
    });
  }

  @Test
  void theResultsStandInTheOrderGiven() {
    go(() -> {
      Task<String> task = createTask(after(10, "task"));
      Future<String> future = EventLoop.running().createFuture();
      future.setResult("future");
      assertThat(await(gather(after(30, "slow"), task, future, after(1, "fast"))))
          .containsExactly("slow", "task", "future", "fast");
      assertThat(EventLoop.running().time()).isEqualTo(30_000_000);
    });
  }

  @Test
  void ofNothingIsDoneAtOnce() {
    go(() -> {
      Future<List<Object>> nothing = gather(List.of());
      assertThat(nothing.done()).isTrue();
      assertThat(await(nothing)).isEmpty();
    });
    assertThatThrownBy(() -> gather(List.of()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no event loop");
  }

  @Test
  void ofWhatIsDoneIsDoneAtOnce() {
    go(() -> {
      Future<Integer> done = EventLoop.running().createFuture();
      done.setResult(1);
      assertThat(gather(done, done).done()).isTrue();
    });
  }

  @Test
  void aDuplicateRunsOnce() {
    go(() -> {
      Coroutine<String> coroutine =
          async(
              "once",
              () -> {
                log("runs");
                return "x";
              });
      Task<String> task = createTask(after(5, "t"));
      assertThat(await(gather(coroutine, task, coroutine, task)))
          .containsExactly("x", "t", "x", "t");
    });
    assertLog("runs");
  }

  @Test
  void theFirstFailureFailsItAndTheOthersGoOn() {
    go(() -> {
      Task<String> other = createTask(after(20, "other"));
      assertThatThrownBy(() ->
              await(gather(failing(10, "second"), failing(5, "first"), other, after(1, "ok"))))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("first");
      assertThat(EventLoop.running().time()).isEqualTo(5_000_000);
      assertThat(await(other)).isEqualTo("other");
      EventLoop.running().setExceptionHandler(c -> log(c.message())); // "second" was looked at
      await(sleep(millis(1)));
    });
    assertLog();
  }

  @Test
  void failuresCanStandAmongTheResults() {
    go(() -> {
      Task<String> cancelled = createTask(after(100, "never"));
      EventLoop.running().callLater(millis(3), () -> cancelled.cancel("why"));
      List<Object> results =
          await(gatherReturningExceptions(List.of(after(5, "ok"), failing(1, "bad"), cancelled)));
      assertThat(results).hasSize(3).element(0).isEqualTo("ok");
      assertThat(results.get(1)).isInstanceOf(IllegalArgumentException.class);
      assertThat(results.get(2)).isInstanceOf(CancelledError.class);
      assertThat((Throwable) results.get(2)).hasMessage("why");
    });
  }

  @Test
  void aChildThatIsCancelledCancelsIt() {
    go(() -> {
      Task<String> child = createTask(after(100, "never"));
      EventLoop.running().callLater(millis(3), child::cancel);
      assertThatThrownBy(() -> await(gather(after(200, "ok"), child)))
          .isInstanceOf(CancelledError.class);
      assertThat(EventLoop.running().time()).isEqualTo(3_000_000);
    });
  }

  @Test
  void cancellingItCancelsTheChildrenAlsoWhereFailuresAreReturned() {
    go(() -> {
      List<Task<String>> children = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        children.add(createTask(after(100 + i, "never")));
      }
      var gathering = gatherReturningExceptions(children);
      EventLoop.running().callLater(millis(3), () -> log(gathering.cancel("all")));
      assertThatThrownBy(() -> await(gathering))
          .isInstanceOf(CancelledError.class)
          .hasMessage("all");
      assertThat(children).allMatch(Task::cancelled);
    });
    assertLog("true");
  }

  @Test
  void cancellingItsAwaiterCancelsTheChildren() {
    go(() -> {
      Task<String> child = createTask(after(100, "never"));
      Task<?> awaiter = createTask(async("awaiter", () -> await(gather(child))));
      await(sleep(millis(1)));
      awaiter.cancel();
      assertThatThrownBy(() -> await(awaiter)).isInstanceOf(CancelledError.class);
      assertThat(child.cancelled()).isTrue();
    });
  }

  @Test
  void aChildMayRefuseToBeCancelled() {
    go(() -> {
      Task<String> stubborn =
          createTask(
              async(
                  "stubborn",
                  () -> {
                    try {
                      await(sleep(millis(100)));
                    } catch (CancelledError e) {
                      log("refused");
                    }
                    return "went on";
                  }));
      var gathering = gather(stubborn, after(100, "never"));
      await(sleep(millis(1)));
      gathering.cancel();
      assertThatThrownBy(() -> await(gathering)).isInstanceOf(CancelledError.class);
      assertThat(await(stubborn)).isEqualTo("went on");
    });
    assertLog("refused");
  }

  @Test
  void itsChildrenMustBeOfOneLoop() {
    try (EventLoop other = loops().create()) {
      Future<String> foreign = other.createFuture();
      go(() ->
          assertThatThrownBy(() -> gather(createTask(after(1, "x")), foreign))
              .isInstanceOf(IllegalArgumentException.class)
              .hasMessageContaining("belongs to another loop"));
    }
  }
}
