package dev.rondo.recorder;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Writes numbers in decimal, eight digits at a time: a word is split into two halves, each half
 * into two quarters and so on, all parts of a word at once. To divide by 100 and 10 is to multiply
 * by a fraction that is near enough for numbers so small.
 */
final class Decimal {
  /** What lies behind a number is overwritten, up to so many bytes. */
  static final int OVERHANG = Long.BYTES;

  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long EIGHT_DIGITS = 100_000_000;
  private static final long ZEROS = 0x3030_3030_3030_3030L; // in ASCII

  private Decimal() {}

  /** Writes a number that is not negative to that place, and gives the place behind it. */
  static int write(byte[] to, int at, long number) {
    if (number < 10) {
      to[at] = (byte) ('0' + number);
      return at + 1;
    }
    if (number < EIGHT_DIGITS) {
      return leading(to, at, eight(number));
    }
    long high = number / EIGHT_DIGITS;
    int behind = write(to, at, high);
    WORDS.set(to, behind, eight(number - high * EIGHT_DIGITS) | ZEROS);
    return behind + Long.BYTES;
  }

  /** Without the zeros in front; not all of them are. */
  private static int leading(byte[] to, int at, long digits) {
    int zeros = Long.numberOfTrailingZeros(digits) >>> 3;
    WORDS.set(to, at, (digits | ZEROS) >>> (zeros * Byte.SIZE));
    return at + Long.BYTES - zeros;
  }

  /** The digits, a byte each, the first one lowest. */
  private static long eight(long number) {
    long high = number / 10_000;
    long fours = high | (number - high * 10_000) << 32;
    long hundreds = ((fours * 5243) >>> 19) & 0x0000_007F_0000_007FL;
    long twos = hundreds | (fours - hundreds * 100) << 16;
    long tens = ((twos * 103) >>> 10) & 0x000F_000F_000F_000FL;
    return tens | (twos - tens * 10) << 8;
  }
}
