package dev.rondo.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/** A task made, run and awaited. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Create {
  private static final int TIMES = 100_000;

  @Benchmark
  @OperationsPerInvocation(TIMES)
  public int rondo(LoopState loop) {
    return loop.run(Works.tasks(TIMES));
  }

  @Benchmark
  @OperationsPerInvocation(TIMES)
  public int kotlinx() {
    return Kotlinx.tasks(TIMES);
  }

  /** Started and joined by a virtual thread on the same carrier, which suits them best. */
  @Benchmark
  @OperationsPerInvocation(TIMES)
  @Fork(jvmArgsAppend = "-Djdk.virtualThreadScheduler.parallelism=1")
  public int virtualThreads() throws InterruptedException {
    int[] sum = {0};
    Thread.startVirtualThread(() -> startAndJoin(sum)).join();
    return sum[0];
  }

  private static void startAndJoin(int[] sum) {
    try {
      for (int i = 0; i < TIMES; i++) {
        int value = i;
        Thread.startVirtualThread(() -> sum[0] += value).join();
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e); // nobody interrupts it
    }
  }
}
