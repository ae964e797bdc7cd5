package dev.rondo;

import static dev.rondo.Async.async;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rondo.observe.LoopInfo;
import dev.rondo.observe.LoopObserver;
import dev.rondo.observe.ObserverProvider;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What chooses for the loops of a thread and its heirs. */
class LoopScopeTest {

  /** The names of the loops that were made with it, and how often the process told its end. */
  private static final class Witness implements ObserverProvider {
    final List<String> loops = Collections.synchronizedList(new ArrayList<>());

    @Override
    public LoopObserver observe(LoopInfo loop) {
      loops.add(loop.name() + (loop.virtual() ? " virtual" : " real"));
      return null;
    }
  }

  private final Witness witness = new Witness();
  private final Consumer<LoopBuilder> choices =
      builder -> builder.name("ours").virtualClock().observer(witness);

  private static void makeLoop() {
    EventLoop.create().close();
  }

  @Test
  void loopsOfEveryMakeAreChosenFor() {
    try (LoopScope _ = LoopScope.open(choices)) {
      makeLoop();
      Async.run(async(() -> {}));
      try (Runner runner = new Runner()) {
        runner.run(async(() -> {}));
      }
      EventLoop.builder().create().close();
    }
    assertThat(witness.loops).hasSize(4).containsOnly("ours virtual");
  }

  @Test
  void whatTheMakerChoosesHolds() {
    Witness own = new Witness();
    try (LoopScope _ = LoopScope.open(choices)) {
      EventLoop.builder().name("mine").create().close();
      EventLoop.builder().observer(own).create().close();
    }
    assertThat(witness.loops).containsExactly("mine virtual");
    assertThat(own.loops).containsExactly("ours virtual");
  }

  @Test
  void onceItIsClosedNothingIsChosen() {
    LoopScope scope = LoopScope.open(choices);
    scope.close();
    makeLoop();
    scope.close(); // again, which does nothing
    makeLoop();
    assertThat(witness.loops).isEmpty();
  }

  @Test
  void threadsThatAreStartedInItHaveItToo() throws InterruptedException {
    try (LoopScope _ = LoopScope.open(choices)) {
      Thread.ofPlatform().start(LoopScopeTest::makeLoop).join();
      Thread.ofVirtual().start(LoopScopeTest::makeLoop).join();
      Thread.ofPlatform().start(LoopScopeTest::makeLoopInAThread).join();
    }
    assertThat(witness.loops).hasSize(3).containsOnly("ours virtual");
  }

  private static void makeLoopInAThread() {
    try {
      Thread.ofPlatform().start(LoopScopeTest::makeLoop).join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void threadsOfBeforeAndOfOthersHaveNot() throws Exception {
    try (ExecutorService older = Executors.newSingleThreadExecutor()) {
      older.submit(() -> {}).get(); // its thread is there
      try (LoopScope _ = LoopScope.open(choices)) {
        older.submit(LoopScopeTest::makeLoop).get();
      }
    }
    assertThat(witness.loops).isEmpty();
  }

  @Test
  void itEndsForThreadsThatOutliveIt() throws Exception {
    try (ExecutorService heir = Executors.newSingleThreadExecutor()) {
      try (LoopScope _ = LoopScope.open(choices)) {
        heir.submit(LoopScopeTest::makeLoop).get();
      }
      heir.submit(LoopScopeTest::makeLoop).get();
    }
    assertThat(witness.loops).hasSize(1);
  }

  @Test
  void theInnerOneChoosesUntilItIsClosed() {
    Witness inner = new Witness();
    try (LoopScope _ = LoopScope.open(choices)) {
      try (LoopScope _ = LoopScope.open(builder -> builder.observer(inner))) {
        makeLoop();
      }
      makeLoop();
    }
    assertThat(inner.loops).containsExactly("null real");
    assertThat(witness.loops).containsExactly("ours virtual");
  }

  @Test
  void theyMayBeClosedInAnyOrder() {
    Witness inner = new Witness();
    LoopScope first = LoopScope.open(choices);
    LoopScope second = LoopScope.open(builder -> builder.observer(inner));
    first.close();
    makeLoop();
    second.close();
    makeLoop();
    assertThat(inner.loops).hasSize(1);
    assertThat(witness.loops).isEmpty();
  }

  @Test
  void whatChoicesThrowTheMakerGets() {
    Consumer<LoopBuilder> wrong = builder -> builder.policy("best", 1);
    try (LoopScope _ = LoopScope.open(wrong)) {
      assertThatThrownBy(LoopScopeTest::makeLoop)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("best");
    }
    assertThatThrownBy(() -> LoopScope.open(null)).isInstanceOf(NullPointerException.class);
    makeLoop();
  }

  // -- the end of the process ---------------------------------------------------------------------

  /** Makes a loop in a scope that is closed, one whose maker observes it, and one outside. */
  static final class Program {
    public static void main(String[] args) {
      try (LoopScope _ = LoopScope.open(builder -> builder.observer(new Farewell("scope's")))) {
        EventLoop.create().close();
        EventLoop.create().close();
        EventLoop.builder().observer(new Farewell("maker's")).create().close();
      }
      EventLoop.builder().observer(new Farewell("outer")).create().close();
    }
  }

  /** Says so when it is told of the end of the process. */
  private record Farewell(String name) implements ObserverProvider {
    @Override
    public LoopObserver observe(LoopInfo loop) {
      return new LoopObserver() {};
    }

    @Override
    public void exiting() {
      System.out.println(name);
    }

    @Override
    public boolean equals(Object other) {
      return this == other;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(this);
    }
  }

  @Test
  void onlyTheObserversThatItChoseAreNotToldOfTheEnd() throws Exception {
    try (ChildJvm child = ChildJvm.startPlain(Program.class, List.of())) {
      assertThat(child.exitCode()).isZero();
      assertThat(child.output().lines()).containsExactlyInAnyOrder("maker's", "outer");
    }
  }
}
