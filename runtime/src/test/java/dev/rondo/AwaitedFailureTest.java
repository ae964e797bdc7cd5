package dev.rondo;

import static dev.rondo.Async.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A failure that goes from task to task tells of each, innermost first, and of nothing else. */
class AwaitedFailureTest extends OnBothEngines {
  private static final RuntimeException SHARED = new IllegalStateException("shared");

  private static final class Stackless extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Stackless() {
      super("stackless", null, true, false);
    }
  }

  private static final class Stubborn extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @Override
    public void setStackTrace(StackTraceElement[] frames) {
      throw new UnsupportedOperationException();
    }
  }

  private static Coroutine<Integer> broken() {
    return async(() -> {
      await(pause());
      throw new IllegalStateException("broken");
    });
  }

  private static Coroutine<Integer> throwing(RuntimeException failure) {
    return async(() -> {
      throw failure;
    });
  }

  private static Coroutine<Integer> checked() {
    return async(() -> {
      throw new IOException("checked");
    });
  }

  /** Awaits {@code broken} in place. */
  private static Coroutine<Integer> middle() {
    return async(() -> await(broken()));
  }

  private static <T> Coroutine<T> outer(Awaitable<T> awaited) {
    return async(() -> await(awaited));
  }

  private static <T> Coroutine<T> other(Awaitable<T> awaited) {
    return async(() -> await(awaited));
  }

  /** What a coroutine that catches it sees of it. */
  private static Coroutine<String> caught(Awaitable<?> awaited) {
    return async(() -> {
      Throwable failure = catchThrowable(() -> await(awaited));
      return seen(failure);
    });
  }

  /** Its frames, innermost first: the method, or what was awaited; lambdas by their method. */
  private static String seen(Throwable failure) {
    return Arrays.stream(failure.getStackTrace())
        .map(AwaitedFailureTest::seen)
        .filter(frame -> !frame.contains("catchThrowable") && !frame.contains("assertj"))
        .collect(Collectors.joining(" "));
  }

  private static String seen(StackTraceElement frame) {
    String type = frame.getClassName().replaceFirst(".*\\.", "");
    String method = frame.getMethodName().replaceAll("lambda\\$|\\$\\d+", "");
    if (type.equals("Async") && frame.getLineNumber() < 0) {
      return "|" + frame.getFileName() + "|";
    }
    return type.startsWith("AwaitedFailureTest") ? method : type + "." + method;
  }

  @Test
  void eachTaskThatItPassesIsSeen() {
    Coroutine<String> main =
        async(() -> {
          Task<Integer> guest = createTask(middle(), "guest");
          Task<Integer> host = createTask(outer(guest), "host");
          return await(caught(host));
        });

    assertThat(go(main))
        .isEqualTo(
            "broken Async.await middle |task guest| outer |task host| caught caught Async.await"
                + " eachTaskThatItPassesIsSeen");
  }

  @Test
  void eachAwaiterSeesItsOwnSide() {
    Coroutine<String> main =
        async(() -> {
          Task<Integer> guest = createTask(broken(), "guest");
          Task<Integer> one = createTask(outer(guest), "one");
          Task<Integer> two = createTask(other(guest), "two");
          await(waitAll(List.of(one, two)));
          return await(caught(one)) + "\n" + await(caught(two)) + "\n" + await(caught(guest));
        });
    String rest = " caught caught Async.await eachAwaiterSeesItsOwnSide";

    assertThat(go(main))
        .isEqualTo(
            "broken |task guest| outer |task one|"
                + rest
                + "\nbroken |task guest| other |task two|"
                + rest
                + "\nbroken |task guest|"
                + rest);
  }

  @Test
  void whoPassesAFailureOnAddsNothing() {
    Coroutine<String> main =
        async(() -> {
          String gathered = await(caught(gather(outer(broken()))));
          String shielded = await(caught(shield(broken())));
          String timed = await(caught(waitFor(createTask(broken(), "timed"), millis(10))));
          String first =
              await(caught(asCompleted(List.of(createTask(broken(), "first"))).iterator().next()));
          return gathered + "\n" + shielded + "\n" + timed + "\n" + first;
        });
    String rest = " caught caught Async.await whoPassesAFailureOnAddsNothing";

    assertThat(go(main).lines())
        .hasSize(4)
        .allSatisfy(seen -> assertThat(seen).startsWith("broken ").endsWith(rest))
        .allSatisfy(seen ->
            assertThat(seen).containsOnlyOnce("broken").doesNotContain("Task.", "Coroutine."))
        .satisfiesExactly(
            seen -> assertThat(seen).isEqualTo("broken Async.await outer |gather|" + rest),
            seen -> assertThat(seen).isEqualTo("broken |shield|" + rest),
            seen -> assertThat(seen).startsWith("broken |task timed| "),
            seen -> assertThat(seen).startsWith("broken |task first| "));
  }

  @Test
  void aGroupShowsItsOwnerAndUnderItItsChildren() {
    Coroutine<String> main =
        async(() -> {
          Throwable failure =
              catchThrowable(() -> TaskGroup.run(group -> group.createTask(outer(broken()))));
          return seen(failure) + "\n" + seen(failure.getSuppressed()[0]);
        });

    assertThat(go(main))
        .isEqualTo(
            "TaskGroup.exit TaskGroup.call TaskGroup.run aGroupShowsItsOwnerAndUnderItItsChildren"
                + " aGroupShowsItsOwnerAndUnderItItsChildren\nbroken Async.await outer");
  }

  @Test
  void aCheckedExceptionIsTheCauseAndBothTellOfTheAwaiter() {
    Coroutine<String> main =
        async(() -> {
          Task<Integer> guest = createTask(checked(), "guest");
          Throwable failure = catchThrowable(() -> await(guest));
          assertThat(failure).isInstanceOf(CompletionException.class);
          return seen(failure) + "\n" + seen(failure.getCause());
        });
    String name = "aCheckedExceptionIsTheCauseAndBothTellOfTheAwaiter";
    String all = "|task guest| " + name + " " + name; // the inner is that of the assertion's lambda

    assertThat(go(main)).isEqualTo(all + "\nchecked " + all);
  }

  @Test
  void whatWasFailedByHandTellsWhereItWasMade() {
    Coroutine<String> main =
        async(() -> {
          Future<Integer> future = EventLoop.running().createFuture();
          EventLoop.running()
              .callSoon(() -> future.setException(new IllegalStateException("by hand")));
          return await(caught(future));
        });
    String name = "whatWasFailedByHandTellsWhereItWasMade";

    assertThat(go(main)).isEqualTo(name + " |future| caught caught Async.await " + name);
  }

  @Test
  void aCancellationShowsWhatItInterrupted() {
    Coroutine<Void> main =
        async(() -> {
          Task<Integer> guest = createTask(interrupted(), "guest");
          await(pause());
          guest.cancel();
          assertThat(await(caught(guest))).contains("interrupted");
          for (Block asked : List.<Block>of(guest::result, guest::exception)) {
            Throwable cancellation = catchThrowable(asked::run);
            assertThat(cancellation).isInstanceOf(CancelledError.class);
            assertThat(seen(cancellation)).contains("interrupted");
          }
        });

    go(main);
  }

  private static Coroutine<Integer> interrupted() {
    return async(() -> await(sleep(millis(9), 1)));
  }

  @Test
  void repeatedAwaitsDoNotGrow() {
    Coroutine<List<String>> main =
        async(() -> {
          Task<Integer> guest = createTask(broken(), "guest");
          List<String> all = new ArrayList<>();
          for (int i = 0; i < 50; i++) {
            all.add(await(caught(createTask(outer(guest), "host"))));
          }
          return all;
        });

    assertThat(go(main).stream().distinct()).hasSize(1);
  }

  @Test
  void anExceptionObjectThatIsThrownAgainAndAgainDoesNotGrow() {
    Coroutine<List<String>> main =
        async(() -> {
          List<String> all = new ArrayList<>();
          for (int i = 0; i < 50; i++) {
            Task<Integer> guest = createTask(throwing(SHARED), "guest");
            all.add(await(caught(createTask(outer(guest), "host"))));
          }
          return all;
        });

    assertThat(go(main).stream().distinct()).hasSize(1);
  }

  @Test
  void aDeepChainKeepsWhatIsNearestToTheFailure() {
    Coroutine<Integer> main =
        async(() -> {
          Task<Integer> last = createTask(broken());
          for (int i = 0; i < 2000; i++) {
            last = createTask(outer(last));
          }
          Task<Integer> whole = last;
          Throwable failure = catchThrowable(() -> await(whole));
          assertThat(seen(failure)).startsWith("broken |task ").contains(" outer |task ");
          return failure.getStackTrace().length;
        });

    assertThat(go(main)).isEqualTo(1024);
  }

  @Test
  void exceptionsWithoutAStackOrOfAMindOfTheirOwnPassAsTheyAre() {
    Coroutine<Void> main =
        async(() -> {
          Stackless stackless = new Stackless();
          Stubborn stubborn = new Stubborn();
          assertThat(catchThrowable(() -> await(createTask(throwing(stackless)))))
              .isSameAs(stackless);
          assertThat(stackless.getStackTrace()).isEmpty();
          assertThat(catchThrowable(() -> await(createTask(throwing(stubborn)))))
              .isSameAs(stubborn);
        });

    go(main);
  }

  @Test
  void whatLeavesRunTellsAllTheWay() {
    Coroutine<Integer> main =
        async(() -> await(createTask(outer(createTask(middle(), "guest")), "host")));

    String seen = seen(catchThrowable(() -> go(main)));

    assertThat(seen)
        .startsWith(
            "broken Async.await middle |task guest| outer |task host| whatLeavesRunTellsAllTheWay"
                + " Async.run OnBothEngines.go whatLeavesRunTellsAllTheWay");
  }

  @Test
  void theExceptionHandlerIsToldOfTheAwaitingTask() {
    List<String> told = new ArrayList<>();
    Block body =
        () -> {
          EventLoop.running().setExceptionHandler(context -> told.add(seen(context.exception())));
          Task<Integer> guest = createTask(broken(), "guest");
          createTask(outer(guest), "host");
          await(sleep(millis(1)));
        };
    go(body);

    assertThat(told).containsExactly("broken |task guest| outer");
  }
}
