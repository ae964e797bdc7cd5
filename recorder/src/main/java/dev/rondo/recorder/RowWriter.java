package dev.rondo.recorder;

import dev.rondo.trace.TraceEvent;
import dev.rondo.trace.TraceWriter;
import java.io.IOException;

/**
 * Writes rows to a trace, past the filter: most of them by a {@link LineEncoder}, the rest as
 * events. For one thread at a time.
 */
final class RowWriter implements AutoCloseable {
  private static final int ENOUGH = 1 << 16; // bytes to hand on at once

  private final TraceWriter trace;
  private final Filtering filter;
  private final LineEncoder lines = new LineEncoder();

  RowWriter(TraceWriter trace, Filtering filter) {
    this.trace = trace;
    this.filter = filter;
  }

  void write(Chunk chunk, int row, long seq, int loop) throws IOException {
    if (!filter.passesAll() || !lines.write(chunk, row, seq, loop)) {
      write(Rows.event(chunk, row, seq, loop));
    } else if (lines.size() > ENOUGH) {
      handOn();
    }
  }

  /** Writes an event, or in its place a warning that no reader could take it. */
  void write(TraceEvent event) throws IOException {
    handOn();
    try {
      trace.write(filter.event(event));
    } catch (IllegalArgumentException e) {
      String text = "a " + event.ev() + " event was left out: " + e.getMessage();
      trace.write(
          new TraceEvent.Warn(event.seq(), event.t(), event.loop(), "unwritable", 0, 0, text));
    }
  }

  private void handOn() throws IOException {
    trace.writeLines(lines.bytes(), lines.size(), lines.lines());
    lines.clear();
  }

  /** How many events were written. */
  long events() {
    return trace.events() + lines.lines();
  }

  /** How large the file is, but for what is not handed to it yet. */
  long bytes() {
    return trace.bytes();
  }

  void flush() throws IOException {
    handOn();
    trace.flush();
  }

  void finish(long lost) throws IOException {
    handOn();
    trace.finish(lost);
  }

  @Override
  public void close() throws IOException {
    trace.close();
  }
}
