package dev.rondo;

import static dev.rondo.Async.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

/**
 * Awaiting the JDK's completion stages, and being awaited as one; coroutines from other threads.
 */
class StagesTest extends OnBothEngines {

  private static <T> CompletableFuture<T> failed(Throwable failure) {
    return CompletableFuture.failedFuture(failure);
  }

  /** Runs {@code action} on another thread, after the running task has paused. */
  private static void meanwhile(Runnable action) {
    EventLoop.running().callSoon(() -> Thread.ofPlatform().start(action));
  }

  @Test
  void awaitsWhatAnotherThreadCompletes() {
    go(() -> {
      CompletableFuture<String> stage = new CompletableFuture<>();
      meanwhile(() -> stage.complete("tea"));
      assertThat(await(stage)).isEqualTo("tea");
      CompletableFuture<String> later = new CompletableFuture<>();
      meanwhile(() -> later.completeExceptionally(new IOException("no milk")));
      assertThatThrownBy(() -> await(later))
          .isInstanceOf(CompletionException.class)
          .hasRootCauseInstanceOf(IOException.class);
    });
  }

  @Test
  void whatIsCompleteDoesNotPause() {
    go(() ->
        withoutPause(() -> {
          assertThat(await(CompletableFuture.completedStage("tea"))).isEqualTo("tea");
          assertThatThrownBy(() -> await(failed(new IllegalStateException("no milk"))))
              .isExactlyInstanceOf(IllegalStateException.class)
              .hasMessage("no milk");
        }));
  }

  @Test
  void failuresComeWithoutTheJdksWrapping() {
    go(() -> {
      CompletableFuture<String> first = new CompletableFuture<>();
      CompletionStage<String> last = first.thenApply(s -> s + "!").thenApply(s -> s + "?");
      meanwhile(() -> first.completeExceptionally(new IllegalArgumentException("x")));
      assertThatThrownBy(() -> await(last)).isExactlyInstanceOf(IllegalArgumentException.class);
    });
  }

  @Test
  void aTaskOfTheSameLoopMayCompleteIt() {
    go(() -> {
      CompletableFuture<String> stage = new CompletableFuture<>();
      EventLoop.running().callSoon(() -> stage.complete("tea"));
      assertThat(await(stage)).isEqualTo("tea");
    });
  }

  @Test
  void cancellationReachesTheStage() {
    go(() -> {
      CompletableFuture<String> stage = new CompletableFuture<>();
      Task<String> task = createTask(async(() -> await(stage)));
      await(pause());
      task.cancel("enough");
      assertThatThrownBy(() -> await(task)).isInstanceOf(CancelledError.class).hasMessage("enough");
      assertThat(stage).isCancelled();

      CompletableFuture<String> slow = new CompletableFuture<>();
      assertThatThrownBy(() -> timeout(millis(0), () -> await(slow)))
          .isInstanceOf(TimeoutException.class);
      assertThat(slow).isCancelled();
    });
  }

  @Test
  void aCancelledStageIsACancelledFuture() {
    go(() -> {
      CompletableFuture<String> stage = new CompletableFuture<>();
      Future<String> future = wrapFuture(stage);
      stage.cancel(true);
      assertThatThrownBy(() -> await(future)).isInstanceOf(CancelledError.class);
      assertThat(future.cancelled()).isTrue();
    });
  }

  @Test
  void onAVirtualClockTimeWaitsForIt() {
    go(() -> {
      CompletableFuture<String> stage = new CompletableFuture<>();
      long before = EventLoop.running().time();
      EventLoop.running().callLater(millis(1_000), () -> log("later"));
      meanwhile(() -> stage.complete("tea"));
      await(stage);
      assertThat(EventLoop.running().time()).isEqualTo(before);
    });
  }

  @Test
  void nobodyIsWaitedForAnyMoreAfterACancellation() {
    CompletableFuture<String> never = new CompletableFuture<>();
    CompletionStage<String> uncancellable = never.minimalCompletionStage();
    assertThatThrownBy(() ->
            go(() -> {
              Future<String> future = wrapFuture(uncancellable);
              future.cancel();
              await(EventLoop.running().createFuture());
            }))
        .isInstanceOf(StalledException.class);
    never.complete("too late"); // and the loop is closed
  }

  @Test
  void outsideOfATaskThereIsNothingToAwaitWith() {
    assertThatThrownBy(() -> await(CompletableFuture.completedStage("x")))
        .isInstanceOf(PauseException.class);
  }

