package dev.rondo.trace;

import java.nio.ByteBuffer;

/**
 * A key as its bytes in a line, from the comma or brace before it up to where its value begins:
 * sixteen at most, compared as two words.
 */
record LineKey(long first, long firstMask, long second, long secondMask, int length) {

  static LineKey of(String text) {
    int length = text.length();
    return new LineKey(
        Words.of(text, 0), Words.mask(length), Words.of(text, 8), Words.mask(length - 8), length);
  }

  /** Whether it stands at {@code index} of the line's bytes. */
  boolean standsAt(ByteBuffer words, int index) {
    return (words.getLong(index) & firstMask) == first
        && (secondMask == 0 || (words.getLong(index + 8) & secondMask) == second);
  }
}
