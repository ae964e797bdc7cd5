package dev.rondo.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.rondo.observe.AwaitChain;
import dev.rondo.observe.Cause;
import dev.rondo.trace.spans.SpanIds;
import java.lang.management.ManagementFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Recording a step allocates nothing on the loop's thread. */
class AllocationTest {
  private record Link(String coroutine, @Nullable AwaitChain awaiter, boolean internal)
      implements AwaitChain {}

  /** Gives the same chunk again and again. */
  private static final class Circle extends Depot {
    @Override
    Chunk begin() {
      return new Chunk().reuse(1);
    }

    @Override
    Chunk exchange(Chunk full, long seq, boolean wait) {
      full.letGo(0, Chunk.ROWS);
      return full.reuse(seq);
    }

    @Override
    boolean attend() {
      return true;
    }
  }

  @Test
  void aStepAllocatesNothing() {
    assertThatStepsAllocateNothing(new Circle());
  }

  @Test
  void aStepAllocatesNothingInAFlightRecorderThatIsFull() {
    assertThatStepsAllocateNothing(new Ring(0));
  }

  private static void assertThatStepsAllocateNothing(Depot depot) {
    LoopRecorder recorder =
        new LoopRecorder(
            new Ledger(depot, true),
            new Moment(System::nanoTime, 0),
            new Whereabouts("0".repeat(31) + "1", null, SpanIds.of("1", null, null), 1),
            Detail.FULL,
            true,
            null);
    recorder.taskCreated(1, "a", "a", null, 0);
    AwaitChain chain = new Link("inner", new Link("outer", null, false), false);
    steps(recorder, chain, 20_000); // what is loaded or compiled for the first time
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    steps(recorder, chain, 100_000);

    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(100_000);
  }

  private static void steps(LoopRecorder recorder, AwaitChain chain, int count) {
    for (int i = 1; i <= count; i++) {
      recorder.stepEnqueued(i, 1, Cause.YIELD, 0);
      recorder.resumed(i, 1);
      recorder.entered(1, "inner");
      recorder.used(1, 1, "queue Q", "put");
      recorder.timerSet(i, i, "wake");
      recorder.paused(1, 0, "sleep", chain);
      recorder.handleCancelled(i, 1);
    }
  }
}
