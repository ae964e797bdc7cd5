package dev.rondo.trace;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The plain bytes of a trace as a file, to be read from any place: the trace itself or, where it is
 * packed, an unpacked copy that is removed when this is closed.
 */
public final class PlainFile implements AutoCloseable {
  private final Path path;
  private final boolean temporary;

  private PlainFile(Path path, boolean temporary) {
    this.path = path;
    this.temporary = temporary;
  }

  /**
   * The plain bytes of that trace.
   *
   * @throws IOException if it cannot be read, or the copy cannot be written
   */
  public static PlainFile of(Path trace) throws IOException {
    try (InputStream in = Files.newInputStream(trace)) {
      if (Compression.ofMagic(in.readNBytes(4)) == Compression.NONE) {
        return new PlainFile(trace, false);
      }
    }
    Path copy = Files.createTempFile("rondo-", ".jsonl");
    copy.toFile().deleteOnExit(); // Ctrl-C
    PlainFile file = new PlainFile(copy, true);
    try (InputStream in = Compression.unpack(Files.newInputStream(trace));
        OutputStream out = Files.newOutputStream(copy)) {
      in.transferTo(out);
    } catch (EOFException e) {
      return file; // cut off: what it held so far is all there is
    } catch (IOException e) {
      file.close();
      throw e;
    }
    return file;
  }

  /** Where the bytes are. */
  public Path path() {
    return path;
  }

  @Override
  public void close() throws IOException {
    if (temporary) {
      Files.deleteIfExists(path);
    }
  }
}
