package dev.rondo.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.trace.TraceWriter;
import java.io.OutputStream;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TailTest {
  /** A loop that fills a chunk in the time in which one is written. */
  @Test
  void writesWhatIsThereAndDoesNotRunAfterABusyLoop() throws Exception {
    Chunk first = new Chunk().reuse(1);
    Depot endless = new StingyDepot(first, () -> true);
    Ledger ledger = new Ledger(endless, false);
    fill(ledger);
    fill(ledger);
    AtomicInteger spent = new AtomicInteger();
    Tail tail =
        new Tail(
            1,
            first,
            chunk -> {
              spent.incrementAndGet();
              fill(ledger);
            });
    try (RowWriter writer = writer()) {
      tail.writeAll(writer, () -> false);
      assertThat(spent).hasValue(1);
      assertThat(writer.events()).isEqualTo(2 * Chunk.ROWS);
      tail.writeAll(writer, () -> true);
      assertThat(writer.events()).isEqualTo(2 * Chunk.ROWS);
      tail.writeAll(writer, () -> false);
      assertThat(writer.events()).isEqualTo(3 * Chunk.ROWS);
    }
  }

  private static void fill(Ledger ledger) {
    for (int i = 0; i < Chunk.ROWS; i++) {
      ledger.write(Kind.IDLE, i, i, 0, 0);
    }
  }

  private static RowWriter writer() throws Exception {
    Headers headers = new Headers("tail", Detail.FULL);
    return new RowWriter(
        TraceWriter.open(
            OutputStream.nullOutputStream(), headers.of("virtual", "continuation", Instant.EPOCH)),
        new Filtering(Filter.none()));
  }
}
