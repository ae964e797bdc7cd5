package dev.rondo.recorder;

import dev.rondo.trace.TraceHeader;
import dev.rondo.trace.TraceWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Keeps all chunks of one loop, and gives another only when asked at the right moment. */
final class StingyDepot extends Depot {
  private final Chunk first;
  private final BooleanSupplier generous;
  private int refusals;

  StingyDepot(BooleanSupplier generous) {
    this(new Chunk().reuse(1), generous);
  }

  StingyDepot(Chunk first, BooleanSupplier generous) {
    this.first = first;
    this.generous = generous;
  }

  @Override
  Chunk begin() {
    return first;
  }

  @Override
  @Nullable Chunk exchange(Chunk full, long seq, boolean wait) {
    if (!wait && !generous.getAsBoolean()) {
      refusals++;
      return null;
    }
    full.next = new Chunk().reuse(seq);
    return full.next;
  }

  @Override
  boolean attend() {
    return true;
  }

  int refusals() {
    return refusals;
  }

  /** Writes what the loop recorded. */
  void writeTo(Path file, TraceHeader header) throws IOException {
    Tail tail = new Tail(1, first, chunk -> {});
    try (RowWriter writer =
        new RowWriter(TraceWriter.open(file, header), new Filtering(Filter.none()))) {
      tail.finish(writer);
      writer.finish(tail.lost());
    }
  }
}
