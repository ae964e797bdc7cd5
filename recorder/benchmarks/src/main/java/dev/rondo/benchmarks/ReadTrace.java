package dev.rondo.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * A trace read to events, and by Jackson's streaming parser to tokens, in turns: {@code ReadTrace
 * FILE TIMES}. Tells the nanoseconds for each event.
 */
final class ReadTrace {
  private ReadTrace() {}

  private interface Work {
    void run() throws IOException;
  }

  public static void main(String[] args) throws IOException {
    Path file = Path.of(System.getProperty("rondo.target", ".")).resolve(args[0]);
    List<Long> events = new ArrayList<>();
    List<Long> tokens = new ArrayList<>();
    for (int i = 0; i < Math.max(3, Integer.parseInt(args[1])); i++) {
      events.add(nanos(() -> Traces.events(file)));
      tokens.add(nanos(() -> tokens(file)));
    }
    double count = (double) Traces.events(file);
    System.out.println("events " + warmMedian(events) / count);
    System.out.println("jackson " + warmMedian(tokens) / count);
  }

  private static long tokens(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file);
        JsonParser json =
            JsonFactory.builder().build().createParser(ObjectReadContext.empty(), in)) {
      long tokens = 0;
      while (json.nextToken() != null) {
        tokens++;
      }
      return tokens;
    }
  }

  private static long nanos(Work work) throws IOException {
    long start = System.nanoTime();
    work.run();
    return System.nanoTime() - start;
  }

  /** Of the second half, for which the code is compiled. */
  private static long warmMedian(List<Long> times) {
    List<Long> warm = times.subList(times.size() / 2, times.size()).stream().sorted().toList();
    return warm.get(warm.size() / 2);
  }
}
