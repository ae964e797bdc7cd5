package dev.rondo.recorder;

import dev.rondo.trace.TraceEvent;
import dev.rondo.trace.TraceHeader;
import dev.rondo.trace.TraceWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * Writes a snapshot of the {@link Ring} down as a trace, as the format's chapter on flights has it.
 */
final class Flight {
  private final TraceHeader header;
  private final Filtering filter;
  private final long lastNanos;
  private long lost;

  /**
   * @param lastNanos how far back from its last event a loop's events are written
   */
  Flight(TraceHeader header, Filtering filter, long lastNanos) {
    this.header = filter.header(header);
    this.filter = filter;
    this.lastNanos = lastNanos;
  }

  /** Writes it whole, or not at all. */
  void write(Ring.Snapshot snapshot, Path file) throws IOException {
    Path name = file.toAbsolutePath();
    Path part = name.resolveSibling("." + name.getFileName()); // its ending tells the packing
    try {
      write(snapshot, TraceWriter.open(part, header.ofFlight()));
      Files.move(part, name, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /** Writes it to a stream, as a flight only where the ring has dropped something. */
  void write(Ring.Snapshot snapshot, OutputStream to) throws IOException {
    boolean whole =
        snapshot.loops().stream().allMatch(loop -> loop.chunks().getFirst().firstSeq == 1);
    write(snapshot, TraceWriter.open(to, whole ? header : header.ofFlight()));
  }

  private void write(Ring.Snapshot snapshot, TraceWriter to) throws IOException {
    try (RowWriter out = new RowWriter(to, filter)) {
      for (Ring.LoopSnapshot loop : snapshot.loops()) {
        write(loop, out);
      }
      out.finish(lost);
    }
  }

  private void write(Ring.LoopSnapshot loop, RowWriter out) throws IOException {
    long from = lastTime(loop) - lastNanos;
    boolean begun = false;
    for (Chunk chunk : loop.chunks()) {
      int rows = loop.rows(chunk);
      int first = begun ? 0 : firstSince(from, chunk, rows);
      if (!begun) {
        loop.facts().takeIn(chunk, first);
        begun = first < rows || chunk == loop.chunks().getLast();
        if (begun) {
          writeBefore(loop, chunk.firstSeq + first, out);
        }
      }
      writeRows(loop, chunk, first, rows, out);
    }
  }

  private void writeRows(Ring.LoopSnapshot loop, Chunk chunk, int first, int rows, RowWriter out)
      throws IOException {
    for (int row = first; row < rows; row++) {
      out.write(chunk, row, chunk.firstSeq + row, loop.loop());
    }
  }

  private static long lastTime(Ring.LoopSnapshot loop) {
    for (Chunk chunk : loop.chunks().reversed()) {
      int rows = loop.rows(chunk);
      if (rows > 0) {
        return time(chunk, rows - 1);
      }
    }
    return 0;
  }

  /** The first two of all are kept or lost together: a loss takes two numbers at least. */
  private static int firstSince(long t, Chunk chunk, int rows) {
    int row = 0;
    while (row < rows && time(chunk, row) < t) {
      row++;
    }
    return chunk.firstSeq == 1 && row < 3 ? 0 : row;
  }

  private static long time(Chunk chunk, int row) {
    return chunk.longs[row * Chunk.LONGS + 1];
  }

  // -- what was before ----------------------------------------------------------------------------

  /** The loss, and what matters of it, under the numbers that lead up to {@code next}. */
  private void writeBefore(Ring.LoopSnapshot loop, long next, RowWriter out) throws IOException {
    List<KeptRow> facts = loop.facts().rows();
    if (next - 1 - facts.size() == 1 && !facts.removeIf(row -> row.kind() == Kind.LOOP)) {
      facts.removeFirst(); // there is but one number left for the loss, which needs two
    }
    long left = next - 1 - facts.size();
    if (left > 0) {
      long count = left - 1;
      long t = facts.isEmpty() ? 0 : facts.getFirst().t();
      out.write(new TraceEvent.Lost(1, t, loop.loop(), count));
      lost += count;
    }
    long seq = 1 + left;
    for (KeptRow fact : facts) {
      out.write(fact.event(seq++, loop.loop()));
    }
  }
}
