package dev.rondo.sync;

import static dev.rondo.Async.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rondo.CancelledError;
import dev.rondo.Coroutine;
import dev.rondo.LoopBuilder;
import dev.rondo.StalledException;
import dev.rondo.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Queues, on both engines; what is said here of orders is what CPython 3.13 does. */
@ParameterizedClass
@ValueSource(strings = {"continuation", "virtual-thread"})
class QueueTest extends OnEachEngine {
  private final List<String> said = new ArrayList<>();

  QueueTest(String engine) {
    super(engine);
  }

  private Coroutine<Void> getter(String name, Queue<Integer> queue) {
    return async(() -> {
      try {
        said.add(name + " got " + await(queue.get()));
      } catch (QueueShutDownException e) {
        said.add(name + " ended");
      }
    });
  }

  private Coroutine<Void> putter(Queue<Integer> queue, int... items) {
    return async(() -> {
      for (int item : items) {
        await(queue.put(item));
        said.add("put " + item);
      }
    });
  }

  @Test
  void itemsComeOutInTheOrderInWhichTheyWentIn() {
    Queue<Integer> queue = new Queue<>();
    List<Integer> got =
        runHere(() -> {
          queue.putNowait(1);
          await(queue.put(2));
          queue.putNowait(3);
          return List.of(await(queue.get()), queue.getNowait(), await(queue.get()));
        });
    assertThat(got).containsExactly(1, 2, 3);
  }

  @Test
  void aQueueWithoutLimitNeverPausesItsProducer() {
    Queue<Integer> queue = new Queue<>();
    runHere(() ->
        withoutPause(() -> {
          for (int i = 0; i < 1000; i++) {
            await(queue.put(i));
          }
        }));
    assertThat(queue.size()).isEqualTo(1000);
    assertThat(queue.isFull()).isFalse();
  }

  @Test
  void getOfWhatIsThereDoesNotPause() {
    Queue<Integer> queue = new Queue<>();
    queue.putNowait(7);
    assertThat(this.<Integer>runHere(() -> withoutPause(() -> await(queue.get())))).isEqualTo(7);
  }

  @Test
  void aFullQueueHoldsItsProducerUntilThereIsRoom() {
    Queue<Integer> queue = new Queue<>(2);
    runHere(() -> {
      Task<Void> producer = createTask(putter(queue, 1, 2, 3, 4));
      await(sleep(Duration.ZERO));
      said.add("full " + queue.isFull());
      said.add("got " + queue.getNowait());
      await(sleep(Duration.ZERO));
      said.add("got " + queue.getNowait());
      await(producer);
    });
    assertThat(said)
        .containsExactly("put 1", "put 2", "full true", "got 1", "put 3", "got 2", "put 4");
  }

  @Test
  void whoWaitsFirstIsServedFirst() {
    Queue<Integer> queue = new Queue<>();
    runHere(() -> {
      List<Task<Void>> getters = new ArrayList<>();
      for (String name : List.of("a", "b", "c")) {
        getters.add(createTask(getter(name, queue)));
      }
      await(sleep(Duration.ZERO));
      queue.putNowait(1);
      queue.putNowait(2);
      queue.putNowait(3);
      await(gather(getters));
    });
    assertThat(said).containsExactly("a got 1", "b got 2", "c got 3");
  }

  @Test
  void aCancelledGetterTakesNothing() {
    Queue<Integer> queue = new Queue<>();
    runHere(() -> {
      Task<Void> first = createTask(getter("first", queue));
      Task<Void> second = createTask(getter("second", queue));
      await(sleep(Duration.ZERO));
      first.cancel();
      queue.putNowait(1);
      await(second);
      assertThat(first.cancelled()).isTrue();
    });
    assertThat(said).containsExactly("second got 1");
  }

  @Test
  void aGetterThatIsCancelledAfterItWasWokenPassesItOn() {
    Queue<Integer> queue = new Queue<>();
    runHere(() -> {
      Task<Void> first = createTask(getter("first", queue));
      Task<Void> second = createTask(getter("second", queue));
      await(sleep(Duration.ZERO));
      queue.putNowait(1); // wakes the first
      first.cancel();
      await(second);
    });
    assertThat(said).containsExactly("second got 1");
  }

