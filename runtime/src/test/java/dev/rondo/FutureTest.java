package dev.rondo;

import static dev.rondo.Async.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What futures are of themselves, and which loop what is made of others belongs to. */
class FutureTest extends OnBothEngines {

  private static Coroutine<String> brew() {
    return async(() -> "tea");
  }

  private static void assertNeedsLoop(Block use) {
    assertThatThrownBy(use::run)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("no event loop");
  }

  @Test
  void beginsPendingOnTheLoopThatMadeIt() {
    try (EventLoop loop = loops().create()) {
      Future<String> future = loop.createFuture();
      assertThat(future.done()).isFalse();
      assertThat(future.cancelled()).isFalse();
      assertThat(future.loop()).isSameAs(loop);
      future.cancel();
      assertThat(future.cancelled()).isTrue();
      assertThat(future.done()).isTrue();
    }
  }

  @Test
  void failsWithSomethingOnly() {
    go(() -> {
      Future<String> future = EventLoop.running().createFuture();
      assertThatThrownBy(() -> future.setException(null))
          .isInstanceOf(NullPointerException.class)
          .hasMessage("exception");
      assertThat(future.done()).isFalse();
    });
  }

  @Test
  void aFailureThatSomebodyCancelledIsNotReported() {
    go(() -> {
      EventLoop.running().setExceptionHandler(context -> log(context.message()));
      Future<String> future = EventLoop.running().createFuture();
      future.setException(new IllegalStateException("no milk"));
      assertThat(future.cancel()).isFalse();
      Task<Void> task =
          createTask(
              async(() -> {
                throw new IllegalStateException("no tea");
              }));
      await(pause());
      assertThat(task.cancel()).isFalse();
    });
    assertLog();
  }

  @Test
  void aFutureAsAResultIsNotAwaited() {
    go(() -> {
      Future<String> future = EventLoop.running().createFuture();
      assertThat(await(createTask(async(() -> future)))).isSameAs(future);
      assertThat(future.done()).isFalse();
    });
  }

  @Test
  void ensureFutureChangesCoroutinesOnly() {
    Coroutine<String> unused = brew();
    assertNeedsLoop(() -> ensureFuture(unused));
    assertNeedsLoop(() -> shield(unused));
    assertNeedsLoop(() -> gather(unused, brew()));
    assertNeedsLoop(() -> asCompleted(List.of(unused)));
    try (EventLoop loop = loops().create()) {
      Future<String> future = loop.createFuture();
      Task<String> task = loop.createTask(unused);
      assertThat(ensureFuture(future)).isSameAs(future);
      assertThat(ensureFuture(task)).isSameAs(task);
      assertThat(loop.runUntilComplete(async(() -> ensureFuture(brew()))).loop()).isSameAs(loop);
    }
  }

  @Test
  void whereNoLoopRunsTheCurrentOneIsMeant() {
    try (EventLoop loop = loops().create()) {
      EventLoop.setCurrent(loop);
      assertThat(ensureFuture(brew()).loop()).isSameAs(loop);
      assertThat(loop.runUntilComplete(shield(brew()))).isEqualTo("tea");
      assertThat(loop.runUntilComplete(gather(brew(), brew()))).containsExactly("tea", "tea");
      assertThat(gather(List.of()).loop()).isSameAs(loop);
      assertThat(wrapFuture(new CompletableFuture<>()).loop()).isSameAs(loop);
    } finally {
      EventLoop.setCurrent(null);
    }
    assertNeedsLoop(() -> wrapFuture(new CompletableFuture<>()));
  }

  @Test
  void theLoopThatRunsIsMeantBeforeTheCurrentOne() {
    try (EventLoop current = loops().create()) {
      EventLoop.setCurrent(current);
      go(() -> {
        EventLoop running = EventLoop.running();
        assertThat(running).isNotSameAs(current);
        assertThat(wrapFuture(new CompletableFuture<>()).loop()).isSameAs(running);
        assertThat(gather(List.of()).loop()).isSameAs(running);
        assertThat(gather(brew(), brew()).loop()).isSameAs(running);
        assertThat(shield(brew()).loop()).isSameAs(running);
      });
    } finally {
      EventLoop.setCurrent(null);
    }
  }