  @Test
  void aFutureAsACompletableOne() {
    go(() -> {
      EventLoop loop = EventLoop.running();
      Future<String> future = loop.createFuture();
      CompletableFuture<String> stage = future.toCompletableFuture();
      stage.thenAccept(value -> log("got " + value));
      future.setResult("tea");
      assertThat(stage).isNotDone();
      await(pause());
      log("main");
      assertThat(future.toCompletableFuture()).isCompletedWithValue("tea");

      Future<String> failing = loop.createFuture();
      failing.setException(new IOException("no milk"));
      assertThatThrownBy(failing.toCompletableFuture()::get)
          .isInstanceOf(ExecutionException.class)
          .hasRootCauseMessage("no milk");

      Future<String> cancelled = loop.createFuture();
      CompletableFuture<String> cancelledStage = cancelled.toCompletableFuture();
      cancelled.cancel();
      await(pause());
      assertThat(cancelledStage).isCancelled();
    });
    assertLog("got tea", "main");
  }

  @Test
  void cancellingACompletableFutureCancelsItsTask() {
    go(() -> {
      Task<Void> task = createTask(async(() -> await(sleep(millis(1_000)))));
      CompletableFuture<Void> stage = task.toCompletableFuture();
      await(toThread(() -> stage.cancel(true)));
      assertThatThrownBy(() -> await(task)).isInstanceOf(CancelledError.class);
    });
  }

  @Test
  void aCoroutineFromAnotherThread() {
    go(() -> {
      EventLoop loop = EventLoop.running();
      Coroutine<String> brew =
          async(() -> {
            await(pause());
            return "tea by " + (EventLoop.running() == loop);
          });
      Coroutine<String> failing =
          async(() -> {
            throw new IOException("no milk");
          });
      assertThat(await(toThread(() -> runCoroutineThreadsafe(brew, loop).get())))
          .isEqualTo("tea by true");
      assertThatThrownBy(() -> await(toThread(() -> runCoroutineThreadsafe(failing, loop).get())))
          .hasRootCauseMessage("no milk");
      Coroutine<Void> used = async(() -> {});
      await(used);
      loop.setExceptionHandler(context -> log(context.message().replaceFirst("<.*", "")));
      assertThatThrownBy(() -> await(toThread(() -> runCoroutineThreadsafe(used, loop).get())))
          .hasMessageContaining("runs only once");
    });
    assertLog("Exception in callback ");
  }

  @Test
  void aCoroutineFromAnotherThreadThatIsCancelled() {
    go(() -> {
      EventLoop loop = EventLoop.running();
      CompletableFuture<Boolean> started = new CompletableFuture<>();
      Coroutine<Void> sleeper =
          async(() -> {
            try {
              started.complete(true);
              await(loop.createFuture());
            } finally {
              log("cleaned up");
            }
          });
      await(
          toThread(() -> {
            CompletableFuture<Void> result = runCoroutineThreadsafe(sleeper, loop);
            started.join();
            result.cancel(true);
            assertThatThrownBy(result::join).isInstanceOf(CancellationException.class);
          }));
      await(sleep(millis(1)));
      assertThat(allTasks()).hasSize(1);
    });
    assertLog("cleaned up");
  }

  @Test
  void aCoroutineFromAnotherThreadThatCancelsItself() {
    go(() -> {
      EventLoop loop = EventLoop.running();
      Coroutine<String> givesUp =
          async(() -> {
            currentTask().cancel();
            await(pause());
            return "not reached";
          });
      assertThatThrownBy(() -> await(toThread(() -> runCoroutineThreadsafe(givesUp, loop).get())))
          .isInstanceOf(CancellationException.class);
    });
  }

  @Test
  void aTaskFactoryThatFailsFailsTheCoroutineFromAnotherThread() {
    go(() -> {
      EventLoop loop = EventLoop.running();
      loop.setExceptionHandler(context -> log(context.exception().getMessage()));
      loop.setTaskFactory(StagesTest::noTasks);
      CompletableFuture<Void> result = new CompletableFuture<>();
      meanwhile(() ->
          runCoroutineThreadsafe(pause(), loop)
              .whenComplete((_, failure) -> result.completeExceptionally(failure)));
      assertThatThrownBy(() -> await(result))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("no tasks today");
    });
    assertLog("no tasks today");
  }

  private static <T> Task<T> noTasks(
      EventLoop loop, Coroutine<T> coroutine, String name, Context context) {
    throw new IllegalArgumentException("no tasks today");
  }

  @Test
  void aClosedLoopTakesNoCoroutine() {
    EventLoop loop = loops().create();
    loop.close();
    assertThatThrownBy(() -> runCoroutineThreadsafe(pause(), loop))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
  }
}
