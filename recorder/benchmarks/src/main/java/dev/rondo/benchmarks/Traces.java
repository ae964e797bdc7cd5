package dev.rondo.benchmarks;

import dev.rondo.recorder.Detail;
import dev.rondo.recorder.Recorder;
import dev.rondo.trace.TraceReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The trace files that the benchmarks write, and what is in them. */
final class Traces {
  private Traces() {}

  /** A file of that name, which is not there yet, among what the build makes. */
  static Path file(String name) {
    Path file = Path.of(System.getProperty("rondo.target", ".")).resolve(name);
    delete(file);
    return file;
  }

  /** A recorder to a file of its own. */
  static Recorder recorder(String file, Detail detail) {
    return Recorder.to(file(file)).detail(detail);
  }

  static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How many events a complete trace has. */
  static long events(Path file) {
    try (TraceReader reader = TraceReader.open(file)) {
      long events = 0;
      while (reader.next() != null) {
        events++;
      }
      if (reader.cutOff() != null || reader.footer() == null) {
        throw new IllegalStateException(file + " is not complete");
      }
      return events;
    }
  }

  /** How long a file is, in bytes. */
  static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
