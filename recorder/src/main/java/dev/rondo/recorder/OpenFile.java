package dev.rondo.recorder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A file that is being written: to one that was removed, or replaced by another, one can write for
 * ever without an error, and nobody will see it.
 */
final class OpenFile {
  private static final long PERIOD = TimeUnit.SECONDS.toNanos(1);

  private final Path file;
  private final @Nullable Object key; // null where it cannot be told: a device, a pipe
  private long checked = System.nanoTime();

  OpenFile(Path file) throws IOException {
    this.file = file;
    this.key = keyOf(file);
  }

  private static @Nullable Object keyOf(Path file) throws IOException {
    try {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      return attributes.isRegularFile() ? attributes.fileKey() : null;
    } catch (NoSuchFileException e) {
      throw new IOException("the file was removed", e);
    }
  }

  /**
   * Looks, once a second at most, whether the file is where it was.
   *
   * @throws IOException if it is not
   */
  void check() throws IOException {
    long now = System.nanoTime();
    if (key != null && now - checked >= PERIOD) {
      checked = now;
      if (!key.equals(keyOf(file))) {
        throw new IOException("another file is in its place");
      }
    }
  }
}
