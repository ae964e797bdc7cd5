package dev.rondo;

import static dev.rondo.Async.async;
import static dev.rondo.Async.await;
import static dev.rondo.Async.createTask;
import static dev.rondo.Async.gather;
import static dev.rondo.Async.gatherReturningExceptions;
import static dev.rondo.Async.named;
import static dev.rondo.Async.sleep;
import static dev.rondo.Trace.mark;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A program of tasks, futures, timers and cancellations, made up as it runs: the same seed decides
 * the same, as long as its tasks get their turns in the same order.
 */
final class RandomProgram {
  private static final int MOST_TASKS = 25;
  private static final int MOST_STEPS = 12;

  private final Random random;
  private final List<Task<Integer>> tasks = new ArrayList<>();
  private final List<Future<Integer>> futures = new ArrayList<>();
  private int depth;

  private RandomProgram(long seed) {
    random = new Random(seed);
  }

  /** Runs it on that engine and gives what an observer is told, and how it ended. */
  static List<String> run(long seed, String engine) {
    return run(seed, engine, "fifo");
  }

  /** Runs it on that engine under a policy, whose seed is the program's. */
  static List<String> run(long seed, String engine, String policy) {
    RecordingObserver observer = new RecordingObserver();
    RandomProgram program = new RandomProgram(seed);
    String outcome;
    LoopBuilder loop =
        EventLoop.builder()
            .engine(engine)
            .policy(policy, seed)
            .virtualClock()
            .observer(observer.provider());
    try {
      outcome = "returned " + Async.run(program.main(), loop);
    } catch (RuntimeException | Error e) {
      outcome = "threw " + e;
    }
    List<String> story = new ArrayList<>(observer.logical());
    story.add(outcome);
    return story;
  }

  private Coroutine<Integer> main() {
    return async(() -> {
      EventLoop.running().setExceptionHandler(_ -> {}); // when it is told is up to the collector
      for (int i = 0; i < 3; i++) {
        futures.add(EventLoop.running().createFuture("shared " + i));
      }
      int result = await(body());
      await(sleep(Duration.ofMillis(20)));
      return result;
    });
  }

  private Coroutine<Integer> body() {
    return async(() -> {
      int sum = 0;
      for (int steps = random.nextInt(MOST_STEPS); steps > 0; steps--) {
        try {
          sum += step();
        } catch (PauseException | StackOverflowError e) {
          throw new AssertionError("seed does what it must not", e);
        } catch (RuntimeException e) {
          mark("caught " + e.getMessage());
        } catch (CancelledError e) {
          mark("cancelled " + e.getMessage());
          if (random.nextInt(4) > 0) {
            throw e;
          }
        } finally {
          if (random.nextInt(30) == 0) {
            await(pause());
          }
        }
      }
      return sum;
    });
  }

  private static Coroutine<Void> pause() {
    return sleep(Duration.ZERO);
  }

  private int step() {
    EventLoop loop = EventLoop.running();
    switch (random.nextInt(16)) {
      case 0, 1 -> await(pause());
      case 2, 3 -> await(sleep(Duration.ofMillis(random.nextInt(5))));
      case 4, 5, 6 -> spawn();
      case 7 -> {
        return inPlace();
      }
      case 8 -> {
        return await(aTask());
      }
      case 9 -> aTask().cancel("by dice");
      case 10 -> {
        return await(aFuture());
      }
      case 11 -> complete(aFuture());
      case 12 -> loop.callSoon(named("soon", () -> complete(aFuture())));
      case 13 -> {
        Handle later =
            loop.callLater(
                Duration.ofMillis(random.nextInt(4)), named("later", () -> aTask().cancel()));
        if (random.nextBoolean()) {
          later.cancel();
        }
      }
      case 14 -> {
        return gathered();
      }
      default -> {
        if (random.nextInt(3) == 0) {
          throw new IllegalArgumentException("dice");
        }
        aTask().addDoneCallback(named("done", t -> mark("done " + t.cancelled())));
      }
    }
    return 1;
  }

  private void spawn() {
    if (tasks.size() < MOST_TASKS) {
      tasks.add(createTask(body()));
    }
  }

  private int inPlace() {
    if (depth > 4) {
      return 0;
    }
    depth++;
    try {
      return await(body());
    } finally {
      depth--;
    }
  }

  private int gathered() {
    List<Awaitable<Integer>> some = List.of(aTask(), body(), aFuture());
    return random.nextBoolean()
        ? await(gather(some)).size()
        : await(gatherReturningExceptions(some)).size();
  }

  private Task<Integer> aTask() {
    if (tasks.isEmpty()) {
      tasks.add(createTask(body()));
    }
    return tasks.get(random.nextInt(tasks.size()));
  }

  /** One of the shared futures; a new one in the place of one that is done, now and then. */
  private Future<Integer> aFuture() {
    int i = random.nextInt(futures.size());
    if (futures.get(i).done() && random.nextBoolean()) {
      futures.set(i, EventLoop.running().createFuture("shared " + i));
    }
    return futures.get(i);
  }

  private void complete(Future<Integer> future) {
    if (future.done()) {
      return;
    }
    switch (random.nextInt(4)) {
      case 0 -> future.cancel("dice");
      case 1 -> future.setException(new IllegalStateException("dice"));
      default -> future.setResult(random.nextInt(10));
    }
  }
}
