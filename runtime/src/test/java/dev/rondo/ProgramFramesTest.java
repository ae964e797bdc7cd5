package dev.rondo;

import static dev.rondo.Async.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What a program's author reads when something fails: the program's own frames, and little else.
 */
class ProgramFramesTest extends OnBothEngines {

  private static Coroutine<String> fetch() {
    return async(() -> {
      await(sleep(Duration.ofMillis(1)));
      return load();
    });
  }

  private static String load() throws IOException {
    throw new IOException("nothing there");
  }

  private static Coroutine<Void> outer() {
    return async(() -> {
      await(fetch());
    });
  }

  /** Classes and methods, innermost first. */
  private static Stream<String> frames(Throwable failure) {
    return Stream.of(failure.getStackTrace())
        .map(frame -> frame.getClassName().replaceFirst(".*\\.", "") + "." + frame.getMethodName());
  }

  @Test
  void whatLeavesRunTellsTheCoroutinesInBetween() {
    Throwable wrapped = catchThrowable(() -> go(outer()));

    assertThat(frames(wrapped.getCause()))
        .containsExactly(
            "ProgramFramesTest.load",
            "ProgramFramesTest.lambda$fetch$0",
            "Async.await",
            "ProgramFramesTest.lambda$outer$0");
    assertThat(frames(wrapped))
        .startsWith(
            "Async.await", "ProgramFramesTest.lambda$outer$0", "Async.run", "OnBothEngines.go");
  }

  @Test
  void whatComesFromAnotherThreadEndsWithTheCallerOfRun() {
    Coroutine<Integer> main = async(() -> await(toThread(() -> List.<Integer>of().getFirst())));

    Throwable thrown = catchThrowable(() -> go(main));

    assertThat(thrown).isInstanceOf(NoSuchElementException.class);
    assertThat(frames(thrown)).containsSubsequence("Thread.run", "Async.run", "OnBothEngines.go");
  }

  @Test
  void whatAHandlerIsToldIsShortToo() {
    List<ExceptionContext> told = new ArrayList<>();
    Coroutine<Void> main =
        async(() -> {
          EventLoop.running().setExceptionHandler(told::add);
          EventLoop.running()
              .callSoon(() -> {
                throw new IllegalStateException("oops");
              });
          await(sleep(Duration.ZERO));
        });
    go(main);

    assertThat(told)
        .singleElement()
        .satisfies(context -> {
          assertThat(context.message())
              .isEqualTo(
                  "Exception in callback <Handle ran whatAHandlerIsToldIsShortToo.<lambda>.<lambda>>");
          assertThat(frames(context.exception()))
              .hasSize(1)
              .first()
              .asString()
              .startsWith("ProgramFramesTest.lambda$");
        });
  }

  @Test
  void inDebugModeNothingIsLeftOut() {
    Coroutine<Void> main =
        async(() -> {
          EventLoop.running().setDebug(true);
          throw new IllegalStateException("oops");
        });

    assertThat(frames(catchThrowable(() -> go(main)))).contains("Coroutine$OfCallable.run");
  }
}
