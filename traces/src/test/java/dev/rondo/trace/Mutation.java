package dev.rondo.trace;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/** Bytes changed, cut, inserted and doubled: the same for the same seed. */
final class Mutation {

  private static final String[] PIECES = {
    "\n",
    "{",
    "}",
    "[",
    "\"",
    "\\",
    "\\u0000",
    "\\ud800",
    ",",
    ":",
    "-",
    "1e999",
    "99999999999999999999",
    "null",
    "\0",
    "\u007f",
    "é",
    "\"ev\":\"end\"",
    "\"seq\":1,",
    "[[[[[[[[",
    "\r"
  };

  private Mutation() {}

  /** The bytes with one to four changes. */
  static byte[] of(byte[] input, Random random) {
    byte[] bytes = input;
    for (int i = random.nextInt(4); i >= 0; i--) {
      bytes = mutatedOnce(bytes, random);
    }
    return bytes;
  }

  private static byte[] mutatedOnce(byte[] bytes, Random random) {
    int from = random.nextInt(bytes.length + 1);
    int to = Math.min(bytes.length, from + 1 + random.nextInt(random.nextBoolean() ? 4 : 200));
    return switch (random.nextInt(6)) {
      case 0 -> flipped(bytes, random);
      case 1 -> spliced(bytes, from, to, new byte[0]);
      case 2 ->
          spliced(
              bytes,
              from,
              from,
              PIECES[random.nextInt(PIECES.length)].getBytes(StandardCharsets.UTF_8));
      case 3 ->
          spliced(
              bytes,
              from,
              to,
              PIECES[random.nextInt(PIECES.length)].getBytes(StandardCharsets.UTF_8));
      case 4 -> spliced(bytes, from, from, Arrays.copyOfRange(bytes, from, to));
      default -> random.nextInt(3) == 0 ? Arrays.copyOf(bytes, from) : flipped(bytes, random);
    };
  }

  private static byte[] flipped(byte[] bytes, Random random) {
    byte[] result = bytes.clone();
    if (result.length > 0) {
      result[random.nextInt(result.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return result;
  }

  /** The bytes with those from {@code from} to {@code to} replaced. */
  private static byte[] spliced(byte[] bytes, int from, int to, byte[] piece) {
    var result = new ByteArrayOutputStream();
    result.write(bytes, 0, from);
    result.writeBytes(piece);
    result.write(bytes, to, bytes.length - to);
    return result.toByteArray();
  }
}
