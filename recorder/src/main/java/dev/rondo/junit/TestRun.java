package dev.rondo.junit;

import dev.rondo.LoopBuilder;
import dev.rondo.LoopScope;
import dev.rondo.recorder.MemoryRecorder;
import dev.rondo.trace.TraceReader;
import java.io.ByteArrayInputStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One run of a test: the scope in which its loops are made, and what they record. To be closed by
 * the thread that made it.
 */
final class TestRun implements AutoCloseable {
  private static final String WORKER = "org.junit.platform.engine.support.hierarchical.";

  private final String name;
  private final Recorded.Clock clock;
  private final @Nullable Schedule schedule;
  private final MemoryRecorder recorder;
  private final Thread thread = Thread.currentThread();
  private final LoopScope scope;
  private byte @Nullable [] trace; // once it is over

  TestRun(String name, Recorded.Clock clock, @Nullable Schedule schedule) {
    this.name = name;
    this.clock = clock;
    this.schedule = schedule;
    recorder = new MemoryRecorder(name);
    scope = LoopScope.open(this::choose);
  }

  private void choose(LoopBuilder builder) {
    if (Thread.currentThread() != thread && isAtAnotherTest()) {
      return;
    }
    builder.observer(recorder);
    if (clock == Recorded.Clock.VIRTUAL) {
      builder.virtualClock();
    }
    if (schedule != null) {
      schedule.applyTo(builder);
    }
  }

  /** A worker of JUnit's that was started while this test ran has its scope, too. */
  private static boolean isAtAnotherTest() {
    return StackWalker.getInstance()
        .walk(frames -> frames.anyMatch(frame -> frame.getClassName().startsWith(WORKER)));
  }

  @Nullable Schedule schedule() {
    return schedule;
  }

  Recorded.Clock clock() {
    return clock;
  }

  Recording recording() {
    return new Recording(recorder);
  }

  /** Whether a loop was made. */
  boolean hasTrace() {
    return !recorder.isEmpty();
  }

  /** What was recorded up to now. */
  byte[] traceSoFar() {
    return recorder.trace();
  }

  /** From now on loops are not its own any more; tells whether it has a trace. */
  boolean end() {
    scope.close();
    if (hasTrace()) {
      trace = recorder.trace();
    }
    return trace != null;
  }

  /** What was recorded up to its end. */
  byte[] trace() {
    return Objects.requireNonNull(trace);
  }

  /** The same, to be read. */
  TraceReader open() {
    return TraceReader.open(name, new ByteArrayInputStream(trace()));
  }

  /** In case that it is not ended otherwise: JUnit closes what it keeps. */
  @Override
  public void close() {
    scope.close();
  }
}
