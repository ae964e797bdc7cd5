package dev.rondo.trace;

/** Eight bytes looked at as one number, the first byte lowest. */
final class Words {
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGHS = ONES << 7;

  private Words() {}

  /** The eight characters, all of ASCII, from that one on; zeros behind the last. */
  static long of(String text, int from) {
    long word = 0;
    for (int i = from; i < Math.min(from + 8, text.length()); i++) {
      word |= (long) text.charAt(i) << (8 * (i - from));
    }
    return word;
  }

  /** The lowest {@code bytes} bytes; none for less than 1, all for more than 7. */
  static long mask(int bytes) {
    return bytes <= 0 ? 0 : bytes >= 8 ? -1 : (1L << (8 * bytes)) - 1;
  }

  /** Marks the bytes that are {@code value}: exactly the first of them, and none before it. */
  static long marked(long word, char value) {
    long zeros = word ^ ONES * value;
    return (zeros - ONES) & ~zeros & HIGHS;
  }

  /** Marks what a text in JSON can't simply go on with: a quote, a backslash, a control. */
  static long endOfText(long word) {
    long controls = (word - ONES * ' ') & ~word & HIGHS;
    return marked(word, '"') | marked(word, '\\') | controls;
  }

  /** With how many digits it begins. */
  static int digits(long word) {
    long values = word ^ ONES * '0';
    long others = ((values & ~HIGHS) + ONES * (0x80 - 10)) | values;
    return Long.numberOfTrailingZeros(others & HIGHS) >>> 3; // 64 zeros where there is none
  }

  /** The number that the first {@code digits} digits tell. */
  static long number(long word, int digits) {
    if (digits == 0) {
      return 0;
    }
    long ones = (word ^ ONES * '0') << (8 * (8 - digits)); // zeros in front
    long tens = (ones * 10 + (ones >>> 8)) & 0x00FF00FF00FF00FFL;
    long hundreds = (tens * 100 + (tens >>> 16)) & 0x0000FFFF0000FFFFL;
    return (hundreds * 10_000 + (hundreds >>> 32)) & 0xFFFFFFFFL;
  }

  /** The bytes before the first that is marked; all where none is. */
  static long before(long marks) {
    return (Long.lowestOneBit(marks) >>> 7) - 1;
  }

  /** The first byte that is marked, from 0. */
  static int index(long marks) {
    return Long.numberOfTrailingZeros(marks) >>> 3;
  }

  /** A hash with one word more. */
  static long mixed(long hash, long word) {
    long product = (hash ^ word) * 0x9E3779B97F4A7C15L;
    return product ^ (product >>> 32);
  }
}
