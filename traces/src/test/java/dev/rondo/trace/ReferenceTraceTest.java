package dev.rondo.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** CPython's traces are in the canonical form: written again, they are the same bytes. */
class ReferenceTraceTest {

  static List<Path> traces() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("asyncio"))) {
      return files.filter(f -> f.toString().endsWith(".jsonl")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("traces")
  void sameBytesWhenWrittenAgain(Path file) throws IOException {
    var copy = new ByteArrayOutputStream();
    try (var reader = TraceReader.open(file);
        var writer = TraceWriter.open(copy, reader.header())) {
      TraceEvent event;
      while ((event = reader.next()) != null) {
        assertThat(event).isNotInstanceOfAny(TraceEvent.Malformed.class, TraceEvent.Unknown.class);
        writer.write(event);
      }
      writer.finish(reader.footer().lost());
    }
    assertThat(copy.toString("UTF-8")).isEqualTo(Files.readString(file));
  }
}
