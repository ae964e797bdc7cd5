package dev.rondo.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The page of all figures.
 *
 * @param machine where they were measured
 * @param tables in Markdown
 */
record Page(String machine, String tables) {
  /** The figures alone. */
  String figures() {
    return machine + tables;
  }

  /** What stands around the figures is written by hand, in {@code page.md}. */
  String text() {
    return Resources.text("page.md").replace("{machine}", machine).replace("{tables}", tables);
  }

  void writeTo(Path file) throws IOException {
    Files.writeString(file, text());
  }
}
