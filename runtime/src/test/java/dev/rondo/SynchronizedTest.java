package dev.rondo;

import static dev.rondo.Async.async;
import static dev.rondo.Async.await;
import static dev.rondo.Async.createTask;
import static dev.rondo.Async.gather;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Hashtable;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * A pause inside {@code synchronized} is refused: else the next task to enter the monitor would
 * hang the loop, or with continuations be let in. A pause near one is not.
 */
class SynchronizedTest extends OnBothEngines {
  private static final Object MONITOR = new Object();
  private static final Object OTHER = new Object();

  // -- refused ------------------------------------------------------------------------------------

  @Test
  void pauseInABlock() {
    go(() -> {
      synchronized (MONITOR) {
        assertRefused("pauseInABlock");
      }
    });
  }

  @Test
  void pauseInAMethod() {
    go(this::synchronizedMethod);
  }

  private synchronized void synchronizedMethod() {
    assertRefused("synchronizedMethod");
  }

  @Test
  void pauseInAStaticMethod() {
    go(SynchronizedTest::synchronizedStaticMethod);
  }

  private static synchronized void synchronizedStaticMethod() {
    assertRefused("synchronizedStaticMethod");
  }

  @Test
  void pauseInTheInnerAndBetweenTheEndsOfNestedBlocks() {
    go(() -> {
      synchronized (MONITOR) {
        assertRefused();
        synchronized (OTHER) {
          assertRefused();
        }
        assertRefused();
      }
      await(pause());
    });
  }

  @Test
  void pauseInTryCatchAndFinallyWithinABlock() {
    go(() -> {
      synchronized (MONITOR) {
        try {
          assertRefused();
          throw new IllegalArgumentException("x");
        } catch (IllegalArgumentException e) {
          assertRefused();
        } finally {
          assertRefused();
        }
      }
      await(pause());
    });
  }

  @Test
  void pauseInABlockThatHasEarlyReturns() {
    go(() -> {
      assertThat(sign(-1)).isEqualTo(-1);
      assertThat(sign(0)).isEqualTo(0);
      assertThat(sign(1)).isEqualTo(1);
      await(pause());
    });
  }

  private static int sign(int n) {
    synchronized (MONITOR) {
      if (n < 0) {
        assertRefused("sign");
        return -1;
      }
      if (n == 0) {
        assertRefused("sign");
        return 0;
      }
      assertRefused("sign");
    }
    return 1;
  }

  @Test
  void pauseInALambdaThatABlockCalls() {
    go(() -> {
      Runnable refused = () -> assertRefused("pauseInALambdaThatABlockCalls");
      synchronized (MONITOR) {
        refused.run();
      }
      await(pause());
    });
  }

  @Test
  void pauseInABlockOfALambda() {
    go(() -> {
      Runnable refused =
          () -> {
            synchronized (MONITOR) {
              assertRefused("pauseInABlockOfALambda");
            }
          };
      refused.run();
    });
  }

  @Test
  void pauseUnderABlockOfACallerSeveralCoroutinesUp() {
    go(() -> {
      synchronized (MONITOR) {
        await(outer());
      }
    });
    assertLog("refused");
  }

  private Coroutine<Void> outer() {
    return async(() -> await(middle()));
  }

  private Coroutine<Void> middle() {
    return async(() -> await(inner()));
  }

  private Coroutine<Void> inner() {
    return async(() -> {
      assertRefused("pauseUnderABlockOfACallerSeveralCoroutinesUp");
      log("refused");
    });
  }

  @Test
  void awaitOfATaskAndOfAFutureInABlock() {
    go(() -> {
      Task<Void> task = createTask(pause());
      synchronized (MONITOR) {
        assertRefusal(() -> await(task));
        assertRefusal(() -> await(EventLoop.running().createFuture()));
        assertRefusal(() -> await(Async.toThread(() -> 1)));
      }
      await(task);
    });
  }

  @Test
  @DisplayName("a pause in computeIfAbsent of a ConcurrentHashMap, which holds a bin's monitor")
  void pauseInComputeIfAbsent() {
    go(() -> {
      ConcurrentHashMap<String, Integer> map = new ConcurrentHashMap<>();
      map.computeIfAbsent("a", _ -> refusedThenOne("ConcurrentHashMap.computeIfAbsent"));
      map.compute("b", (_, _) -> refusedThenOne("ConcurrentHashMap.compute"));
      map.merge("a", 5, (_, _) -> refusedThenOne("ConcurrentHashMap.merge"));
      assertThat(map).containsOnlyKeys("a", "b");
    });
  }

  @Test
  void pauseInSynchronizedCollections() {
    go(() -> {
      List<Integer> list = Collections.synchronizedList(new ArrayList<>(List.of(1)));
      list.forEach(_ -> assertRefused("Collections$SynchronizedCollection.forEach"));
      new Hashtable<String, Integer>()
          .computeIfAbsent("a", _ -> refusedThenOne("Hashtable.computeIfAbsent"));
    });
  }

  private static int refusedThenOne(String place) {
    assertRefused(place);
    return 1;
  }

  @Test
  void aCoroutineThatHasPausedOftenIsLookedAtAgainUnderANewOne() {
    go(() -> {
      for (int i = 0; i < 100; i++) {
        await(hot());
      }
      await(
          async(
              "new",
              () -> {
                synchronized (MONITOR) {
                  assertRefusal(() -> await(hot()));
                }
              }));
    });
  }

