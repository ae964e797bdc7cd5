package dev.rondo.recorder;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A piece of a line that is written often: kept in whole words, which are faster to copy. */
final class Piece {
  /** What lies behind a copied piece is overwritten, up to so many bytes. */
  static final int OVERHANG = Long.BYTES - 1;

  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final long[] words;
  private final int length;

  /** The bytes of {@code from} between the two places. */
  Piece(byte[] from, int start, int end) {
    length = end - start;
    words = new long[(length + OVERHANG) / Long.BYTES];
    byte[] padded = Arrays.copyOfRange(from, start, start + words.length * Long.BYTES);
    for (int i = 0; i < words.length; i++) {
      words[i] = (long) WORDS.get(padded, i * Long.BYTES);
    }
  }

  static Piece of(String ascii) {
    byte[] bytes = ascii.getBytes(StandardCharsets.US_ASCII);
    return new Piece(bytes, 0, bytes.length);
  }

  /** Copies it to that place, and gives the place behind it. */
  int copyTo(byte[] to, int at) {
    for (int i = 0; i < words.length; i++) {
      WORDS.set(to, at + i * Long.BYTES, words[i]);
    }
    return at + length;
  }
}
