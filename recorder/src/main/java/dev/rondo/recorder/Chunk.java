package dev.rondo.recorder;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of one loop's events as rows of fixed size: the loop's thread fills it, another reads
 * what is published, and a chunk that is not needed any more is used again.
 *
 * <p>A row is {@link #LONGS} numbers ({@code kind, t, a, b, c}) and {@link #REFS} references, which
 * mean something only where its kind has any. The rows are numbered from {@link #firstSeq} on; a
 * row of kind {@code LOST} moves on by its count.
 */
final class Chunk {
  static final int ROWS = 512;
  static final int LONGS = 5;
  static final int REFS = 3;

  /** What it takes in memory, all told. */
  static final int BYTES = ROWS * (LONGS * Long.BYTES + REFS * Integer.BYTES) + 128;

  private static final VarHandle PUBLISHED = handle("published", int.class);
  private static final VarHandle DROPPED = handle("dropped", long.class);

  final long[] longs = new long[ROWS * LONGS];
  final @Nullable Object[] refs = new @Nullable Object[ROWS * REFS];

  /** The number of the first row. */
  long firstSeq;

  /** How long the loop waited until it got this chunk, in nanoseconds. */
  long waited;

  /** The loop's next chunk, once it goes on in another; nothing is published here from then on. */
  volatile @Nullable Chunk next;

  /** Whether the loop is over: nothing is published here any more, nor is there a next chunk. */
  volatile boolean last;

  @SuppressWarnings("unused") // through PUBLISHED
  private int published;

  @SuppressWarnings("unused") // through DROPPED
  private long dropped;

  private static VarHandle handle(String field, Class<?> type) {
    try {
      return MethodHandles.lookup().findVarHandle(Chunk.class, field, type);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** The loop's thread: the first {@code rows} rows may be read from now on. */
  void publish(int rows) {
    PUBLISHED.setRelease(this, rows);
  }

  /** The reader: how many rows may be read. */
  int published() {
    return (int) PUBLISHED.getAcquire(this);
  }

  /** The loop's thread: so many events after the last row were dropped, and no row says so yet. */
  void dropped(long events) {
    DROPPED.setOpaque(this, events);
  }

  long dropped() {
    return (long) DROPPED.getOpaque(this);
  }

  /** The reader: lets go of what the rows from {@code from} to {@code to} hold. */
  void letGo(int from, int to) {
    Arrays.fill(refs, from * REFS, to * REFS, null);
  }

  /** Makes it as good as new, for events from {@code seq} on. */
  Chunk reuse(long seq) {
    firstSeq = seq;
    waited = 0;
    next = null;
    last = false;
    dropped(0);
    publish(0);
    return this;
  }
}
