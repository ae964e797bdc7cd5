package dev.rondo.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A folder of very many small files, a hundred to a folder below it; gone when closed. */
record ManyFiles(Path folder) implements AutoCloseable {
  /** Makes it; what was there is gone. */
  static ManyFiles in(Path folder, int count) {
    ManyFiles all = new ManyFiles(folder);
    try {
      all.close();
      for (int i = 0; i < count; i++) {
        Path part = folder.resolve("part-" + i / 100);
        if (i % 100 == 0) {
          Files.createDirectories(part);
        }
        Files.writeString(part.resolve("file-" + i + ".txt"), "the text of file " + i + "\n");
      }
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> all = Files.walk(folder)) {
      all.sorted(Comparator.reverseOrder()).forEach(Traces::delete);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
