package dev.rondo.recorder;

import dev.rondo.trace.TraceEvent;
import dev.rondo.trace.TraceWriter;
import java.io.IOException;
import java.util.function.Consumer;

/** How far one loop's rows were written; belongs to the writer's thread. */
final class Tail {
  private final int loop;
  private final Filtering filter;
  private Chunk chunk;
  private int written; // rows of the chunk

  Tail(int loop, Chunk first, Filtering filter) {
    this.loop = loop;
    this.filter = filter;
    this.chunk = first;
  }

  boolean hasNews() {
    return written < chunk.published() || chunk.next != null;
  }

  /**
   * Writes what is published, up to the end of a chunk.
   *
   * @param spent takes a chunk that was written whole
   * @return whether there is another chunk to be written
   */
  boolean writeTo(TraceWriter writer, Consumer<Chunk> spent) throws IOException {
    int published = chunk.published();
    while (written < published) {
      write(writer, filter.event(Rows.take(chunk, written++, loop)));
    }
    Chunk next = chunk.next;
    if (written < Chunk.ROWS || next == null) {
      return false;
    }
    spent.accept(chunk);
    chunk = next;
    written = 0;
    return true;
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
