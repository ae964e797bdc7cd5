package dev.rondo.recorder;

import dev.rondo.observe.AwaitChain;
import dev.rondo.observe.Cause;
import dev.rondo.observe.Ending;
import dev.rondo.observe.LoopObserver;
import dev.rondo.observe.LoopPhase;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes one loop's events into chunks, on the loop's thread: a row each, without allocating,
 * locking or calling the system. The scribe reads them on its own thread.
 */
final class LoopRecorder implements LoopObserver {
  private final Scribe scribe;
  private final LongSupplier clock;
  private final long origin;
  private final boolean inPlace; // whether enter and exit are told

  private Chunk chunk;
  private int row;

  /**
   * @param first the chunk to begin with
   * @param origin the time of {@code clock} that is the trace's 0
   */
  LoopRecorder(Scribe scribe, Chunk first, LongSupplier clock, long origin, Detail detail) {
    this.scribe = scribe;
    this.clock = clock;
    this.origin = origin;
    this.inPlace = detail == Detail.FULL;
    this.chunk = first;
  }

  // -- rows ---------------------------------------------------------------------------------------

  private void write(Kind kind, long a, long b, long c) {
    write(kind, a, b, c, null, null, null);
  }

  @SuppressWarnings("EnumOrdinal") // a row holds numbers; Kind.of is the way back
  private void write(
      Kind kind,
      long a,
      long b,
      long c,
      @Nullable Object x,
      @Nullable Object y,
      @Nullable Object z) {
    if (scribe.closed()) {
      return;
    }
    if (row == Chunk.ROWS) {
      nextChunk();
    }
    int at = row * Chunk.LONGS;
    long[] longs = chunk.longs;
    longs[at] = kind.ordinal();
    longs[at + 1] = clock.getAsLong() - origin;
    longs[at + 2] = a;
    longs[at + 3] = b;
    longs[at + 4] = c;
    if (x != null) {
      int ref = row * Chunk.REFS;
      chunk.refs[ref] = x;
      chunk.refs[ref + 1] = y;
      chunk.refs[ref + 2] = z;
    }
    chunk.publish(++row);
    scribe.wakeIfIdle();
  }

  private void nextChunk() {
    Chunk fresh = scribe.freshChunk(chunk.firstSeq + Chunk.ROWS);
    chunk.next = fresh;
    chunk = fresh;
    row = 0;
    scribe.wake();
  }

  // -- hooks --------------------------------------------------------------------------------------

  @Override
  public void loopState(LoopPhase phase, String thread) {
    write(Kind.LOOP, 0, 0, 0, thread, phase, null);
  }

  @Override
  public void taskCreated(
      long task, String name, String coroutine, @Nullable String at, long parent) {
    write(Kind.TASK, task, parent, 0, name, coroutine, at);
  }

  @Override
  public void stepEnqueued(long handle, long task, Cause why, long of) {
    write(Kind.STEP_ENQUEUED, handle, task, of, why, null, null);
  }

  @Override
  public void callbackEnqueued(long handle, String callback, Cause why, long of) {
    write(Kind.CALLBACK_ENQUEUED, handle, 0, of, why, callback, null);
  }

  @Override
  public void resumed(long handle, long task) {
    write(Kind.RESUME, handle, task, 0);
  }

  @Override
  public void paused(long task, long on, String what, AwaitChain chain) {
    write(Kind.PAUSE, task, on, 0, what, chain.awaiter() == null ? null : chain, null);
  }

  @Override
  public void taskDone(long task, Ending ending, @Nullable Throwable error) {
    write(Kind.TASK_DONE, task, 0, 0, ending, ErrorText.of(ending, error), null);
  }

  @Override
  public void futureDone(long future, Ending ending, @Nullable Throwable error) {
    write(Kind.FUTURE_DONE, future, 0, 0, ending, ErrorText.of(ending, error), null);
  }

  @Override
  public void awaitedDone(long task, long on, String what) {
    write(Kind.AWAIT, task, on, 0, what, null, null);
  }

  @Override
  public void listened(long future, String callback) {
    write(Kind.LISTEN, future, 0, 0, callback, null, null);
  }

  @Override
  public void used(long task, long object, String what, String operation) {
    write(Kind.USE, task, object, 0, what, operation, null);
  }

  @Override
  public void callbackStarted(long handle, String name, long of) {
    write(Kind.CALLBACK, handle, of, 0, name, null, null);
  }

  @Override
  public void callbackReturned(long handle, @Nullable Throwable error) {
    write(Kind.RETURN, handle, 0, 0, error == null ? null : ErrorText.of(error), null, null);
  }

  @Override
  public void timerSet(long handle, long deadline, String callback) {
    write(Kind.TIMER, handle, deadline - origin, 0, callback, null, null);
  }

  @Override
  public void taskCancelled(long task, long by) {
    write(Kind.CANCEL_TASK, task, by, 0);
  }

  @Override
  public void futureCancelled(long future, long by) {
    write(Kind.CANCEL_FUTURE, future, by, 0);
  }

  @Override
  public void handleCancelled(long handle, long by) {
    write(Kind.CANCEL_HANDLE, handle, by, 0);
  }

  @Override
  public void entered(long task, String coroutine) {
    if (inPlace) {
      write(Kind.ENTER, task, 0, 0, coroutine, null, null);
    }
  }

  @Override
  public void exited(long task, String coroutine) {
    if (inPlace) {
      write(Kind.EXIT, task, 0, 0, coroutine, null, null);
    }
  }

  @Override
  public void idled(long nanos) {
    write(Kind.IDLE, nanos, 0, 0);
  }

  @Override
  public void marked(long task, String name, Map<String, ?> attributes) {
    write(Kind.MARK, task, 0, 0, name, JsonValues.of(attributes), null);
  }

  @Override
  public void warned(String code, long task, long handle, String text) {
    write(Kind.WARN, task, handle, 0, code, text, null);
  }

  @Override
  public void stalled(long[] waiting) {
    write(Kind.STALL, 0, 0, 0, waiting.clone(), null, null);
  }
}
