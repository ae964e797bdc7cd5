package dev.rondo.trace;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Cuts a byte stream into lines. The bytes of the current line stand in {@link #buffer} from {@link
 * #start} to {@link #end}, without its newline, until the next {@link #advance} or {@link #last}.
 */
final class Lines {

  /** The longest line that is read, in bytes: what bounds the reader's memory. */
  static final int LIMIT = 1 << 24;

  /** So many bytes more than are filled can be looked at, as part of a {@link #words word}. */
  static final int SLACK = 16;

  private final InputStream in;
  private byte[] buffer = {};
  private ByteBuffer words = ByteBuffer.allocate(0);
  private int start;
  private int end;
  private int next; // where the following line begins
  private int filled; // the end of what was read
  private long base; // the position in the stream of buffer[0]
  private boolean exhausted;
  private boolean terminated;
  private long number;

  Lines(InputStream in) {
    this.in = in;
    use(new byte[1 << 16]);
  }

  private void use(byte[] bytes) {
    buffer = bytes;
    words = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** A line is longer than {@link #LIMIT}. */
  static final class TooLong extends IOException {
    private static final long serialVersionUID = 1;
  }

  /** Moves to the next line; false at the end. A last line without a newline is a line too. */
  boolean advance() throws IOException {
    start = next;
    int newline = findNewline();
    terminated = newline >= 0;
    end = terminated ? newline : filled;
    next = terminated ? newline + 1 : filled;
    if (next == start) {
      return false;
    }
    if (end - start > LIMIT) {
      throw new TooLong();
    }
    number++;
    return true;
  }

  byte[] buffer() {
    return buffer;
  }

  /** The same, to be read eight bytes at a time. */
  ByteBuffer words() {
    return words;
  }

  int start() {
    return start;
  }

  int end() {
    return end;
  }

  /** Whether a newline ends the current line. */
  boolean terminated() {
    return terminated;
  }

  /** Whether the current line is the last one. */
  boolean last() throws IOException {
    return next == filled && !fill();
  }

  /** The current line's number, from 1. */
  long number() {
    return number;
  }

  /** Where the current line begins in the stream, in bytes from 0. */
  long offset() {
    return base + start;
  }

  /** Where the line after the current one begins in the stream, in bytes from 0. */
  long nextOffset() {
    return base + next;
  }

  /** The index of the newline that ends the current line, reading on as needed; -1 for none. */
  private int findNewline() throws IOException {
    int scanned = 0; // counted from start, for reading on may move the line
    while (scanned <= LIMIT) {
      for (int i = start + scanned; i < filled; i += 8) {
        long newlines = Words.marked(words.getLong(i), '\n');
        if (newlines != 0 && i + Words.index(newlines) < filled) {
          return i + Words.index(newlines);
        }
      }
      scanned = filled - start;
      if (!fill()) {
        break;
      }
    }
    return -1;
  }

  /** Reads on, keeping the current line; false at the end of the stream. */
  private boolean fill() throws IOException {
    if (exhausted) {
      return false;
    }
    if (filled == room()) {
      makeRoom();
    }
    int count = read();
    exhausted = count < 0;
    filled += Math.max(count, 0);
    return !exhausted;
  }

  private int room() {
    return buffer.length - SLACK;
  }

  private int read() throws IOException {
    try {
      return in.read(buffer, filled, room() - filled);
    } catch (EOFException e) {
      return -1; // a packed stream that is cut off: what it held so far is all there is
    }
  }

  /** Moves the current line to the front, of a larger buffer where it fills more than half. */
  private void makeRoom() {
    int length = filled - start;
    byte[] full = buffer;
    if (length > full.length / 2) {
      use(new byte[full.length * 2]);
    }
    System.arraycopy(full, start, buffer, 0, length);
    base += start;
    end -= start;
    next -= start;
    filled = length;
    start = 0;
  }
}
