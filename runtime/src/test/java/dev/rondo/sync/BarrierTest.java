package dev.rondo.sync;

import static dev.rondo.Async.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rondo.Block;
import dev.rondo.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Barriers, on both engines; the orders are CPython's. */
@ParameterizedClass
@ValueSource(strings = {"continuation", "virtual-thread"})
class BarrierTest extends OnEachEngine {
  private final List<String> said = new ArrayList<>();

  BarrierTest(String engine) {
    super(engine);
  }

  private Task<Void> spawn(String name, Block body) {
    return createTask(async(name, body), name);
  }

  private static void cede() {
    await(sleep(Duration.ZERO));
  }

  private Task<Void> comer(String name, Barrier barrier) {
    return spawn(
        name,
        () -> {
          try {
            said.add(name + " is " + await(barrier.await()));
          } catch (BrokenBarrierException e) {
            said.add(name + " turned away");
          }
        });
  }

  @Test
  void aBarrierOpensWhenAllHaveComeAndCanBeUsedAgain() {
    Barrier barrier = new Barrier(2, "B");
    runHere(() -> {
      Task<Void> a = comer("a", barrier);
      cede();
      assertThat(barrier).hasToString("<barrier B filling waiting:1/2>");
      await(gather(a, comer("b", barrier)));
      await(gather(comer("c", barrier), comer("d", barrier)));
    });
    assertThat(said).containsExactly("b is 1", "a is 0", "d is 1", "c is 0");
  }

  @Test
  void aBarrierThatIsResetTurnsAwayWhoWaitsAndBeginsAnew() {
    Barrier barrier = new Barrier(2);
    runHere(() -> {
      Task<Void> a = comer("a", barrier);
      cede();
      await(barrier.reset());
      await(a);
      await(gather(comer("b", barrier), comer("c", barrier)));
    });
    assertThat(said).containsExactly("a turned away", "c is 1", "b is 0");
  }

  @Test
  void anAbortedBarrierTurnsAwayEverybody() {
    Barrier barrier = new Barrier(2);
    runHere(() -> {
      Task<Void> a = comer("a", barrier);
      cede();
      await(barrier.abort());
      await(gather(a, comer("b", barrier)));
    });
    assertThat(said).containsExactly("a turned away", "b turned away");
    assertThat(barrier.broken()).isTrue();
  }

  @Test
  void aBarrierIsForSomebody() {
    for (int parties : new int[] {0, -4}) {
      assertThatThrownBy(() -> new Barrier(parties))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("not " + parties);
    }
    assertThat(new Barrier(5).parties()).isEqualTo(5);
  }

  @Test
  void aBarrierTellsHowItFillsAndDrains() {
    Barrier barrier = new Barrier(3, "B");
    runHere(() -> {
      List<Task<Void>> comers = new ArrayList<>(List.of(comer("a", barrier), comer("b", barrier)));
      cede();
      said.add(barrier.toString());
      comers.add(comer("c", barrier));
      cede();
      said.add(barrier.toString());
      comers.add(comer("d", barrier)); // waits until it has drained
      cede();
      cede();
      said.add(barrier.toString());
      await(barrier.reset());
      said.add(barrier.toString());
      await(barrier.abort());
      said.add(barrier.toString());
      await(gather(comers));
    });
    assertThat(said)
        .contains(
            "<barrier B filling waiting:2/3>",
            "<barrier B draining waiting:0/3>",
            "<barrier B filling waiting:1/3>",
            "<barrier B resetting waiting:0/3>",
            "<barrier B broken>");
  }

  @Test
  void theLastWhoLeavesABarrierFindsItFillingAgain() {
    Barrier barrier = new Barrier(3, "B");
    Block pass =
        () -> {
          await(barrier.await());
          said.add(barrier.toString());
        };
    runHere(() -> await(gather(spawn("a", pass), spawn("b", pass), spawn("c", pass))));
    assertThat(said)
        .containsExactly(
            "<barrier B draining waiting:0/3>",
            "<barrier B draining waiting:0/3>",
            "<barrier B filling waiting:0/3>");
  }
}
