package dev.rondo.benchmarks;

import static dev.rondo.Async.async;
import static dev.rondo.Async.await;
import static dev.rondo.Async.createTask;
import static dev.rondo.Async.sleep;
import static dev.rondo.Async.waitFor;

import dev.rondo.Coroutine;
import dev.rondo.EventLoop;
import dev.rondo.LoopBuilder;
import dev.rondo.Task;
import dev.rondo.recorder.Detail;
import dev.rondo.recorder.Recorder;
import dev.rondo.sync.Queue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A realistic program, recorded and not in turns, in a process of its own: {@code Pipeline
 * REPEATS}. One task feeds a bounded queue, four workers take from it with a time limit, and
 * another task wakes by a timer every millisecond; each does 10 µs of work at a time. Tells the
 * milliseconds of each run, until the loop is done.
 */
final class Pipeline {
  private static final int ITEMS = 4_000;
  private static final int WORKERS = 4;
  private static final int DONE = -1;
  private static final Duration LIMIT = Duration.ofSeconds(1);
  private static final Duration TICK = Duration.ofMillis(1);
  private static final int WARM_UP = 20;

  private final Work work;
  private boolean over;

  private Pipeline(Work work) {
    this.work = work;
  }

  public static void main(String[] args) {
    Work work = Work.of(Duration.ofNanos(10_000));
    int repeats = Integer.parseInt(args[0]);
    for (int i = 0; i < WARM_UP + repeats; i++) {
      double off = millis(work, EventLoop.builder());
      double schedule = recorded(work, Detail.SCHEDULE);
      double full = recorded(work, Detail.FULL);
      if (i >= WARM_UP) {
        System.out.printf("off %s%nschedule %s%nfull %s%n", off, schedule, full);
      }
    }
  }

  private static double recorded(Work work, Detail detail) {
    try (Recorder recorder = Traces.recorder("pipeline.jsonl", detail)) {
      return millis(work, EventLoop.builder().observer(recorder));
    } finally {
      Traces.file("pipeline.jsonl");
    }
  }

  private static double millis(Work work, LoopBuilder builder) {
    try (EventLoop loop = builder.create()) {
      long start = System.nanoTime();
      loop.runUntilComplete(new Pipeline(work).main());
      return (System.nanoTime() - start) / 1e6;
    }
  }

  private Coroutine<Void> main() {
    return async(() -> {
      Queue<Integer> queue = new Queue<>(16);
      List<Task<Void>> workers = new ArrayList<>();
      for (int i = 0; i < WORKERS; i++) {
        workers.add(createTask(worker(queue), "worker " + i));
      }
      Task<Void> ticker = createTask(ticker(), "ticker");
      await(feed(queue));
      for (Task<Void> worker : workers) {
        await(worker);
      }
      over = true;
      await(ticker);
    });
  }

  private static Coroutine<Void> feed(Queue<Integer> queue) {
    return async(() -> {
      for (int i = 0; i < ITEMS; i++) {
        await(queue.put(i));
      }
      for (int i = 0; i < WORKERS; i++) {
        await(queue.put(DONE));
      }
    });
  }

  private Coroutine<Void> worker(Queue<Integer> queue) {
    return async(() -> {
      while (await(waitFor(queue.get(), LIMIT)) != DONE) {
        work.run();
      }
    });
  }

  private Coroutine<Void> ticker() {
    return async(() -> {
      while (!over) {
        await(sleep(TICK));
        work.run();
      }
    });
  }

  /** Computing for a while: so many rounds, found out once, that the clock plays no part in it. */
  private static final class Work {
    private final int rounds;
    private long state = 1;

    private Work(int rounds) {
      this.rounds = rounds;
    }

    static Work of(Duration duration) {
      Work sample = new Work(10_000);
      long least = Long.MAX_VALUE;
      for (int i = 0; i < 2_000; i++) {
        long start = System.nanoTime();
        sample.run();
        least = Math.min(least, System.nanoTime() - start);
      }
      return new Work((int) (sample.rounds * duration.toNanos() / least));
    }

    void run() {
      for (int i = 0; i < rounds; i++) {
        state = state * 6364136223846793005L + 1442695040888963407L;
      }
      if (state == 0) {
        throw new AssertionError("computed, and used");
      }
    }
  }
}
