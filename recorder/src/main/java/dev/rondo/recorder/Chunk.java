package dev.rondo.recorder;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of one loop's events as rows of fixed size: the loop's thread fills it, the writer
 * thread reads what is published, and a chunk that was read whole is used again.
 *
 * <p>A row is {@link #LONGS} numbers ({@code kind, t, a, b, c}) and {@link #REFS} references.
 */
final class Chunk {
  static final int ROWS = 1024;
  static final int LONGS = 5;
  static final int REFS = 3;

  private static final VarHandle PUBLISHED = publishedHandle();

  final long[] longs = new long[ROWS * LONGS];
  final @Nullable Object[] refs = new @Nullable Object[ROWS * REFS];

  /** The sequence number of the first row. */
  long firstSeq;

  /** The loop's next chunk, once this one is full and the loop goes on. */
  volatile @Nullable Chunk next;

  @SuppressWarnings("unused") // through PUBLISHED
  private int published;

  private static VarHandle publishedHandle() {
    try {
      return MethodHandles.lookup().findVarHandle(Chunk.class, "published", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** The loop's thread: the first {@code rows} rows may be read from now on. */
  void publish(int rows) {
    PUBLISHED.setRelease(this, rows);
  }

  /** The writer thread: how many rows may be read. */
  int published() {
    return (int) PUBLISHED.getAcquire(this);
  }

  /** Makes it as good as new, for events from {@code seq} on. */
  Chunk reuse(long seq) {
    firstSeq = seq;
    next = null;
    publish(0);
    return this;
  }
}