  @Test
  void aGatherBelongsToTheLoopOfItsChildren() {
    try (EventLoop loop = loops().create();
        EventLoop current = loops().create()) {
      EventLoop.setCurrent(current);
      Future<String> child = loop.createFuture();
      assertThat(gather(child, loop.<String>createFuture()).loop()).isSameAs(loop);
      assertThat(shield(child).loop()).isSameAs(loop);
    } finally {
      EventLoop.setCurrent(null);
    }
  }

  @Test
  void aGatherThatIsRefusedLeavesTheTasksThatItMade() {
    try (EventLoop other = loops().create()) {
      go(() -> {
        EventLoop.running().setExceptionHandler(context -> log(context.message()));
        Coroutine<String> first =
            async(() -> {
              log("runs all the same");
              return "tea";
            });
        Coroutine<String> second =
            async(() -> {
              throw new IllegalStateException("nobody asked");
            });
        assertThatThrownBy(() -> gather(first, second, other.<String>createFuture()))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("belongs to another loop");
        await(sleep(millis(1)));
      });
    }
    assertLog("runs all the same");
  }

  @Test
  void cancellingAFutureOfAStageThatIsDoneComesFirst() {
    try (EventLoop loop = loops().create();
        var threads = Executors.newSingleThreadExecutor()) {
      EventLoop.setCurrent(loop);
      loop.setExceptionHandler(context -> log(context.message()));
      CompletableFuture<String> stage = new CompletableFuture<>();
      Future<String> future = wrapFuture(stage);
      CompletableFuture.runAsync(() -> stage.complete("tea"), threads).join();
      assertThat(future.cancel()).isTrue();
      loop.runUntilComplete(pause());
      assertThat(future.cancelled()).isTrue();
      assertThat(stage).isCompletedWithValue("tea");
    } finally {
      EventLoop.setCurrent(null);
    }
    assertLog();
  }

  // -- printed ------------------------------------------------------------------------------------

  @Test
  void aResultThatHoldsItselfIsPrintedOnce() {
    go(() -> {
      Task<List<Task<?>>> task = createTask(async("looks", () -> allTasks()), "looks");
      await(task);
      assertThat(task.toString())
          .startsWith("<Task finished result=[<Task pending name='Task-1'")
          .contains(", <Task ...>] name='looks'")
          .isEqualTo(task.toString());
    });
  }

  @Test
  void ofManyCallbacksTheFirstAndTheLastArePrinted() {
    go(() -> {
      Future<String> future = EventLoop.running().createFuture();
      List<Consumer<Future<String>>> callbacks = new ArrayList<>();
      for (int i = 1; i <= 10; i++) {
        callbacks.add(named("ring " + i, f -> {}));
      }
      callbacks.forEach(future::addDoneCallback);
      assertThat(future).hasToString("<Future pending callbacks=[ring 1, <8 more>, ring 10]>");
      callbacks.subList(2, 10).forEach(future::removeDoneCallback);
      assertThat(future).hasToString("<Future pending callbacks=[ring 1, ring 2]>");
      future.removeDoneCallback(callbacks.getFirst());
      assertThat(future).hasToString("<Future pending callbacks=[ring 2]>");
      future.cancel();
      assertThat(future).hasToString("<Future cancelled>");
    });
  }

  @Test
  void aTaskIsCancellingUntilTheRequestIsTakenBack() {
    go(() -> {
      Task<Void> task =
          createTask(
              async(() -> {
                try {
                  await(sleep(millis(10)));
                } catch (CancelledError e) {
                  currentTask().uncancel();
                  await(sleep(millis(10)));
                }
              }));
      await(sleep(millis(1)));
      assertThat(task.toString()).startsWith("<Task pending ");
      task.cancel();
      assertThat(task.toString()).startsWith("<Task cancelling ");
      await(sleep(millis(1)));
      assertThat(task.toString()).startsWith("<Task pending ");
      task.cancel();
      assertThatThrownBy(() -> await(task)).isInstanceOf(CancelledError.class);
      assertThat(task.toString()).startsWith("<Task cancelled ");
    });
  }
}
