package dev.rondo.trace;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Traces for tests: those that the project keeps, and such as are made on the spot. */
final class Traces {

  static final String HEADER =
      "{\"ev\":\"trace\",\"version\":1,\"program\":\"p\",\"clock\":\"virtual\"}\n";
  static final String EVENT = "{\"seq\":1,\"t\":0,\"loop\":1,\"ev\":\"idle\",\"ns\":5}\n";
  static final String FOOTER = "{\"ev\":\"end\",\"events\":1,\"lost\":0}\n";

  private Traces() {}

  /** Every trace file below the module's folder of that name, in order. */
  static List<Path> in(String folder) {
    try (Stream<Path> files = Files.walk(Path.of(folder))) {
      return files.filter(f -> f.toString().endsWith(".jsonl")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Every trace of the corpus, but for those that are broken on purpose. */
  static List<Path> kept() {
    return Stream.of("asyncio", "golden", "pairs")
        .filter(folder -> Files.isDirectory(Path.of(folder)))
        .flatMap(folder -> in(folder).stream())
        .toList();
  }

  static TraceReader reader(byte[] trace) {
    return TraceReader.open("t.jsonl", new ByteArrayInputStream(trace));
  }

  static TraceReader reader(String trace) {
    return reader(trace.getBytes(StandardCharsets.UTF_8));
  }

  static List<TraceEvent> readAll(TraceReader reader) {
    var events = new ArrayList<TraceEvent>();
    TraceEvent event;
    while ((event = reader.next()) != null) {
      events.add(event);
    }
    return events;
  }

  static byte[] written(TraceHeader header, List<TraceEvent> events) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var writer = TraceWriter.open(bytes, header)) {
      for (TraceEvent event : events) {
        writer.write(event);
      }
      writer.finish(0);
    }
    return bytes.toByteArray();
  }

  static byte[] packed(Compression compression, byte[] plain) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (OutputStream out = compression.pack(bytes)) {
      out.write(plain);
    }
    return bytes.toByteArray();
  }
}
