package dev.rondo.recorder;

import dev.rondo.trace.TraceEvent;
import dev.rondo.trace.TraceWriter;
import java.io.IOException;
import java.util.function.Consumer;

/** How far one loop's rows were written; belongs to the writer's thread. */
final class Tail {
  private final int loop;
  private final Filtering filter;
  private final Consumer<Chunk> spent;
  private Chunk chunk;
  private int written; // rows of the chunk
  private long seq; // of the next row
  private long t; // of the last row
  private long lost;

  /**
   * @param spent takes each chunk that was written whole
   */
  Tail(int loop, Chunk first, Filtering filter, Consumer<Chunk> spent) {
    this.loop = loop;
    this.filter = filter;
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

  /** Whether the loop is over and all of it is written. */
  boolean isOver() {
    return chunk.last && written == chunk.published();
  }

  /** Writes a chunk's rows if the loop went on in another, and tells whether it did. */
  boolean writeFull(TraceWriter writer) throws IOException {
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

  /** Writes what is published. */
  void writeAll(TraceWriter writer) throws IOException {
    while (writeFull(writer)) {}
    writePublished(writer);
  }

  /** Writes all, and what was dropped since: there is nothing to come. */
  void finish(TraceWriter writer) throws IOException {
    writeAll(writer);
    long dropped = chunk.dropped();
    if (dropped > 0) {
      seq += dropped;
      lost += dropped;
      write(writer, new TraceEvent.Lost(seq++, t, loop, dropped));
    }
    spent.accept(chunk);
  }

  private void writePublished(TraceWriter writer) throws IOException {
    int published = chunk.published();
    for (int row = written; row < published; row++) {
      write(writer, filter.event(next(row)));
    }
    chunk.letGo(written, published);
    written = published;
  }

  private TraceEvent next(int row) {
    int at = row * Chunk.LONGS;
    if (Kind.of(chunk.longs[at]) == Kind.LOST) {
      seq += chunk.longs[at + 2];
      lost += chunk.longs[at + 2];
    }
    t = chunk.longs[at + 1];
    return Rows.event(chunk, row, seq++, loop);
  }

  /** Writes an event, or in its place a warning that no reader could take it. */
  private static void write(TraceWriter writer, TraceEvent event) throws IOException {
    try {
      writer.write(event);
    } catch (IllegalArgumentException e) {
      String text = "a " + event.ev() + " event was left out: " + e.getMessage();
      writer.write(
          new TraceEvent.Warn(event.seq(), event.t(), event.loop(), "unwritable", 0, 0, text));
    }
  }
}
