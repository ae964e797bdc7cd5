package dev.rondo.recorder;

import dev.rondo.trace.TraceHeader;
import dev.rondo.trace.TraceWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Writes what the loops of a process record to one file, on a thread of its own.
 *
 * <p>It looks at a loop's rows only when a chunk is full or the flush interval is over: to read
 * each as it comes would slow the loop down by ten times, for the two processors would hand the
 * same line of memory back and forth. After a while with nothing to do it sleeps until a loop wakes
 * it. A file that cannot be written to ends the recording, with one warning; the program goes on.
 */
final class Scribe extends Depot {
  private static final int IDLE_ROUNDS = 10; // flush intervals, before it sleeps
  private static final long LAST_WORDS_MILLIS = 10_000;
  private static final long RETRY_NANOS = TimeUnit.MICROSECONDS.toNanos(100);
  private static final long FOR_EVER = Long.MAX_VALUE;
  private static final long BUFFERS = 5 << 18; // of the memory: what encodes and writes

  private final Path file;
  private final TraceHeader header;
  private final Settings settings;
  private final Filtering filter;
  private final long flushNanos;
  private final Thread thread;
  private final Pool pool;
  private final LongAdder waits = new LongAdder();
  private final LongAdder waitedNanos = new LongAdder();
  private final List<Tail> tails = new ArrayList<>(); // of the loops that are not over; guarded
  private int loops; // guarded by tails
  private long lost; // by loops that are over
  private @Nullable Tail latest; // that was written to its end, so far
  private volatile long writtenEvents;
  private volatile long writtenLost;
  private volatile long writtenBytes;
  private volatile boolean finishing;
  private volatile boolean closed; // nothing more is taken
  private volatile boolean resting;

  /**
   * Makes the file, or empties the one that is there; the header comes from the writer's thread.
   */
  Scribe(Path file, TraceHeader header, Settings settings) throws IOException {
    this.file = file;
    this.header = header;
    this.settings = settings;
    this.filter = new Filtering(settings.filter());
    this.flushNanos = settings.flush().toNanos();
    this.pool = new Pool(settings.memory() - Math.min(BUFFERS, settings.memory() / 4));
    Files.newOutputStream(file).close();
    thread = Thread.ofPlatform().daemon().name("rondo-recorder").unstarted(this::work);
  }

  void start() {
    thread.start();
  }

  // -- on the loops' threads ----------------------------------------------------------------------

  @Override
  Chunk begin() {
    Chunk first = pool.first();
    if (pool.isLow() && resting) {
      wake();
    }
    synchronized (tails) {
      tails.add(new Tail(++loops, first, pool::giveBack));
    }
    return first;
  }

  @Override
  @Nullable Chunk exchange(Chunk full, long seq, boolean wait) {
    Chunk fresh = pool.poll();
    if (pool.isLow() && resting) {
      wake();
    }
    long waited = 0;
    if (fresh == null && wait) {
      long start = System.nanoTime();
      fresh = awaitChunk();
      waited = System.nanoTime() - start;
      waits.increment();
      waitedNanos.add(waited);
    }
    if (fresh != null) {
      fresh.reuse(seq).waited = waited;
      full.next = fresh;
    }
    return fresh;
  }

