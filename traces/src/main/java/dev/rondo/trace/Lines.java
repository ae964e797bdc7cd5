package dev.rondo.trace;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Cuts a byte stream into lines. The bytes of the current line stand in {@link #buffer} from {@link
 * #start} to {@link #end}, without the newline, until the next {@link #advance}.
 */
final class Lines {

  /** The longest line that is read, in bytes: what bounds the reader's memory. */
  static final int LIMIT = 1 << 24;

  private final InputStream in;
  byte[] buffer = new byte[1 << 16];
  int start;
  int end;

  private int next; // where the following line begins
  private int filled; // the end of what was read
  private boolean exhausted; // the stream has no more bytes
  private boolean terminated;
  private long number;
  private long bufferOffset; // the position in the stream of buffer[0]

  Lines(InputStream in) {
    this.in = in;
  }

  /**
   * Moves to the next line; false at the end. A last line without a newline is a line too.
   *
   * @throws LineTooLong if the line is longer than {@link #LIMIT}
   */
  boolean advance() throws IOException {
    start = next;
    int newline = find();
    terminated = newline >= 0;
    end = terminated ? newline : filled;
    next = terminated ? newline + 1 : filled;
    if (end - start > LIMIT) {
      number++;
      throw new LineTooLong();
    }
    if (start == next) {
      return false;
    }
    number++;
    return true;
  }

  /** Whether a newline ends the current line. */
  boolean terminated() {
    return terminated;
  }

  /** Whether the current line is the last. */
  boolean last() throws IOException {
    return next == filled && !fill();
  }

  /** The current line's number, from 1. */
  long number() {
    return number;
  }

  /** Where the current line begins in the (unpacked) stream, in bytes from 0. */
  long offset() {
    return bufferOffset + start;
  }

  /** The index of the newline that ends the current line, reading on as needed; -1 for none. */
  private int find() throws IOException {
    int scanned = 0; // relative to start, for filling moves the line
    while (true) {
      for (int i = start + scanned; i < filled; i++) {
        if (buffer[i] == '\n') {
          return i;
        }
      }
      scanned = filled - start;
      if (scanned > LIMIT || !fill()) {
        return -1;
      }
    }
  }

  /** Reads more behind what is there, keeping the current line; false at the end of the stream. */
  private boolean fill() throws IOException {
    if (exhausted) {
      return false;
    }
    makeRoom();
    int count = read();
    exhausted = count < 0;
    filled += Math.max(count, 0);
    return !exhausted;
  }

  private int read() throws IOException {
    try {
      return in.read(buffer, filled, buffer.length - filled);
    } catch (EOFException e) {
      return -1; // a packed stream that was cut short: its end is the end
    }
  }

  private void makeRoom() {
    if (filled < buffer.length) {
      return;
    }
    int length = filled - start;
    byte[] target = length > buffer.length / 2 ? new byte[buffer.length * 2] : buffer;
    System.arraycopy(buffer, start, target, 0, length);
    bufferOffset += start;
    end -= start;
    next -= start;
    filled = length;
    start = 0;
    buffer = target;
  }

  /** The current line as it stands, for messages: at most {@code limit} bytes of it. */
  byte[] copy(int limit) {
    return Arrays.copyOfRange(buffer, start, Math.min(end, start + limit));
  }

  static final class LineTooLong extends IOException {
    private static final long serialVersionUID = 1;
  }
}
