package dev.rondo;

import static dev.rondo.Async.async;
import static dev.rondo.Async.await;
import static dev.rondo.Async.createTask;
import static dev.rondo.Async.sleep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What probabilistic concurrency testing does to a program, and what it leaves as it was. */
class PctTest {
  private static final int SEEDS = 200;

  private final List<String> said = new ArrayList<>();

  private Coroutine<Void> talker(String name, int steps) {
    return async(() -> {
      for (int i = 1; i <= steps; i++) {
        said.add(name + i);
        await(sleep(Duration.ZERO));
      }
    });
  }

  private String talk(LoopBuilder loop) {
    said.clear();
    Async.run(
        async(() -> {
          Task<Void> a = createTask(talker("a", 5));
          Task<Void> b = createTask(talker("b", 5));
          await(a);
          await(b);
        }),
        loop.virtualClock());
    return String.join(" ", said);
  }

  private static LoopBuilder pct(long seed, int depth) {
    return EventLoop.builder().priorityOrder(seed, depth, 20);
  }

  @Test
  void ofDepthOneOneTaskRunsAsFarAsItCan() {
    Set<String> orders = new HashSet<>();
    for (long seed = 0; seed < SEEDS; seed++) {
      orders.add(talk(pct(seed, 1)));
    }
    assertThat(orders)
        .containsExactlyInAnyOrder(
            "a1 a2 a3 a4 a5 b1 b2 b3 b4 b5", "b1 b2 b3 b4 b5 a1 a2 a3 a4 a5");
  }

  @Test
  void eachFurtherDepthMayOvertakeOnceMore() {
    Set<String> orders = new HashSet<>();
    for (long seed = 0; seed < SEEDS; seed++) {
      orders.add(talk(pct(seed, 2)));
    }
    assertThat(orders).contains("a1 a2 b1 b2 b3 b4 b5 a3 a4 a5", "b1 b2 b3 a1 a2 a3 a4 a5 b4 b5");
    assertThat(orders).allMatch(order -> switches(order) <= 2);
  }

  /** How often another task goes on than before. */
  private static int switches(String order) {
    return order.replaceAll("[\\d ]", "").replaceAll("(.)\\1+", "$1").length() - 1;
  }

  @Test
  void theSameSeedChoosesTheSame() {
    for (long seed = 0; seed < SEEDS; seed++) {
      LoopBuilder loop = pct(seed, 3);
      assertThat(talk(loop)).as("seed %d", seed).isEqualTo(talk(loop));
    }
  }

  @Test
  void whatOneTaskCallsSoonStaysInOrder() {
    for (long seed = 0; seed < SEEDS; seed++) {
      said.clear();
      Async.run(
          async(() -> {
            Task<Void> other = createTask(talker("b", 5));
            for (int i = 1; i <= 5; i++) {
              String word = "a" + i;
              EventLoop.running().callSoon(() -> said.add(word));
            }
            await(sleep(Duration.ofMillis(1)));
            await(other);
          }),
          pct(seed, 3).virtualClock());
      assertThat(said.stream().filter(word -> word.startsWith("a")))
          .as("seed %d", seed)
          .containsExactly("a1", "a2", "a3", "a4", "a5");
    }
  }

  @Test
  void aTaskThatPollsStopsNobodyForEver() {
    for (long seed = 0; seed < SEEDS; seed++) {
      boolean[] set = {false};
      Async.run(
          async(() -> {
            Task<Void> setter =
                createTask(
                    async(() -> {
                      await(talker("s", 5));
                      set[0] = true;
                    }));
            while (!set[0]) {
              await(sleep(Duration.ZERO));
            }
            await(setter);
          }),
          pct(seed, 3).virtualClock());
      assertThat(set[0]).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"pct", "pct:depth=2,steps=50", "random"})
  void isKnownByName(String name) {
    EventLoop.builder().policy(name, 3).create().close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "lifo", "pct:", "pct:depth=2", "pct:depth=x,steps=1"})
  void refusesOthers(String name) {
    assertThatThrownBy(() -> EventLoop.builder().policy(name, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the policy is '%s': choose fifo, random or pct (pct:depth=3,steps=100)", name);
  }

  @Test
  void refusesNumbersThatMeanNothing() {
    assertThatThrownBy(() -> EventLoop.builder().priorityOrder(1, 0, 5))
        .hasMessage("pct of depth 0 over 5 steps: each is at least 1");
    assertThatThrownBy(() -> EventLoop.builder().policy("pct:depth=1,steps=99999999999", 1))
        .hasMessageContaining("'99999999999': give a whole number");
  }

  @Test
  void tellsWhatIsNeededToChooseTheSameAgain() {
    List<String> policies = new ArrayList<>();
    for (String name : List.of("fifo", "random", "pct")) {
      EventLoop.builder()
          .policy(name, 7)
          .observer(info -> {
            policies.add(info.policy() + " " + info.seed());
            return null;
          })
          .create()
          .close();
    }
    assertThat(policies).containsExactly("null null", "random 7", "pct:depth=3,steps=100 7");
  }
}
