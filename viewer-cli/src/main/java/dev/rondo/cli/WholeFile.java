package dev.rondo.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rondo.trace.Compression;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/**
 * A file that appears whole or not at all: it is written beside its place, and moved there when it
 * is {@link #complete}, packed if its name ends in {@code .gz} or {@code .zst}. What is no regular
 * file (a device, a pipe) is written in its place.
 */
final class WholeFile implements AutoCloseable {
  private final Path target;
  private final @Nullable Path draft;
  private final Writer writer;

  private WholeFile(Path target, @Nullable Path draft, OutputStream out) {
    this.target = target;
    this.draft = draft;
    writer =
        new BufferedWriter(
            new OutputStreamWriter(OutputFailure.loud(out, target.toString()), UTF_8), 1 << 16);
  }

  /**
   * Begins a file.
   *
   * @throws UsageException if it can't be made there
   */
  static WholeFile create(String name) {
    Path target = OutputPath.of(name);
    try {
      if (Files.exists(target) && !Files.isRegularFile(target)) {
        return new WholeFile(target, null, Files.newOutputStream(target));
      }
      Path place = Files.exists(target) ? target.toRealPath() : target;
      Path draft =
          place.resolveSibling("." + place.getFileName() + "." + ProcessHandle.current().pid());
      OutputStream out = Compression.ofName(name).pack(Files.newOutputStream(draft));
      WholeFile file = new WholeFile(place, draft, out);
      draft.toFile().deleteOnExit(); // Ctrl-C
      return file;
    } catch (IOException e) {
      throw new UsageException("can't write " + name + ": " + Failures.reason(e));
    }
  }

  Writer writer() {
    return writer;
  }

  /** All is written: the file takes its place, and that of any other that was there. */
  void complete() throws IOException {
    writer.close();
    if (draft != null) {
      Files.move(draft, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Without {@link #complete}, nothing stays behind. */
  @Override
  public void close() throws IOException {
    try {
      writer.close();
    } catch (OutputFailure alreadyTold) {
      // What matters was thrown by whoever wrote, or by complete().
    } finally {
      if (draft != null) {
        Files.deleteIfExists(draft);
      }
    }
  }
}
