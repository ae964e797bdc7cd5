package dev.rondo.trace.explain;

import dev.rondo.trace.Corpus;
import dev.rondo.trace.TraceEvent;
import dev.rondo.trace.TraceWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * CPython's traces with other times: on its virtual clock nearly everything takes no time, here
 * each event takes some.
 */
public final class Retimed {
  private Retimed() {}

  /** The events of a trace, each of which comes {@code 1 + seq % 7} ns after the one before. */
  public static List<TraceEvent> events(Path file) {
    return events(file, 1);
  }

  /** The same, all on that loop. */
  public static List<TraceEvent> events(Path file, int loop) {
    String lines =
        Corpus.events(file).stream()
            .map(event -> line(event, loop))
            .collect(Collectors.joining("\n", Corpus.HEADER, "\n"));
    return Corpus.events(Corpus.reader(lines));
  }

  private static String line(TraceEvent event, int loop) {
    long t = event.seq() + event.seq() / 7 * 21 + event.seq() % 7;
    return TraceWriter.line(event)
        .replaceFirst("\"t\":\\d+", "\"t\":" + t)
        .replaceFirst("\"loop\":\\d+", "\"loop\":" + loop);
  }
}
