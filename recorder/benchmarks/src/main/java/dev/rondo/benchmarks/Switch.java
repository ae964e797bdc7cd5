package dev.rondo.benchmarks;

import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import jdk.internal.vm.Continuation;
import jdk.internal.vm.ContinuationScope;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A pause and what resumes next. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Switch {
  private static final int TIMES = 100_000;
  private static final ContinuationScope SCOPE = new ContinuationScope("benchmark");

  private final Continuation alone = endless();
  private final ArrayDeque<Continuation> queue = new ArrayDeque<>();

  public Switch() {
    queue.add(endless());
    queue.add(endless());
  }

  @SuppressWarnings("InfiniteLoopStatement")
  private static Continuation endless() {
    return new Continuation(
        SCOPE,
        () -> {
          while (true) {
            Continuation.yield(SCOPE);
          }
        });
  }

  @Benchmark
  @OperationsPerInvocation(TIMES)
  public void rondo(LoopState loop) {
    loop.run(Works.switches(TIMES));
  }

  /** One continuation, resumed as soon as it yields. */
  @Benchmark
  @OperationsPerInvocation(TIMES)
  public void continuation() {
    for (int i = 0; i < TIMES; i++) {
      alone.run();
    }
  }

  /** Two of them, in turn: the least that a loop could do. */
  @Benchmark
  @OperationsPerInvocation(TIMES)
  public void continuationsInQueue() {
    for (int i = 0; i < TIMES; i++) {
      Continuation next = queue.remove();
      next.run();
      queue.add(next);
    }
  }

  /** Two virtual threads on one carrier, which suits them best. */
  @Benchmark
  @OperationsPerInvocation(TIMES)
  @Fork(jvmArgsAppend = "-Djdk.virtualThreadScheduler.parallelism=1")
  public void virtualThreads() throws InterruptedException {
    Thread one = Thread.startVirtualThread(Switch::yields);
    Thread other = Thread.startVirtualThread(Switch::yields);
    one.join();
    other.join();
  }

  @SuppressWarnings("ThreadPriorityCheck") // it is what is measured
  private static void yields() {
    for (int i = 0; i < TIMES / 2; i++) {
      Thread.yield();
    }
  }

  @Benchmark
  @OperationsPerInvocation(TIMES)
  public void kotlinx() {
    Kotlinx.yields(TIMES);
  }
}
