package dev.rondo.recorder;

import dev.rondo.trace.TraceHeader;
import dev.rondo.trace.TraceWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Writes what the loops of a process record to one file, on a thread of its own. It reads published
 * rows every {@link #FLUSH_NANOS} and as chunks fill; after a while with nothing to do it sleeps
 * until a loop wakes it. Loops that are faster than the file wait for chunks: nothing is lost.
 *
 * <p>A file that cannot be written to ends the recording, with one warning; the program goes on.
 */
final class Scribe {
  static final long FLUSH_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final int IDLE_ROUNDS = 10; // of FLUSH_NANOS, before it sleeps
  private static final int MOST_CHUNKS = 128; // about 8 MiB
  private static final long LAST_WORDS_MILLIS = 10_000;

  private final Path file;
  private final TraceHeader header;
  private final Filtering filter;
  private final Thread thread;
  private final List<Tail> tails = new CopyOnWriteArrayList<>(); // one a loop
  private final ArrayBlockingQueue<Chunk> free = new ArrayBlockingQueue<>(MOST_CHUNKS);
  private int made; // chunks, guarded by free
  private volatile boolean finishing;
  private volatile boolean closed; // nothing more is taken
  private volatile boolean idle;

  /**
   * Makes the file, or empties the one that is there; the header comes from the writer's thread.
   */
  Scribe(Path file, TraceHeader header, Filtering filter) throws IOException {
    this.file = file;
    this.header = header;
    this.filter = filter;
    Files.newOutputStream(file).close();
    thread = Thread.ofPlatform().daemon().name("rondo-recorder").unstarted(this::work);
  }

  void start() {
    thread.start();
  }

  /** The next loop's number, and the chunk that it begins with. */
  synchronized Chunk addLoop() {
    Chunk first = freshChunk(1);
    tails.add(new Tail(tails.size() + 1, first, filter));
    return first;
  }

  // -- on the loops' threads ----------------------------------------------------------------------

  /** Whether recording is over: what is told from now on goes nowhere. */
  boolean closed() {
    return closed;
  }

  void wakeIfIdle() {
    if (idle) {
      wake();
    }
  }

  void wake() {
    idle = false;
    LockSupport.unpark(thread);
  }

  /** A chunk for a loop's events from {@code seq} on; waits for one if all are in use. */
  Chunk freshChunk(long seq) {
    Chunk chunk = free.poll();
    boolean interrupted = false;
    while (chunk == null) {
      if (closed || mayMakeOne()) {
        chunk = new Chunk();
        break;
      }
      wake();
      try {
        chunk = free.poll(1, TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return chunk.reuse(seq);
  }

  private boolean mayMakeOne() {
    synchronized (free) {
      return made < MOST_CHUNKS && made++ >= 0;
    }
  }

  // -- on the writer's thread ---------------------------------------------------------------------

  private void work() {
    try (TraceWriter writer = TraceWriter.open(file, filter.header(header))) {
      int quiet = 0;
      while (!finishing) {
        quiet = anyNews() ? 0 : quiet + 1;
        while (writeAll(writer)) {}
        writer.flush();
        rest(quiet > IDLE_ROUNDS);
      }
      while (writeAll(writer)) {}
      closed = true;
      writer.finish(0);
    } catch (IOException | RuntimeException e) {
      giveUp(e);
    } finally {
      closed = true;
    }
  }

  private void rest(boolean untilWoken) {
    if (!untilWoken) {
      LockSupport.parkNanos(this, FLUSH_NANOS);
      return;
    }
    idle = true;
    if (!finishing && !anyNews()) {
      LockSupport.park(this);
    }
    idle = false;
  }

  private boolean anyNews() {
    return tails.stream().anyMatch(Tail::hasNews);
  }

  /** Writes up to a chunk of each loop and tells whether one of them has more. */
  private boolean writeAll(TraceWriter writer) throws IOException {
    boolean more = false;
    for (Tail tail : tails) {
      more |= tail.writeTo(writer, free::offer);
    }
    return more;
  }

  private void giveUp(Exception e) {
    closed = true;
    System.err.println("rondo: recording to " + file + " has stopped: " + IoReason.of(e));
  }

  /** Writes all that is published, and the footer; whatever loops tell after this goes nowhere. */
  void finish() {
    finishing = true;
    wake();
    try {
      thread.join(LAST_WORDS_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
