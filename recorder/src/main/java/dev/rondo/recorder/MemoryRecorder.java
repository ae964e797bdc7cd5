package dev.rondo.recorder;

import dev.rondo.observe.LoopInfo;
import dev.rondo.observe.LoopObserver;
import dev.rondo.observe.ObserverProvider;
import dev.rondo.trace.LoopSetup;
import dev.rondo.trace.TraceHeader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Records loops in memory, from their beginnings on: for a run that is short, and whose trace is
 * looked at when it is over and mostly thrown away, such as a test's. It makes no file and no
 * thread.
 *
 * {@snippet :
 * MemoryRecorder recorder = new MemoryRecorder("breakfast");
 * Async.run(program(), EventLoop.builder().observer(recorder));
 * try (TraceReader trace = TraceReader.open("breakfast", new ByteArrayInputStream(recorder.trace()))) {
 *   Verifier.verify(trace);
 * }
 * }
 *
 * <p>Of more than some two million events the first are dropped, and the trace is one of a flight
 * then. Thread-safe.
 */
public final class MemoryRecorder implements ObserverProvider {
  private static final long MEMORY = 128L << 20;

  private final String program;
  private final Ring ring;
  private @Nullable TraceHeader header; // from the first loop on
  private @Nullable Setups setups; // as well
  private int loops;
  private long startNanos;

  /**
   * One that has recorded nothing yet.
   *
   * @param program what the trace calls the program
   */
  public MemoryRecorder(String program) {
    this(program, MEMORY);
  }

  /** One that keeps so many bytes of rows. */
  MemoryRecorder(String program, long memory) {
    this.program = program;
    this.ring = new Ring(memory);
  }

  /** Records a new loop. */
  @Override
  public synchronized LoopObserver observe(LoopInfo loop) {
    if (header == null) {
      startNanos = System.nanoTime();
      header = new Headers(program, Detail.FULL).of(loop, Instant.now());
      setups = new Setups(loop);
    }
    LoopSetup setup = setups == null ? null : setups.of(loop);
    long origin = loop.virtual() ? loop.clock().getAsLong() : startNanos;
    Moment moment = new Moment(loop.clock(), origin);
    Whereabouts whereabouts = Whereabouts.of(header(), ++loops);
    LoopObserver recorder =
        new LoopRecorder(new Ledger(ring, false), moment, whereabouts, Detail.FULL, true, setup);
    return Objects.requireNonNull(Onlookers.before(recorder, loop, new Filtering(Filter.none())));
  }

  /** Whether no loop was made so far. */
  public synchronized boolean isEmpty() {
    return header == null;
  }

  /**
   * What was recorded so far, as the file of a trace would have it, not packed; loops may go on
   * meanwhile.
   *
   * @throws IllegalStateException if no loop was made so far
   */
  public byte[] trace() {
    ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 13);
    try (Ring.Snapshot snapshot = ring.snapshot()) {
      new Flight(header(), new Filtering(Filter.none()), Long.MAX_VALUE).write(snapshot, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // memory does not fail
    }
    return out.toByteArray();
  }

  private synchronized TraceHeader header() {
    if (header == null) {
      throw new IllegalStateException("no loop was recorded yet");
    }
    return header;
  }
}
