package dev.rondo.cli;

import dev.rondo.trace.TraceReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/** A trace that can be read more than once: what comes from a pipe is kept in a temporary file. */
final class Rereadable implements AutoCloseable {
  private final String name;
  private final Path file;
  private final @Nullable Path copy;
  private final Console console;

  private Rereadable(String name, Path file, @Nullable Path copy, Console console) {
    this.name = name;
    this.file = file;
    this.copy = copy;
    this.console = console;
  }

  /** The trace that the user calls so. */
  static Rereadable of(String name, Console console) throws IOException {
    if (name.equals("-")) {
      return copyOf("standard input", console.in(), console);
    }
    Path file = Path.of(name);
    if (!Files.exists(file) || Files.isRegularFile(file) || Files.isDirectory(file)) {
      return new Rereadable(name, file, null, console);
    }
    try (InputStream in = Files.newInputStream(file)) {
      return copyOf(name, in, console);
    }
  }

  private static Rereadable copyOf(String name, InputStream in, Console console)
      throws IOException {
    Path copy = Files.createTempFile("rondo-", ".trace");
    copy.toFile().deleteOnExit(); // Ctrl-C
    Rereadable trace = new Rereadable(name, copy, copy, console);
    try {
      Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
      return trace;
    } catch (IOException e) {
      trace.close();
      throw e;
    }
  }

  /** A new reader at the beginning of the trace. */
  TraceReader open() throws IOException {
    return copy == null
        ? TraceReader.open(file)
        : TraceReader.open(name, Files.newInputStream(copy));
  }

  /** What the user calls it. */
  String name() {
    return name;
  }

  /** The file that it is in, perhaps packed. */
  Path file() {
    return file;
  }

  /** Whether that is the trace's own file. */
  boolean isFile(String other) throws IOException {
    Path path = Path.of(other);
    return Files.exists(file) && Files.exists(path) && Files.isSameFile(file, path);
  }

  /** The same, to be read to its end. */
  Reading read() throws IOException {
    return new Reading(open(), console);
  }

  @Override
  public void close() throws IOException {
    if (copy != null) {
      Files.deleteIfExists(copy);
    }
  }
}
