package dev.rondo.sync;

import static dev.rondo.Async.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rondo.Block;
import dev.rondo.CancelledError;
import dev.rondo.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Locks, events, conditions and semaphores, on both engines; the orders are CPython's. */
@ParameterizedClass
@ValueSource(strings = {"continuation", "virtual-thread"})
class LocksTest extends OnEachEngine {
  private final List<String> said = new ArrayList<>();

  LocksTest(String engine) {
    super(engine);
  }

  private Task<Void> spawn(String name, Block body) {
    return createTask(async(name, body), name);
  }

  private static void cede() {
    await(sleep(Duration.ZERO));
  }

  /** A task that takes the lock, holds it over a pause and says so. */
  private Task<Void> user(String name, Lock lock) {
    return spawn(
        name,
        () -> {
          await(lock.acquire());
          try {
            said.add(name + " in");
            cede();
            said.add(name + " out");
          } finally {
            lock.release();
          }
        });
  }

  @Test
  void aLockLetsInOneAtATimeInTheOrderInWhichTheyAsked() {
    Lock lock = new Lock("L");
    runHere(() -> await(gather(user("a", lock), user("b", lock), user("c", lock))));
    assertThat(said).containsExactly("a in", "a out", "b in", "b out", "c in", "c out");
  }

  @Test
  void aFreeLockIsTakenWithoutAPause() {
    Lock lock = new Lock();
    runHere(() -> withoutPause(() -> await(lock.acquire())));
    assertThat(lock.locked()).isTrue();
  }

  @Test
  void whoAsksLateDoesNotOvertakeTheOneWhoIsWoken() {
    Lock lock = new Lock();
    runHere(() -> {
      await(lock.acquire());
      Task<Void> waiter = user("waiter", lock);
      cede();
      lock.release(); // free, but promised to the waiter
      said.add("free " + !lock.locked());
      Task<Void> late = user("late", lock);
      await(gather(waiter, late));
    });
    assertThat(said).containsExactly("free true", "waiter in", "waiter out", "late in", "late out");
  }

  @Test
  void aWaiterThatIsCancelledAsItsTurnComesPassesItOn() {
    Lock lock = new Lock();
    runHere(() -> {
      await(lock.acquire());
      Task<Void> first = user("first", lock);
      Task<Void> second = user("second", lock);
      cede();
      lock.release();
      first.cancel();
      await(second);
      assertThat(first.cancelled()).isTrue();
    });
    assertThat(said).containsExactly("second in", "second out");
    assertThat(lock).hasToString("<lock unlocked>");
  }

  @Test
  void aFreeLockCannotBeReleased() {
    assertThatThrownBy(new Lock("L")::release)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("<lock L unlocked>");
  }

  @Test
  void anEventWakesAllAndIsThenPassedWithoutAPause() {
    Event event = new Event("E");
    runHere(() -> {
      Task<Void> a =
          spawn(
              "a",
              () -> {
                await(event.await());
                said.add("a");
              });
      Task<Void> b =
          spawn(
              "b",
              () -> {
                await(event.await());
                said.add("b");
              });
      cede();
      assertThat(event).hasToString("<event E unset, waiters:2>");
      event.set();
      said.add("set");
      await(gather(a, b));
      withoutPause(() -> await(event.await()));
      event.clear();
    });
    assertThat(said).containsExactly("set", "a", "b");
    assertThat(event.isSet()).isFalse();
  }

  @Test
  void whatWasWokenByAnEventGoesOnThoughItWasClearedAgain() {
    Event event = new Event();
    runHere(() -> {
      Task<Void> waiter = spawn("waiter", () -> await(event.await()));
      cede();
      event.set();
      event.clear();
      await(waiter);
    });
  }