  /** Waits for the writer to give one back; once recording is over, any will do. */
  private Chunk awaitChunk() {
    boolean interrupted = false;
    Chunk chunk = pool.poll();
    while (chunk == null && !closed) {
      LockSupport.parkNanos(this, RETRY_NANOS);
      interrupted |= Thread.interrupted(); // with the flag set it would not park again
      chunk = pool.poll();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return chunk == null ? new Chunk() : chunk;
  }

  @Override
  boolean attend() {
    if (!closed) {
      attention = false;
      wake();
      attention = closed;
    }
    return !closed;
  }

  Statistics statistics() {
    return new Statistics(
        writtenEvents,
        writtenLost,
        waits.sum(),
        Duration.ofNanos(waitedNanos.sum()),
        writtenBytes,
        pool.memory(),
        !closed);
  }

  private void wake() {
    LockSupport.unpark(thread);
  }

  // -- on the writer's thread ---------------------------------------------------------------------

  private void work() {
    try (RowWriter writer = new RowWriter(TraceWriter.open(file, filter.header(header)), filter)) {
      writer.flush(); // so that there is a header whatever comes
      OpenFile open = new OpenFile(file);
      long flushed = System.nanoTime();
      int quiet = 0;
      while (!finishing && !reachedLimit(writer)) {
        rest(quiet > IDLE_ROUNDS ? FOR_EVER : flushed + flushNanos - System.nanoTime());
        writeFull(writer, flushed + flushNanos);
        if (System.nanoTime() - flushed >= flushNanos) {
          quiet = anyNews() ? 0 : quiet + 1;
          writeAll(writer);
          flush(writer);
          open.check();
          flushed = System.nanoTime();
        }
      }
      finish(writer);
    } catch (IOException | RuntimeException | Error e) {
      giveUp(e);
    } finally {
      close();
    }
  }

  private void flush(RowWriter writer) throws IOException {
    writer.flush();
    note(writer);
  }

  private void note(RowWriter writer) {
    writtenEvents = writer.events();
    writtenLost = lost + tails().stream().mapToLong(Tail::lost).sum();
    writtenBytes = writer.bytes();
  }

  private boolean reachedLimit(RowWriter writer) {
    return settings.limit() > 0
        && writer.bytes() >= settings.limit()
        && writer.events() > 0; // one that can say so
  }

  private void rest(long nanos) {
    resting = true;
    attention = nanos == FOR_EVER;
    if (!finishing && nanos == FOR_EVER && !anyNews()) {
      LockSupport.park(this);
    } else if (!finishing && nanos > 0 && nanos != FOR_EVER && !pool.isLow()) {
      LockSupport.parkNanos(this, nanos);
    }
    attention = false;
    resting = false;
  }

  private boolean anyNews() {
    return tails().stream().anyMatch(Tail::hasNews);
  }

  private List<Tail> tails() {
    synchronized (tails) {
      return List.copyOf(tails);
    }
  }

  /** Writes a chunk of each loop in turn, as long as there are full ones and time is not up. */
  private void writeFull(RowWriter writer, long until) throws IOException {
    boolean more = true;
    while (more && System.nanoTime() - until < 0 && !reachedLimit(writer)) {
      more = false;
      for (Tail tail : tails()) { // anew each time: one that is over must not come twice
        more |= tail.writeFull(writer);
        retire(tail, writer);
      }
    }
  }

  /** Writes what there is, and forgets the loops that are over. */
  private void writeAll(RowWriter writer) throws IOException {
    for (Tail tail : tails()) {
      tail.writeAll(writer, () -> reachedLimit(writer));
      retire(tail, writer);
    }
  }

  /** Forgets a loop that is over, and has its chunk back. */
  private void retire(Tail tail, RowWriter writer) throws IOException {
    if (tail.isLast() && !reachedLimit(writer)) {
      finish(tail, writer);
    }
  }

  private void finish(Tail tail, RowWriter writer) throws IOException {
    latest = tail;
    tail.finish(writer);
    lost += tail.lost();
    pool.leave();
    synchronized (tails) {
      tails.remove(tail);
    }
  }

  /** Nothing is taken any more; what was is written, unless the file is as large as it may be. */
  private void finish(RowWriter writer) throws IOException {
    boolean cut = !finishing; // nobody asked for the end, so it is the limit
    close();
    for (Tail tail : tails()) {
      latest = tail;
      tail.writeAll(writer, () -> reachedLimit(writer));
      cut |= reachedLimit(writer) && tail.hasNews();
      if (cut) {
        break;
      }
      finish(tail, writer);
    }
    if (cut && latest != null) {
      latest.endAtLimit(writer, settings.limit());
    }
    note(writer);
    writer.finish(writtenLost);
    writtenBytes = writer.bytes();
  }

  private void giveUp(Throwable e) {
    System.err.println("rondo: recording to " + file + " has stopped: " + IoReason.of(e));
  }

  private void close() {
    closed = true;
    attention = true;
  }

  /** Writes all that is published, and the footer; whatever loops tell after this goes nowhere. */
  void finish() {
    finishing = true;
    wake();
    try {
      thread.join(LAST_WORDS_MILLIS);
      pool.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
