package dev.rondo.benchmarks;

import java.util.ArrayDeque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A callback queued and run. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Soon {
  private static final int TIMES = 1_000_000;

  private final ArrayDeque<Runnable> queue = new ArrayDeque<>();
  private final ExecutorService executor = Executors.newSingleThreadExecutor();

  @TearDown
  public void close() {
    executor.shutdown();
  }

  @Benchmark
  @OperationsPerInvocation(TIMES)
  public void rondo(LoopState loop) {
    loop.run(Works.callbacks(TIMES));
  }

  /** The JDK's executor of one thread, given work by that thread. */
  @Benchmark
  @OperationsPerInvocation(TIMES)
  public void executor() throws InterruptedException {
    Countdown countdown = new Countdown(executor);
    executor.execute(countdown);
    countdown.done.await();
  }

  /** A bare queue of callbacks: the least that a loop could do. */
  @Benchmark
  @OperationsPerInvocation(TIMES)
  public void queue() {
    queue.add(new Countdown(queue::add));
    for (Runnable next = queue.poll(); next != null; next = queue.poll()) {
      next.run();
    }
  }

  private static final class Countdown implements Runnable {
    private final Executor again;
    final CountDownLatch done = new CountDownLatch(1);
    private int left = TIMES;

    Countdown(Executor again) {
      this.again = again;
    }

    @Override
    public void run() {
      if (--left > 0) {
        again.execute(this);
      } else {
        done.countDown();
      }
    }
  }
}
