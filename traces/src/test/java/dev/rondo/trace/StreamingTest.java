package dev.rondo.trace;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A trace of any length is read in the same memory. */
class StreamingTest {

  @Test
  void twoMillionEvents() {
    int count = 2_000_000;
    TraceReader reader = TraceReader.open("t", new Endless(Traces.HEADER, Traces.EVENT, count));
    long read = 0;
    while (reader.next() != null) {
      read++;
    }
    assertThat(read).isEqualTo(count);
    assertThat(reader.line()).isEqualTo(count + 1);
    assertThat(reader.cutOff().line()).isEqualTo(count + 2);
    long bytes = Traces.HEADER.length() + (long) count * Traces.EVENT.length();
    assertThat(reader.cutOff().offset()).isEqualTo(bytes);
    assertThat(reader.bufferSize()).isEqualTo(1 << 16);
  }
}
