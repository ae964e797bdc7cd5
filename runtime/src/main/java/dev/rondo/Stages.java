package dev.rondo;

import dev.rondo.schedule.Director.Completion;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The way between futures, which belong to a loop, and the JDK's completion stages, which belong to
 * nobody. As CPython's {@code wrap_future} and {@code _chain_future}.
 */
final class Stages {
  private Stages() {}

  /** A future of what {@code stage} gives; cancelling it cancels the stage. */
  static <T> Future<T> wrap(CompletionStage<T> stage, EventLoop loop) {
    loop.requireOurThread();
    Future<T> future = loop.createFuture("stage");
    Directed directed = loop.turns().directed();
    if (directed == null) {
      stage.whenComplete((value, failure) -> arrived(future, value, failure));
    } else {
      wrap(stage, future, directed);
    }
    if (!future.done()) {
      loop.threads().gaveAway();
      future.addDoneCallback(
          Async.named(
              "stage ended",
              f -> {
                loop.threads().gotBack();
                if (f.cancelled()) {
                  cancel(stage);
                }
              }));
    }
    return future;
  }

  /** On any thread; at once where that is the loop's, as it is if the stage was complete. */
  private static <T> void arrived(Future<T> future, @Nullable T value, @Nullable Throwable error) {
    onLoop(future, "stage result", () -> complete(future, value, error));
  }

  /** Whether the stage is complete now or later is not for the other threads to say. */
  private static <T> void wrap(CompletionStage<T> stage, Future<T> future, Directed directed) {
    Completion when = directed.completion(future);
    boolean[] now = {true};
    stage.whenComplete((value, failure) -> {
      if (now[0] && when == Completion.LATER) {
        Runnable completion = () -> complete(future, value, failure);
        future.loop().arrives(Async.named("stage result", completion), future);
      } else {
        arrived(future, value, failure);
      }
    });
    now[0] = false;
    if (when == Completion.ALREADY && !future.done()) {
      directed.completeNow(future);
    }
  }

  @SuppressWarnings("NullAway") // T says whether a value may be null
  private static <T> void complete(
      Future<T> future, @Nullable T value, @Nullable Throwable failure) {
    if (future.done()) {
      return;
    }
    Throwable cause = causeOf(failure);
    if (cause == null) {
      future.setResult(value);
    } else if (cause instanceof CancellationException) {
      future.cancel(cause.getMessage());
    } else {
      future.setException(cause);
    }
  }

  private static @Nullable Throwable causeOf(@Nullable Throwable failure) {
    Throwable cause = failure;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }

  private static void cancel(CompletionStage<?> stage) {
    try {
      stage.toCompletableFuture().cancel(true);
    } catch (UnsupportedOperationException e) {
      // one that cannot be cancelled goes on, and nobody is told of its result
    }
  }

  /** Completes {@code to} as {@code from} is; cancelling {@code to} cancels {@code from}. */
  static <T> void chain(Future<T> from, CompletableFuture<T> to) {
    if (from.done()) {
      copy(from, to);
      return;
    }
    from.addDoneCallback(Async.named("complete stage", f -> copy(f, to)));
    var _ =
        to.whenComplete((value, failure) -> {
          if (to.isCancelled()) {
            onLoop(from, "stage cancelled", from::cancel);
          }
        });
  }

  private static <T> void copy(Future<T> from, CompletableFuture<T> to) {
    if (from.cancelled()) {
      to.cancel(false);
      return;
    }
    Throwable failure = from.exception();
    if (failure == null) {
      to.complete(from.result());
    } else {
      to.completeExceptionally(failure);
    }
  }

  /** A task of {@code coroutine}, made on the loop; its result goes to {@code to}. */
  static <T> void start(Coroutine<T> coroutine, EventLoop loop, CompletableFuture<T> to) {
    try {
      chain(loop.createTask(coroutine), to);
    } catch (RuntimeException | Error e) {
      to.completeExceptionally(e);
      throw e;
    }
  }

  private static void onLoop(Future<?> future, String what, Runnable action) {
    if (EventLoop.runningOrNull() == future.loop()) {
      action.run();
    } else {
      handOver(future, what, action);
    }
  }

  private static void handOver(Future<?> future, String what, Runnable action) {
    try {
      future.loop().handOver(Async.named(what, action), future);
    } catch (IllegalStateException closed) {
      // nobody is left to be told
    }
  }
}