  @Test
  void aPutterThatIsCancelledAfterItWasWokenPassesItOn() {
    Queue<Integer> queue = new Queue<>(1);
    runHere(() -> {
      queue.putNowait(1);
      Task<Void> first = createTask(putter(queue, 2));
      Task<Void> second = createTask(putter(queue, 3));
      await(sleep(Duration.ZERO));
      queue.getNowait(); // wakes the first
      first.cancel();
      await(second);
      said.add("left " + queue.getNowait());
    });
    assertThat(said).containsExactly("put 3", "left 3");
  }

  @Test
  void anotherTaskMayTakeWhatAGetterWasWokenFor() {
    Queue<Integer> queue = new Queue<>();
    runHere(() -> {
      Task<Void> waiting = createTask(getter("waiting", queue));
      await(sleep(Duration.ZERO));
      queue.putNowait(1);
      said.add("quick got " + queue.getNowait()); // before the woken one runs
      await(sleep(Duration.ZERO));
      queue.putNowait(2);
      await(waiting);
    });
    assertThat(said).containsExactly("quick got 1", "waiting got 2");
  }

  @Test
  void joinWaitsForEveryItemToBeDone() {
    Queue<Integer> queue = new Queue<>();
    runHere(() -> {
      await(queue.join()); // nothing was put: at once
      queue.putNowait(1);
      queue.putNowait(2);
      createTask(
          async(() -> {
            while (true) {
              int item = await(queue.get());
              await(sleep(Duration.ofSeconds(item)));
              said.add("done " + item);
              queue.taskDone();
            }
          }));
      await(queue.join());
      said.add("joined");
    });
    assertThat(said).containsExactly("done 1", "done 2", "joined");
  }

  @Test
  void taskDoneTooOftenIsAnError() {
    Queue<Integer> queue = new Queue<>(0, "jobs");
    assertThatThrownBy(queue::taskDone)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("taskDone() called too many times on <queue jobs 0>");
  }

  @Test
  void withoutWaitingAFullOrEmptyQueueIsAnError() {
    Queue<Integer> queue = new Queue<>(1, "jobs");
    assertThatThrownBy(queue::getNowait)
        .isInstanceOf(QueueEmptyException.class)
        .hasMessage("<queue jobs 0 of 1> is empty");
    queue.putNowait(1);
    assertThatThrownBy(() -> queue.putNowait(2))
        .isInstanceOf(QueueFullException.class)
        .hasMessage("<queue jobs 1 of 1 unfinished=1> is full");
    assertThat(queue.getNowait()).isEqualTo(1);
  }

  @Test
  void afterShutdownWhatIsLeftCanBeTaken() {
    Queue<Integer> queue = new Queue<>();
    queue.putNowait(1);
    queue.shutdown();
    assertThatThrownBy(() -> queue.putNowait(2)).isInstanceOf(QueueShutDownException.class);
    assertThat(queue.getNowait()).isEqualTo(1);
    assertThatThrownBy(queue::getNowait).isInstanceOf(QueueShutDownException.class);
    assertThatThrownBy(() -> runHere(() -> await(queue.get())))
        .isInstanceOf(QueueShutDownException.class);
  }

  @Test
  void shutdownLetsNobodyWaitAnyLonger() {
    Queue<Integer> empty = new Queue<>();
    Queue<Integer> full = new Queue<>(1);
    full.putNowait(0);
    runHere(() -> {
      Task<Void> a = createTask(getter("a", empty));
      Task<Void> b = createTask(getter("b", empty));
      Task<Void> putter = createTask(putter(full, 1));
      await(sleep(Duration.ZERO));
      empty.shutdown();
      full.shutdown();
      await(gatherReturningExceptions(List.of(a, b, putter)));
      assertThat(putter.exception()).isInstanceOf(QueueShutDownException.class);
    });
    assertThat(said).containsExactly("a ended", "b ended");
  }

  @Test
  void anImmediateShutdownEmptiesItAndEndsJoin() {
    Queue<Integer> queue = new Queue<>();
    runHere(() -> {
      queue.putNowait(1);
      queue.putNowait(2);
      Task<Void> joiner = createTask(queue.join());
      await(sleep(Duration.ZERO));
      queue.shutdown(true);
      await(joiner);
    });
    assertThat(queue.isEmpty()).isTrue();
    assertThatThrownBy(queue::getNowait).isInstanceOf(QueueShutDownException.class);
  }

  @Test
  void anImmediateShutdownStillOwesWhatIsBeingWorkedOn() {
    Queue<Integer> queue = new Queue<>();
    runHere(() -> {
      queue.putNowait(1);
      queue.putNowait(2);
      queue.getNowait();
      queue.shutdown(true);
      Task<Void> joiner = createTask(queue.join());
      await(sleep(Duration.ZERO));
      assertThat(joiner.done()).isFalse();
      queue.taskDone();
      await(joiner);
    });
  }

