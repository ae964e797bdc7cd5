package dev.rondo.recorder;

import dev.rondo.trace.TraceEvent;
import org.jspecify.annotations.Nullable;

/**
 * A row by itself, copied out of a chunk that goes on to other things. It is filled again and
 * again, so that a ring that has taken its memory takes no more.
 */
final class KeptRow {
  private Kind kind = Kind.LOST;
  private long seq; // 0: none is kept
  private long t;
  private long a;
  private long b;
  private long c;
  private @Nullable Object x;
  private @Nullable Object y;
  private @Nullable Object z;

  /** Takes that row in place of the one that it has. */
  KeptRow keep(Chunk chunk, int row) {
    int at = row * Chunk.LONGS;
    int ref = row * Chunk.REFS;
    kind = Kind.of(chunk.longs[at]);
    seq = chunk.firstSeq + row;
    t = chunk.longs[at + 1];
    a = chunk.longs[at + 2];
    b = chunk.longs[at + 3];
    c = chunk.longs[at + 4];
    x = chunk.refs[ref];
    y = chunk.refs[ref + 1];
    z = chunk.refs[ref + 2];
    return this;
  }

  void clear() {
    seq = 0;
    x = null;
    y = null;
    z = null;
  }

  boolean isEmpty() {
    return seq == 0;
  }

  KeptRow copy() {
    KeptRow same = new KeptRow();
    same.kind = kind;
    same.seq = seq;
    same.t = t;
    same.a = a;
    same.b = b;
    same.c = c;
    same.x = x;
    same.y = y;
    same.z = z;
    return same;
  }

  Kind kind() {
    return kind;
  }

  /** The number that it had in its chunk. */
  long seq() {
    return seq;
  }

  /** When it was, in nanoseconds. */
  long t() {
    return t;
  }

  /** Its event, under another number. */
  TraceEvent event(long number, int loop) {
    return Rows.event(kind, number, t, loop, a, b, c, x, y, z);
  }
}