  @Test
  void aConditionWakesAsManyAsAreNotifiedEachWithTheLock() {
    Condition condition = new Condition("C");
    runHere(() -> {
      List<Task<Void>> tasks = new ArrayList<>();
      for (String name : List.of("a", "b", "c")) {
        tasks.add(spawn(name, () -> waitOn(condition, name)));
      }
      cede();
      await(condition.acquire());
      condition.notify(2);
      condition.release();
      await(sleep(Duration.ofSeconds(1)));
      said.add("later");
      await(condition.acquire());
      condition.notifyEach();
      condition.release();
      await(gather(tasks));
    });
    assertThat(said).containsExactly("a", "b", "later", "c");
  }

  private void waitOn(Condition condition, String name) {
    await(condition.acquire());
    await(condition.await());
    assertThat(condition.locked()).isTrue();
    said.add(name);
    condition.release();
  }

  @Test
  void aConditionWaitsForWhatItsPredicateSays() {
    Condition condition = new Condition();
    List<Integer> stock = new ArrayList<>();
    runHere(() -> {
      Task<Void> buyer =
          spawn(
              "buyer",
              () -> {
                await(condition.acquire());
                await(condition.awaitUntil(() -> stock.size() >= 2));
                said.add("bought " + stock);
                condition.release();
              });
      for (int i = 1; i <= 2; i++) {
        cede();
        await(condition.acquire());
        stock.add(i);
        condition.notify(1);
        condition.release();
      }
      await(buyer);
    });
    assertThat(said).containsExactly("bought [1, 2]");
  }

  @Test
  void aCancelledWaiterHasTheLockAgainBeforeItLeaves() {
    Condition condition = new Condition();
    runHere(() -> {
      Task<Void> waiter =
          spawn(
              "waiter",
              () -> {
                await(condition.acquire());
                try {
                  await(condition.await());
                } catch (CancelledError e) {
                  said.add("cancelled with the lock " + condition.locked());
                  throw e;
                } finally {
                  condition.release();
                }
              });
      cede();
      await(condition.acquire());
      waiter.cancel();
      cede();
      said.add("still waiting for the lock " + !waiter.done());
      condition.release();
      await(gatherReturningExceptions(List.of(waiter)));
      assertThat(waiter.cancelled()).isTrue();
    });
    assertThat(said)
        .containsExactly("still waiting for the lock true", "cancelled with the lock true");
    assertThat(condition.locked()).isFalse();
  }

  @Test
  void aConditionNeedsItsLock() {
    Condition condition = new Condition("C");
    assertThatThrownBy(() -> condition.notify(1)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> runHere(() -> await(condition.await())))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("cannot wait on un-acquired lock");
  }

  @Test
  void aSemaphoreLetsInAsManyAsItHasPermits() {
    Semaphore semaphore = new Semaphore(2, "S");
    runHere(() -> {
      List<Task<Void>> tasks = new ArrayList<>();
      for (String name : List.of("a", "b", "c")) {
        tasks.add(
            spawn(
                name,
                () -> {
                  await(semaphore.acquire());
                  said.add(name + " in");
                  await(sleep(Duration.ofSeconds(1)));
                  said.add(name + " out");
                  semaphore.release();
                }));
      }
      await(gather(tasks));
    });
    assertThat(said).containsExactly("a in", "b in", "a out", "b out", "c in", "c out");
    assertThat(semaphore).hasToString("<semaphore S unlocked, value:2>");
  }

  @Test
  void aPermitOfOneWhoIsCancelledGoesToTheNext() {
    Semaphore semaphore = new Semaphore(0);
    runHere(() -> {
      Task<Void> first = spawn("first", () -> await(semaphore.acquire()));
      Task<Void> second = spawn("second", () -> await(semaphore.acquire()));
      cede();
      semaphore.release();
      first.cancel();
      await(second);
      assertThat(first.cancelled()).isTrue();
    });
    assertThat(semaphore.locked()).isTrue();
  }

