package dev.rondo;

import static dev.rondo.Async.async;
import static dev.rondo.Async.await;
import static dev.rondo.Async.sleep;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.observe.LoopObserver;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A loop with nothing to do waits, on the machine's clock. */
class IdleLoopTest extends OnBothEngines {

  @Test
  void anIdleLoopUsesNoProcessor() {
    assertItWaits(() -> {});
  }

  @Test
  void anInterruptedLoopUsesNoProcessorAndKeepsTheInterrupt() {
    assertItWaits(Thread.currentThread()::interrupt);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void anInterruptBeforeRunIsKeptToo() {
    Thread.currentThread().interrupt();
    assertItWaits(() -> {});
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void sleepsAsShortAsTheClockCanTellDoNotKeepALoopAwake() {
    int[] sleeps = {0};
    Async.run(
        async(() -> {
          for (long nanos : new long[] {50_000_000, 100_000, 1_000, 10, 1}) {
            long end = EventLoop.running().time() + nanos;
            await(sleep(Duration.ofNanos(nanos)));
            assertThat(EventLoop.running().time()).isGreaterThanOrEqualTo(end);
          }
        }),
        counting(sleeps));
    assertThat(sleeps[0]).isBetween(1, 20);
  }

  /** A loop does that and then waits: it sleeps once or twice, not thousands of times. */
  private void assertItWaits(Runnable first) {
    int[] sleeps = {0};
    double[] share = {0};
    Async.run(
        async(
            "main",
            () -> {
              EventLoop loop = EventLoop.running();
              Thread.ofPlatform().start(() -> loop.callSoonThreadsafe(first));
              await(sleep(millis(20)));
              long cpu = processorTime();
              long time = System.nanoTime();
              await(sleep(millis(100)));
              share[0] = (double) (processorTime() - cpu) / (System.nanoTime() - time);
            }),
        counting(sleeps));
    assertThat(sleeps[0]).isBetween(1, 20);
    assertThat(share[0]).isLessThan(0.5);
  }

  /** A loop on the machine's clock that counts how often it waits. */
  private LoopBuilder counting(int[] sleeps) {
    LoopObserver counting =
        new LoopObserver() {
          @Override
          public void idled(long nanos) {
            sleeps[0]++;
          }
        };
    return EventLoop.builder().engine(engine).observer(_ -> counting);
  }

  /** That of the loop's thread; it is not told of virtual ones. */
  private long processorTime() {
    return onContinuations() ? ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() : 0;
  }
}
