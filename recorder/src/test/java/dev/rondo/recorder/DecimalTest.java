package dev.rondo.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Numbers are written as Java writes them. */
class DecimalTest {
  @Test
  void aroundEachPowerOfTen() {
    long power = 1;
    for (int i = 0; i <= 18; i++, power *= 10) {
      for (long number = power - 1; number <= power + 1; number++) {
        check(number);
      }
    }
    check(Long.MAX_VALUE);
  }

  @Test
  void allOfFourDigitsInBothHalvesOfAWord() {
    for (long number = 0; number < 10_000; number++) {
      check(number);
      check(number * 10_000);
      check(12_340_000 + number);
      check(100_000_000L * (number + 1) + 9_999 - number);
    }
  }

  @Test
  void ofAnyLength() {
    Random random = new Random(1);
    for (int i = 0; i < 1_000_000; i++) {
      check(random.nextLong() >>> 1 + random.nextInt(63));
    }
  }

  private static void check(long number) {
    byte[] bytes = new byte[20 + Decimal.OVERHANG];
    int end = Decimal.write(bytes, 1, number);
    String written = new String(bytes, 1, end - 1, StandardCharsets.US_ASCII);
    if (!written.equals(Long.toString(number))) {
      assertThat(written).isEqualTo(Long.toString(number));
    }
  }
}
