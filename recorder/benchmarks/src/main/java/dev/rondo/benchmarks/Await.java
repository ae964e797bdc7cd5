package dev.rondo.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;

/** A coroutine awaited in place that does not pause. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Await {
  private static final int TIMES = 1_000_000;

  @Benchmark
  @OperationsPerInvocation(TIMES)
  public int rondo(LoopState loop) {
    return loop.run(Works.calls(TIMES));
  }

  @Benchmark
  @OperationsPerInvocation(TIMES)
  public int kotlinx() {
    return Kotlinx.calls(TIMES);
  }
}
