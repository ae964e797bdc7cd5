package dev.rondo.recorder;

import dev.rondo.trace.TraceEvent;
import java.io.IOException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** How far one loop's rows were written; belongs to the writer's thread. */
final class Tail {
  private final int loop;
  private final Consumer<Chunk> spent;
  private Chunk chunk;
  private int written; // rows of the chunk
  private long seq; // of the next row
  private long t; // of the last row
  private long lost;

  /**
   * @param spent takes each chunk that was written whole
   */
  Tail(int loop, Chunk first, Consumer<Chunk> spent) {
    this.loop = loop;
    this.chunk = first;
    this.seq = first.firstSeq;
    this.spent = spent;
  }

  /** How many events the loop dropped. */
  long lost() {
    return lost;
  }

  boolean hasNews() {
    return written < chunk.published() || chunk.next != null;
  }

  /** Whether the loop is over, and has no chunk but this. */
  boolean isLast() {
    return chunk.last;
  }

  /** Writes a chunk's rows if the loop went on in another, and tells whether it did. */
  boolean writeFull(RowWriter writer) throws IOException {
    Chunk next = chunk.next;
    if (next == null) {
      return false;
    }
    writePublished(writer);
    spent.accept(chunk);
    chunk = next;
    written = 0;
    return true;
  }

  /**
   * Writes what is published by now, and not what a busy loop adds meanwhile: that might never end.
   *
   * @param enough asked before each chunk whether to stop
   */
  void writeAll(RowWriter writer, BooleanSupplier enough) throws IOException {
    Chunk end = end();
    while (chunk != end && !enough.getAsBoolean()) {
      writeFull(writer);
    }
    if (!enough.getAsBoolean()) {
      writePublished(writer);
    }
  }

  /** The chunk that the loop is writing to. */
  private Chunk end() {
    Chunk end = chunk;
    for (Chunk next = end.next; next != null; next = end.next) {
      end = next;
    }
    return end;
  }

  /** Writes all, and what was dropped since: there is nothing to come. */
  void finish(RowWriter writer) throws IOException {
    while (writeFull(writer)) {}
    writePublished(writer);
    long dropped = chunk.dropped();
    if (dropped > 0) {
      seq += dropped;
      lost += dropped;
      writer.write(new TraceEvent.Lost(seq++, t, loop, dropped));
    }
    spent.accept(chunk);
  }

  /** Says that the file is as large as it may be; nothing follows. */
  void endAtLimit(RowWriter writer, long limit) throws IOException {
    String text = "the file has reached its limit of " + limit + " bytes: the recording ends here";
    writer.write(new TraceEvent.Warn(seq++, t, loop, TraceEvent.Warn.LIMIT, 0, 0, text));
  }

  private void writePublished(RowWriter writer) throws IOException {
    int published = chunk.published();
    for (int row = written; row < published; row++) {
      int at = row * Chunk.LONGS;
      if (Kind.of(chunk.longs[at]) == Kind.LOST) {
        seq += chunk.longs[at + 2];
        lost += chunk.longs[at + 2];
      }
      writer.write(chunk, row, seq++, loop);
    }
    if (published > written) {
      t = chunk.longs[(published - 1) * Chunk.LONGS + 1];
    }
    chunk.letGo(written, published);
    written = published;
  }
}