  private static Coroutine<Void> hot() {
    return async(() -> await(pause()));
  }

  @Test
  void inDebugModeEveryPauseIsLookedAt() {
    go(() -> {
      EventLoop.running().setDebug(true);
      for (int i = 0; i < 100; i++) {
        synchronized (MONITOR) {
          assertRefusal(() -> await(pause()));
        }
        await(pause());
      }
    });
  }

  // -- after a refusal, and without pauses --------------------------------------------------------

  @Test
  void theRefusedTaskLeavesTheMonitorAndOthersEnterIt() {
    go(() -> {
      Task<Void> refused =
          createTask(
              async(
                  "refused",
                  () -> {
                    synchronized (MONITOR) {
                      await(pause());
                    }
                  }));
      Task<Void> entering =
          createTask(
              async(
                  "entering",
                  () -> {
                    synchronized (MONITOR) {
                      log("in");
                    }
                    await(pause());
                  }));
      await(entering);
      assertThatThrownBy(() -> await(refused)).isInstanceOf(PauseException.class);
    });
    assertLog("in");
  }

  @Test
  void tasksShareAMonitorBetweenPauses() {
    int[] count = {0};
    go(() -> {
      List<Coroutine<Void>> workers = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        workers.add(counting(count));
      }
      await(gather(workers));
    });
    assertThat(count[0]).isEqualTo(1000);
  }

  private static Coroutine<Void> counting(int[] count) {
    return async(() -> {
      for (int i = 0; i < 100; i++) {
        synchronized (MONITOR) {
          count[0]++;
        }
        await(pause());
      }
    });
  }

  @Test
  void awaitWithoutAPauseIsFineInABlock() {
    go(() -> {
      Task<Integer> done = createTask(async("done", () -> 7));
      await(done);
      synchronized (MONITOR) {
        assertThat(await(done) + await(async("in place", () -> 1))).isEqualTo(8);
      }
    });
  }

  // -- near a block: no false alarm ---------------------------------------------------------------

  @Test
  void pauseAfterABlockInTheSameMethod() {
    go(() -> {
      await(pause());
      synchronized (MONITOR) {
        log("in");
      }
      await(pause());
      synchronized (OTHER) {
        log("in");
      }
      await(pause());
    });
    assertLog("in", "in");
  }

  @Test
  void pauseInAFinallyAroundABlock() {
    go(() -> {
      try {
        synchronized (MONITOR) {
          log("in");
        }
      } finally {
        await(pause());
      }
    });
  }

  @Test
  void pauseInACatchOfWhatABlockThrew() {
    go(() -> {
      try {
        synchronized (MONITOR) {
          throw new IllegalArgumentException("x");
        }
      } catch (IllegalArgumentException e) {
        await(pause());
        log("caught");
      } finally {
        await(pause());
      }
    });
    assertLog("caught");
  }

  @Test
  void pauseInAFinallyThatAReturnFromABlockRuns() {
    go(() -> assertThat(returnsFromABlock(1)).isEqualTo("early"));
    go(() -> assertThat(returnsFromABlock(0)).isEqualTo("late"));
  }

  private static String returnsFromABlock(int n) {
    try {
      synchronized (MONITOR) {
        if (n > 0) {
          return "early";
        }
      }
      await(pause());
      return "late";
    } finally {
      await(pause());
    }
  }

  @Test
  void pauseInALoopThatBreaksOutOfABlock() {
    go(() -> {
      for (int i = 0; ; i++) {
        synchronized (MONITOR) {
          if (i == 3) {
            break;
          }
          if (i == 1) {
            continue;
          }
        }
        await(pause());
        log(i);
      }
      await(pause());
    });
    assertLog("0", "2");
  }

  @Test
  void pauseWhereResourcesAndSwitchesSurroundABlock() {
    go(() -> {
      try (AutoCloseable _ = () -> await(pause())) {
        int answer =
            switch (logged().size()) {
              case 0 -> {
                synchronized (MONITOR) {
                  log("in");
                  yield 1;
                }
              }
              default -> 2;
            };
        await(pause());
        assertThat(answer).isEqualTo(1);
      }
    });
  }

  @Test
  void pauseInAnArgumentOfTheMonitorExpression() {
    go(() -> {
      synchronized (monitor()) {
        log("in");
      }
    });
    assertLog("paused", "in");
  }

  private Object monitor() {
    await(pause());
    log("paused");
    return MONITOR;
  }

  // -- checks -------------------------------------------------------------------------------------

  /** A pause here must be refused, naming a place in that method. */
  private static void assertRefused(String method) {
    assertThatThrownBy(() -> await(pause()))
        .isInstanceOf(PauseException.class)
        .hasMessageContaining("inside synchronized")
        .hasMessageContaining(method);
  }

  private static void assertRefused() {
    assertRefusal(() -> await(pause()));
  }

  private static void assertRefusal(Block pausing) {
    assertThatThrownBy(pausing::run)
        .isInstanceOf(PauseException.class)
        .hasMessageContaining("inside synchronized")
        .hasMessageContaining("SynchronizedTest.java:");
  }
}
