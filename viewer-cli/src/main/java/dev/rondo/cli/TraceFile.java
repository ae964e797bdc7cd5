package dev.rondo.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The file that a run will write its trace to. It is made empty before, and gone if it stays so.
 */
record TraceFile(Path path) {

  /**
   * Makes sure that the file can be written, before the program is started.
   *
   * @param name as the user gave it; null for a new temporary file, named after the program
   * @throws UsageException if it can't
   */
  static TraceFile prepare(@Nullable String name, String program) {
    try {
      if (name == null) {
        String prefix = "rondo-" + program.replaceAll("[^\\w.-]", "-") + "-";
        return new TraceFile(Files.createTempFile(prefix, ".jsonl"));
      }
      return prepare(name);
    } catch (IOException e) {
      throw new UsageException("can't write the trace: " + Failures.describe(e));
    }
  }

  private static TraceFile prepare(String name) throws IOException {
    if (name.equals("-")) {
      throw new UsageException("the trace needs a file: standard output is the program's own");
    }
    Path file = OutputPath.of(name);
    if (!Files.exists(file) || Files.isRegularFile(file)) { // not a device, not a pipe
      Files.newOutputStream(file).close();
    }
    return new TraceFile(file);
  }

  /** Whether the program wrote nothing to it. */
  boolean isEmpty() throws IOException {
    return !Files.exists(path) || (Files.isRegularFile(path) && Files.size(path) == 0);
  }

  /** Leaves no empty file behind. */
  void discardIfEmpty() throws IOException {
    if (isEmpty()) {
      Files.deleteIfExists(path);
    }
  }
}
