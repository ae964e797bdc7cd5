package dev.rondo.cli;

import java.nio.file.Files;
import java.nio.file.Path;

/** A file that the user wants something written to. */
final class OutputPath {
  private OutputPath() {}

  /**
   * The path that the user named.
   *
   * @throws UsageException if no file can be there
   */
  static Path of(String name) {
    if (name.isEmpty()) {
      throw new UsageException("the name of the file to write is empty");
    }
    Path file = Path.of(name).toAbsolutePath();
    if (Files.isDirectory(file)) {
      throw new UsageException("can't write " + name + ": it is a folder");
    }
    Path folder = file.getParent();
    if (folder != null && !Files.isDirectory(folder)) {
      throw new UsageException("can't write " + name + ": there is no folder " + folder);
    }
    return file;
  }
}