  @Test
  void theLastComesFirstInALifoQueue() {
    LifoQueue<Integer> queue = new LifoQueue<>();
    List.of(1, 2, 3).forEach(queue::putNowait);
    assertThat(List.of(queue.getNowait(), queue.getNowait(), queue.getNowait()))
        .containsExactly(3, 2, 1);
  }

  @Test
  void theLeastComesFirstInAPriorityQueue() {
    PriorityQueue<Integer> queue = new PriorityQueue<>();
    PriorityQueue<String> byLength =
        new PriorityQueue<>(0, "words", java.util.Comparator.comparing(String::length));
    List.of(2, 3, 1).forEach(queue::putNowait);
    List.of("three", "a", "to").forEach(byLength::putNowait);
    assertThat(List.of(queue.getNowait(), queue.getNowait(), queue.getNowait()))
        .containsExactly(1, 2, 3);
    assertThat(byLength.getNowait()).isEqualTo("a");
  }

  @Test
  void nullIsNoItem() {
    assertThatThrownBy(() -> new Queue<String>().putNowait(null))
        .isInstanceOf(NullPointerException.class)
        .hasMessageContaining("shutdown()");
  }

  @Test
  void aQueueThatNobodyFillsStallsAndSaysWhoWaitsForWhat() {
    Queue<Integer> queue = new Queue<>(0, "jobs");
    assertThatThrownBy(() -> runHere(() -> await(queue.get())))
        .isInstanceOf(StalledException.class)
        .hasMessageContaining("awaits=queue get jobs");
  }

  @Test
  void aQueueBelongsToTheLoopOnWhichItWasFirstWaitedFor() {
    Queue<Integer> queue = new Queue<>(0, "jobs");
    Coroutine<Void> waitAWhile =
        async(() -> {
          Task<Integer> getter = createTask(queue.get());
          await(sleep(Duration.ZERO));
          getter.cancel();
        });
    run(waitAWhile, loop());
    assertThatThrownBy(() -> runHere(() -> await(queue.get())))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("queue get jobs is bound to another event loop");
  }

  @Test
  void aTaskThatIsCancelledWhileItWaitsLeavesTheQueue() {
    Queue<Integer> queue = new Queue<>(1, "jobs");
    runHere(() -> {
      Task<Integer> getter = createTask(queue.get());
      await(sleep(Duration.ZERO));
      assertThat(queue).hasToString("<queue jobs 0 of 1 getters=1>");
      getter.cancel("enough");
      assertThatThrownBy(() -> await(getter))
          .isInstanceOf(CancelledError.class)
          .hasMessage("enough");
      assertThat(queue).hasToString("<queue jobs 0 of 1>");
    });
  }

  @Test
  void aQueueTellsWhatStateItIsIn() {
    Queue<Integer> queue = new Queue<>(1, "jobs");
    runHere(() -> {
      assertThat(new Queue<Integer>()).hasToString("<queue 0>");
      queue.putNowait(1);
      Task<Void> putter = createTask(queue.put(2));
      await(sleep(Duration.ZERO));
      assertThat(queue).hasToString("<queue jobs 1 of 1 putters=1 unfinished=1>");
      putter.cancel();
      await(gatherReturningExceptions(List.of(putter)));
      assertThat(queue).hasToString("<queue jobs 1 of 1 unfinished=1>");
      queue.getNowait();
      queue.taskDone();
      queue.shutdown();
      assertThat(queue).hasToString("<queue jobs 0 of 1 shut down>");
    });
  }

  @Test
  void aTraceTellsOfEachOperationAsItTakesEffect() {
    Uses uses = new Uses();
    Queue<Integer> queue = new Queue<>(1, "jobs");
    LoopBuilder observed = loop().observer(uses);
    run(
        async(() -> {
          Task<Void> producer = createTask(putter(queue, 1, 2), "producer");
          await(queue.get());
          await(producer);
          queue.taskDone();
          queue.shutdown();
        }),
        observed);
    assertThat(uses.told)
        .containsExactly(
            "Task-1 waits for queue get jobs",
            "producer: put queue jobs",
            "producer waits for queue put jobs",
            "Task-1: get queue jobs",
            "Task-1 waits for task producer",
            "producer: put queue jobs",
            "Task-1: task-done queue jobs",
            "Task-1: shutdown queue jobs");
  }
}
