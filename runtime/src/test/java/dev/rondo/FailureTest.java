package dev.rondo;

import static dev.rondo.Async.async;
import static dev.rondo.Async.await;
import static dev.rondo.Async.createTask;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** What comes out of an await that fails, and what happens to failures that nobody looks at. */
class FailureTest extends OnBothEngines {

  private static Coroutine<Integer> throwing(Throwable failure) {
    return async(() -> {
      await(pause());
      switch (failure) {
        case Exception e -> throw e;
        case Error e -> throw e;
        default -> throw new AssertionError(failure);
      }
    });
  }

  @Test
  void uncheckedExceptionsAndErrorsComeOutAsTheyAre() {
    IllegalArgumentException unchecked = new IllegalArgumentException("x");
    AssertionError error = new AssertionError("y");
    go(() -> {
      assertThatThrownBy(() -> await(throwing(unchecked))).isSameAs(unchecked);
      assertThatThrownBy(() -> await(createTask(throwing(unchecked)))).isSameAs(unchecked);
      assertThatThrownBy(() -> await(throwing(error))).isSameAs(error);
      assertThatThrownBy(() -> await(createTask(throwing(error)))).isSameAs(error);
    });
    assertThatThrownBy(() -> go(throwing(unchecked))).isSameAs(unchecked);
    assertThatThrownBy(() -> go(throwing(error))).isSameAs(error);
  }

  @Test
  void checkedExceptionsComeOutWrapped() {
    IOException checked = new IOException("disk");
    go(() -> {
      assertWrapped(checked, () -> await(throwing(checked)));
      Task<Integer> task = createTask(throwing(checked));
      assertWrapped(checked, () -> await(task));
      assertWrapped(checked, task::result);
      assertThat(task.exception()).isSameAs(checked);
    });
    assertWrapped(checked, () -> go(throwing(checked)));
    assertWrapped(
        checked,
        () ->
            Async.withoutPause(() -> {
              throw checked;
            }));
  }

  private static void assertWrapped(Exception checked, Block block) {
    assertThatThrownBy(block::run)
        .isInstanceOf(CompletionException.class)
        .cause()
        .isSameAs(checked);
  }

  @Test
  void aCheckedExceptionIsWrappedOnceHoweverManyCoroutinesItPasses() {
    IOException checked = new IOException("disk");
    go(() ->
        assertWrapped(
            checked, () -> await(async(() -> await(async(() -> await(throwing(checked))))))));
  }

  @Test
  void theStackTraceNamesTheCoroutinesThatAwaitInPlace() {
    go(() ->
        assertThatThrownBy(() -> await(outer()))
            .satisfies(e ->
                assertThat(e.getStackTrace())
                    .extracting(StackTraceElement::getMethodName)
                    .anyMatch(m -> m.contains("inner"))
                    .anyMatch(m -> m.contains("outer"))));
  }

  private static Coroutine<Integer> outer() {
    return async(() -> await(inner()));
  }

  private static Coroutine<Integer> inner() {
    return async(() -> {
      await(pause());
      throw new IllegalStateException("deep");
    });
  }

  @Test
  void aFutureIsCompletedOnce() {
    go(() -> {
      Future<Integer> future = EventLoop.running().createFuture();
      assertThat(future.done()).isFalse();
      assertThatThrownBy(future::result)
          .isInstanceOf(InvalidStateException.class)
          .hasMessage("Result is not set.");
      assertThatThrownBy(future::exception)
          .isInstanceOf(InvalidStateException.class)
          .hasMessage("Exception is not set.");
      future.setResult(1);
      assertThat(future.exception()).isNull();
      assertThatThrownBy(() -> future.setResult(2)).isInstanceOf(InvalidStateException.class);
      assertThatThrownBy(() -> future.setException(new IOException()))
          .isInstanceOf(InvalidStateException.class)
          .hasMessageContaining("is done already");
      assertThat(future.cancel()).isFalse();
      assertThat(future.result()).isEqualTo(1);

      Future<Integer> cancelled = EventLoop.running().createFuture();
      cancelled.cancel("no");
      assertThatThrownBy(() -> cancelled.setResult(1)).isInstanceOf(InvalidStateException.class);
      assertThatThrownBy(cancelled::result).isInstanceOf(CancelledError.class).hasMessage("no");
    });
  }

  @Test
  void aTasksResultIsItsCoroutinesAlone() {
    go(() -> {
      Task<Integer> task = createTask(async("one", () -> 1));
      assertThatThrownBy(() -> task.setResult(2))
          .hasMessageContaining("does not support setResult");
      assertThatThrownBy(() -> task.setException(new IOException()))
          .hasMessageContaining("does not support setException");
      assertThat(await(task)).isEqualTo(1);
    });
  }

  // -- nobody looked ------------------------------------------------------------------------------

  @Test
  void aFailureThatNobodyLookedAtIsReportedOnce() {
    go(() -> {
      EventLoop.running()
          .setExceptionHandler(c -> log(c.message() + ": " + c.exception().getMessage()));
      createTask(throwing(new IllegalArgumentException("unseen")), "forgotten");
      Task<Integer> seen = createTask(throwing(new IllegalArgumentException("seen")));
      EventLoop.running().createFuture().setException(new IOException("also unseen"));
      Future<Integer> looked = EventLoop.running().createFuture();
      looked.setException(new IOException("looked at"));
      looked.exception();
      await(pause());
      await(pause());
      assertThatThrownBy(() -> await(seen)).hasMessage("seen");
    });
    assertThat(logged())
        .containsExactlyInAnyOrder(
            "Task exception was never retrieved: forgotten, coroutine at FailureTest.java:17: unseen",
            "Future exception was never retrieved: also unseen");
  }

  @Test
  void nothingIsReportedOfWhatDidNotFailOrWasAskedForItsResult() {
    go(() -> {
      EventLoop loop = EventLoop.running();
      loop.setExceptionHandler(c -> log(c.message()));
      loop.createFuture();
      loop.<Integer>createFuture().setResult(1);
      Future<Integer> taken = loop.createFuture();
      taken.setResult(2);
      assertThat(taken.result()).isEqualTo(2);
      Future<Integer> asked = loop.createFuture();
      asked.setException(new IllegalArgumentException("seen"));
      assertThatThrownBy(asked::result).hasMessage("seen");
    });
    assertLog();
  }

  @Test
  void aFailureIsReportedAsSoonAsItsFutureIsGone() {
    try (EventLoop loop = EventLoop.builder().engine(engine).create()) {
      loop.setExceptionHandler(c -> {
        log(c.message());
        loop.callSoonThreadsafe(loop::stop);
      });
      loop.callSoon(() -> loop.createFuture().setException(new IOException("collected")));
      Runnable[] collect = new Runnable[1];
      collect[0] =
          () -> {
            System.gc();
            if (logged().isEmpty()) {
              loop.callLater(millis(20), collect[0]);
            }
          };
      loop.callSoon(collect[0]);
      loop.runForever();
    }
    assertLog("Future exception was never retrieved");
  }

  @Test
  void aCancelledTaskIsNoFailure() {
    go(() -> {
      EventLoop.running().setExceptionHandler(c -> log(c.message()));
      createTask(Async.sleep(millis(1000))).cancel();
      await(pause());
      await(pause());
    });
    assertLog();
  }
}
