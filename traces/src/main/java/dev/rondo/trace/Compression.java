package dev.rondo.trace;

import com.github.luben.zstd.ZstdInputStream;
import com.github.luben.zstd.ZstdOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * How a trace's bytes are packed: told by the first bytes when reading, by the file's ending when
 * writing.
 */
public enum Compression {
  /** As it is. */
  NONE,
  /** Names that end in {@code .gz}. */
  GZIP,
  /** Names that end in {@code .zst}. */
  ZSTD;

  private static final int BUFFER = 1 << 16;

  /**
   * The fastest level: two thirds of the best ratio on traces, and it keeps up with a busy
   * recorder.
   */
  private static final int ZSTD_LEVEL = 1;

  /** What a file of that name is packed with. */
  public static Compression ofName(String file) {
    if (file.endsWith(".gz")) {
      return GZIP;
    }
    return file.endsWith(".zst") ? ZSTD : NONE;
  }

  /** The plain bytes of {@code in}, whatever its packing. */
  static InputStream unpack(InputStream in) throws IOException {
    var start = new PushbackInputStream(in, 4);
    byte[] magic = start.readNBytes(4);
    start.unread(magic);
    return switch (ofMagic(magic)) {
      case NONE -> start;
      case GZIP -> new GZIPInputStream(start, BUFFER);
      // continuous: what a cut-off frame holds is given out, and its end is the end
      case ZSTD -> new ZstdInputStream(start).setContinuous(true);
    };
  }

  static Compression ofMagic(byte[] b) {
    if (b.length >= 2 && b[0] == (byte) 0x1f && b[1] == (byte) 0x8b) {
      return GZIP;
    }
    boolean zstd =
        b.length == 4
            && b[0] == (byte) 0x28
            && b[1] == (byte) 0xb5
            && b[2] == (byte) 0x2f
            && b[3] == (byte) 0xfd;
    return zstd ? ZSTD : NONE;
  }

  /**
   * A stream that packs into {@code out}, and closes it; its {@code flush} makes all that was
   * written readable.
   *
   * @throws IOException if {@code out} does not take the first bytes
   */
  public OutputStream pack(OutputStream out) throws IOException {
    return switch (this) {
      case NONE -> out;
      case GZIP -> new GZIPOutputStream(out, BUFFER, true);
      case ZSTD -> new ZstdOutputStream(out, ZSTD_LEVEL);
    };
  }
}
