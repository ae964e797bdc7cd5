package dev.rondo.recorder;

import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A recorder's chunks: a fixed amount of memory, taken as it is needed, used again and again, and
 * kept. Loops that are very many get a chunk each beyond that, for none could go on otherwise.
 * Thread-safe, without locks.
 */
final class Pool {
  private static final int LEAST_SPARE = 8; // chunks beside those that the loops write to

  private final int most;
  private final ConcurrentLinkedDeque<Chunk> free = new ConcurrentLinkedDeque<>();
  private final AtomicInteger made = new AtomicInteger();
  private final AtomicInteger out = new AtomicInteger();
  private final AtomicInteger loops = new AtomicInteger();
  private volatile boolean closed;

  /** A pool of so many bytes. */
  Pool(long memory) {
    most = Math.toIntExact(Math.max(LEAST_SPARE, memory / Chunk.BYTES));
  }

  /** The first chunk of one more loop; there is always one. */
  Chunk first() {
    loops.incrementAndGet();
    Chunk chunk = poll();
    if (chunk != null) {
      return chunk.reuse(1);
    }
    made.incrementAndGet();
    out.incrementAndGet();
    return new Chunk().reuse(1);
  }

  /** A chunk, or null where all are in use. */
  @Nullable Chunk poll() {
    Chunk chunk = free.poll();
    if (chunk == null && mayMakeOne()) {
      chunk = new Chunk();
    }
    if (chunk != null) {
      out.incrementAndGet();
    }
    return chunk;
  }

  private boolean mayMakeOne() {
    int limit = limit();
    return made.get() < limit && made.getAndUpdate(n -> Math.min(n + 1, limit)) < limit;
  }

  private int limit() {
    return Math.max(most, loops.get() + LEAST_SPARE);
  }

  void giveBack(Chunk chunk) {
    out.decrementAndGet();
    if (closed || made.get() > limit()) {
      made.decrementAndGet();
    } else {
      free.push(chunk); // the one that was used last: the processor still has it at hand
    }
  }

  /** A loop is over; its last chunk was given back. */
  void leave() {
    loops.decrementAndGet();
  }

  /** Nobody needs them any more: lets go of the memory. */
  void close() {
    closed = true;
    free.clear();
  }

  /** Whether more than half of the chunks are in use. */
  boolean isLow() {
    return out.get() > most / 2;
  }

  /** The memory that is taken, or was until the end, in bytes. */
  long memory() {
    return (long) made.get() * Chunk.BYTES;
  }
}
