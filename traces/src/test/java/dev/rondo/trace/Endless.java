package dev.rondo.trace;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** A stream made on the fly: a beginning, and then the same piece again and again. */
final class Endless extends InputStream {

  private final byte[] start;
  private final byte[] piece;
  private final long length;
  private long position;

  Endless(String start, String piece, long pieces) {
    this.start = start.getBytes(StandardCharsets.UTF_8);
    this.piece = piece.getBytes(StandardCharsets.UTF_8);
    this.length = this.start.length + pieces * this.piece.length;
  }

  @Override
  public int read() {
    if (position == length) {
      return -1;
    }
    long at = position++;
    return at < start.length ? start[(int) at] : piece[(int) ((at - start.length) % piece.length)];
  }

  @Override
  public int read(byte[] target, int offset, int count) {
    int read = (int) Math.min(count, length - position);
    for (int i = 0; i < read; i++) {
      target[offset + i] = (byte) read();
    }
    return read == 0 && count > 0 ? -1 : read;
  }
}