  @Test
  void aBoundedSemaphoreTakesNoMorePermitsThanItGave() {
    assertThatThrownBy(new BoundedSemaphore(1)::release)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("released too many times");
    assertThatThrownBy(() -> new Semaphore(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("-1");
  }

  @Test
  void theyTellWhatStateTheyAreIn() {
    Lock lock = new Lock("L");
    Event event = new Event("E");
    Semaphore semaphore = new Semaphore(1, "S");
    Condition condition = new Condition("C", lock);
    runHere(() -> {
      event.set();
      await(semaphore.acquire());
      assertThat(semaphore).hasToString("<semaphore S locked>");
      Task<Void> waiter =
          spawn(
              "waiter",
              () -> {
                await(condition.acquire());
                await(condition.await());
              });
      Task<Void> acquirer = spawn("acquirer", () -> await(semaphore.acquire()));
      cede();
      assertThat(condition).hasToString("<condition C unlocked, waiters:1>");
      assertThat(semaphore).hasToString("<semaphore S locked, waiters:1>");
      await(condition.acquire());
      assertThat(condition).hasToString("<condition C locked, waiters:1>");
      assertThat(lock).hasToString("<lock L locked>");
      assertThat(event).hasToString("<event E set>");
      waiter.cancel();
      acquirer.cancel();
      condition.release();
    });
  }

  @Test
  void whyOneWaitsNoLongerIsToldInTheEnd() {
    Condition condition = new Condition();
    List<CancelledError> caught = new ArrayList<>();
    runHere(() -> {
      List<Task<Void>> waiters =
          List.of(
              spawn("a", () -> waitOnCondition(condition, caught)),
              spawn("b", () -> waitOnCondition(condition, caught)));
      cede();
      waiters.get(0).cancel("as it waits");
      await(condition.acquire());
      condition.notifyEach();
      cede(); // now both want the lock
      waiters.get(1).cancel("as it wants the lock");
      condition.release();
      for (Task<Void> waiter : waiters) {
        assertThatThrownBy(() -> await(waiter)).isSameAs(caught.removeFirst());
      }
    });
    assertThat(said).containsExactly("as it waits", "as it wants the lock");
  }

  /** Says why it was cancelled; the very error that came out of the wait goes on. */
  private void waitOnCondition(Condition condition, List<CancelledError> caught) {
    await(condition.acquire());
    try {
      await(condition.awaitUntil(() -> false));
    } catch (CancelledError e) {
      said.add(e.getMessage());
      caught.add(e);
      throw e;
    } finally {
      condition.release();
    }
  }

  @Test
  void theyBelongToTheLoopOnWhichTheyWereFirstWaitedFor() {
    Lock lock = new Lock("L");
    Condition condition = new Condition("C", lock);
    runHere(() -> {
      await(lock.acquire()); // free: no loop is concerned
      Task<Void> waiter = spawn("waiter", () -> await(lock.acquire()));
      cede();
      waiter.cancel();
    });
    assertThatThrownBy(() -> runHere(() -> await(condition.acquire())))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("lock L is bound to another event loop");
  }

  @Test
  void aConditionBelongsToTheLoopOnWhichItWasFirstWaitedForThoughItsLockIsFree() {
    Condition condition = new Condition("C");
    runHere(() -> {
      Task<Void> waiter = spawn("waiter", () -> waitOn(condition, "never"));
      cede();
      waiter.cancel();
      cede();
      condition.release(); // which the waiter took again
    });
    assertThatThrownBy(() -> runHere(() -> waitOn(condition, "never")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("condition C is bound to another event loop");
  }

  @Test
  void tracesTellOfTheirUse() {
    Uses uses = new Uses();
    Lock lock = new Lock("L");
    run(
        async(() -> {
          await(lock.acquire());
          Task<Void> other = spawn("other", () -> await(lock.acquire()));
          cede();
          lock.release();
          await(other);
        }),
        loop().observer(uses));
    assertThat(uses.told)
        .containsExactly(
            "Task-1: acquire lock L",
            "Task-1 waits for yield",
            "other waits for lock L",
            "Task-1: release lock L",
            "Task-1 waits for task other",
            "other: acquire lock L");
  }
}
