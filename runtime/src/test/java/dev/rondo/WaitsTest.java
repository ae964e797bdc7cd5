package dev.rondo;

import static dev.rondo.Async.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

/** Waiting for several, as far as scripts cannot say it. */
class WaitsTest extends OnBothEngines {

  private static Coroutine<String> after(long ms, String result) {
    return async(() -> await(sleep(millis(ms), result)));
  }

  @Test
  void whatWasWaitedForStandsInTheOrderGiven() {
    go(() -> {
      Task<String> slow = createTask(after(3, "slow"));
      Task<String> never = createTask(after(9, "never"));
      Task<String> fast = createTask(after(1, "fast"));
      Waited<Task<String>> waited = await(waitAll(List.of(slow, never, fast, slow), millis(4)));
      assertThat(waited.done()).containsExactly(slow, fast);
      assertThat(waited.pending()).containsExactly(never);
      assertThat(never.done()).isFalse();
    });
  }

  @Test
  void thereMustBeSomethingToWaitFor() {
    List<Future<String>> none = List.of();
    assertThatThrownBy(() -> waitAll(none))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no future to wait for");
    assertThatThrownBy(() -> waitAny(none)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> waitFirstException(none, null))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aWaitLeavesNothingBehind() {
    go(() -> {
      Future<String> future = EventLoop.running().createFuture();
      await(waitAll(List.of(future), millis(1)));
      assertThat(future).hasToString("<Future pending>");
      await(shield(createTask(after(1, "x"))));
      Future<String> shield = shield(future);
      shield.cancel();
      await(pause());
      assertThat(future).hasToString("<Future pending>");
      assertThat(shield).hasToString("<Future cancelled shield>");
    });
  }

  // -- asCompleted --------------------------------------------------------------------------------

  @Test
  void whicheverIsAwaitedFirstGetsTheFirstResult() {
    go(() -> {
      List<Coroutine<String>> next = new ArrayList<>();
      asCompleted(List.of(after(5, "a"), after(10, "b"))).forEach(next::add);
      assertThat(next).hasSize(2);
      assertThat(await(next.get(1))).isEqualTo("a");
      assertThat(EventLoop.running().time()).isEqualTo(5_000_000);
      assertThat(await(next.get(0))).isEqualTo("b");
      assertThat(EventLoop.running().time()).isEqualTo(10_000_000);
    });
  }

  @Test
  void severalMayBeAwaitedSideBySide() {
    go(() -> {
      List<Coroutine<String>> next = new ArrayList<>();
      asCompleted(List.of(after(5, "a"), after(5, "b"), after(1, "c"))).forEach(next::add);
      assertThat(await(gather(next))).containsExactly("c", "a", "b");
    });
  }

  @Test
  void itIsGoneThroughOnceAndCanBeTakenUpAgain() {
    go(() -> {
      Iterable<Coroutine<String>> all =
          asCompleted(List.of(after(1, "a"), after(2, "b"), after(3, "c")));
      for (Coroutine<String> next : all) {
        log(await(next));
        if (logged().size() == 2) {
          break;
        }
      }
      for (Coroutine<String> next : all) {
        log("again " + await(next));
      }
      Iterator<Coroutine<String>> over = all.iterator();
      assertThat(over.hasNext()).isFalse();
      assertThatThrownBy(over::next).isInstanceOf(NoSuchElementException.class);
    });
    assertLog("a", "b", "again c");
  }

  @Test
  void theSameOneTwiceIsAwaitedOnce() {
    go(() -> {
      Coroutine<String> ham = after(1, "ham");
      for (Coroutine<String> next : asCompleted(List.of(ham, ham, after(2, "spam")))) {
        log(await(next));
      }
    });
    assertLog("ham", "spam");
  }

  @Test
  void everyOneThatIsLateTellsSo() {
    go(() -> {
      for (Coroutine<String> next :
          asCompleted(List.of(after(9, "b"), after(1, "a"), after(8, "c")), millis(2))) {
        try {
          log(await(next));
        } catch (TimeoutException e) {
          log("late at " + EventLoop.running().time() / 1_000_000);
        }
      }
      assertThat(allTasks()).hasSize(3); // they go on
    });
    assertLog("a", "late at 2", "late at 2");
  }
}
