package dev.rondo.trace;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The traces that the project keeps, and short ones written in tests. */
public final class Corpus {
  private Corpus() {}

  /** CPython's traces: correct by definition. */
  public static List<Path> asyncio() {
    return Stream.of("scripts", "random", "eager", "sync")
        .flatMap(dir -> in("asyncio/" + dir).stream())
        .toList();
  }

  /** The traces of one folder below {@code traces}, by name. */
  public static List<Path> in(String folder) {
    try (Stream<Path> files = Files.list(Path.of(folder))) {
      return files.filter(file -> file.toString().endsWith(".jsonl")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** CPython's trace of the script of that name. */
  public static Path script(String name) {
    return Path.of("asyncio/scripts", name + ".jsonl");
  }

  public static List<TraceEvent> events(Path file) {
    try (TraceReader reader = TraceReader.open(file)) {
      return events(reader);
    }
  }

  /**
   * The events of a trace of one loop, given without {@code seq}, {@code t} (0) and {@code loop}.
   */
  public static List<TraceEvent> loop(String... lines) {
    StringBuilder trace = new StringBuilder(HEADER);
    for (int i = 0; i < lines.length; i++) {
      trace.append("{\"seq\":%d,\"t\":%d,\"loop\":1,".formatted(i + 1, i * 10));
      trace.append(lines[i].strip().replace('\'', '"')).append("}\n");
    }
    return events(reader(trace.toString()));
  }

  public static TraceReader reader(String text) {
    return TraceReader.open(
        "test.jsonl", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  public static final String HEADER =
      """
      {"ev":"trace","version":1,"program":"test","clock":"virtual"}
      """;

  /** All that the reader gives. */
  public static List<TraceEvent> events(TraceReader reader) {
    List<TraceEvent> events = new ArrayList<>();
    for (TraceEvent e = reader.next(); e != null; e = reader.next()) {
      events.add(e);
    }
    return events;
  }
}
