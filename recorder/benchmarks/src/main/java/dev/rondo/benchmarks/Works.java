package dev.rondo.benchmarks;

import static dev.rondo.Async.async;
import static dev.rondo.Async.await;
import static dev.rondo.Async.createTask;
import static dev.rondo.Async.sleep;

import dev.rondo.Coroutine;
import dev.rondo.EventLoop;
import dev.rondo.Future;
import dev.rondo.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The works that are measured, as a program on the loop would write them. */
final class Works {
  private Works() {}

  /** Two tasks that do nothing but cede to each other, {@code times} in all. */
  static Coroutine<Void> switches(int times) {
    return async(() -> {
      Task<Void> other = createTask(cedes(times / 2));
      await(cedes(times / 2));
      await(other);
    });
  }

  /** Cedes to the others, {@code times}. */
  static Coroutine<Void> cedes(int times) {
    return async(() -> {
      for (int i = 0; i < times; i++) {
        await(sleep(Duration.ZERO));
      }
    });
  }

  /** Makes a coroutine that does not pause and awaits it in place, {@code times}. */
  static Coroutine<Integer> calls(int times) {
    return async(() -> {
      int sum = 0;
      for (int i = 0; i < times; i++) {
        sum += await(same(i));
      }
      return sum;
    });
  }

  /** Makes a task and awaits it, {@code times}, one after the other. */
  static Coroutine<Integer> tasks(int times) {
    return async(() -> {
      int sum = 0;
      for (int i = 0; i < times; i++) {
        sum += await(createTask(same(i)));
      }
      return sum;
    });
  }

  private static Coroutine<Integer> same(int value) {
    return async(() -> value);
  }

  /** A callback that queues itself anew, {@code times}. */
  static Coroutine<Boolean> callbacks(int times) {
    return async(() -> await(new Callback(EventLoop.running(), times).start()));
  }

  private static final class Callback implements Runnable {
    private final EventLoop loop;
    private final Future<Boolean> done;
    private int left;

    Callback(EventLoop loop, int times) {
      this.loop = loop;
      this.done = loop.createFuture();
      this.left = times;
    }

    Future<Boolean> start() {
      loop.callSoon(this);
      return done;
    }

    @Override
    public void run() {
      if (--left > 0) {
        loop.callSoon(this);
      } else {
        done.setResult(true);
      }
    }
  }

  /**
   * That many tasks, all asleep at once for {@code each}; {@code whenAsleep} runs while they are.
   */
  static Coroutine<Void> asleep(int count, Duration each, Runnable whenAsleep) {
    return async(() -> {
      List<Task<Void>> all = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        all.add(createTask(nap(each)));
      }
      await(sleep(Duration.ZERO)); // behind the first step of each of them
      whenAsleep.run();
      for (Task<Void> task : all) {
        await(task);
      }
    });
  }

  private static Coroutine<Void> nap(Duration duration) {
    return async(() -> await(sleep(duration)));
  }
}
