package dev.rondo.trace.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class DistributionTest {

  @Test
  void ofNothingAllIsNothing() {
    assertThat(Distribution.EMPTY.count()).isZero();
    assertThat(Distribution.EMPTY.total()).isZero();
    assertThat(Distribution.EMPTY.min()).isZero();
    assertThat(Distribution.EMPTY.max()).isZero();
    assertThat(Distribution.EMPTY.mean()).isZero();
    assertThat(Distribution.EMPTY.percentile(99)).isZero();
    assertThat(Distribution.EMPTY.merge(Distribution.of(3))).isEqualTo(Distribution.of(3));
  }

  @Test
  void sumsAndExtremesAreExact() {
    Distribution values = Distribution.of(1_000_000_007, 3, 5);
    assertThat(values.count()).isEqualTo(3);
    assertThat(values.total()).isEqualTo(1_000_000_015);
    assertThat(values.min()).isEqualTo(3);
    assertThat(values.max()).isEqualTo(1_000_000_007);
    assertThat(values.mean()).isEqualTo(333_333_338);
    assertThat(values.percentile(0)).isEqualTo(3);
    assertThat(values.percentile(50)).isEqualTo(5);
    assertThat(values.percentile(100)).isEqualTo(1_000_000_007);
  }

  @Test
  void valuesAtTheEndOfWhatANumberHolds() {
    Distribution values = Distribution.of(Long.MAX_VALUE, Long.MAX_VALUE, 0, -5);
    assertThat(values.count()).isEqualTo(4);
    assertThat(values.total()).isEqualTo(Long.MAX_VALUE);
    assertThat(values.max()).isEqualTo(Long.MAX_VALUE);
    assertThat(values.min()).isZero();
    assertThat(values.percentile(50)).isZero();
    assertThat(values.percentile(99)).isGreaterThan(Long.MAX_VALUE / 3);
  }

  /** Random values of all sizes: percentiles are right to three digits, and parts merge. */
  @Test
  void percentilesAreThoseOfTheSortedValues() {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(7);
    for (int round = 0; round < 100; round++) {
      long[] values =
          random.longs(1 + random.nextInt(500)).map(v -> v >>> (2 + random.nextInt(60))).toArray();
      int cut = random.nextInt(values.length + 1);
      Distribution whole = Distribution.of(values);
      Distribution first = Distribution.of(Arrays.copyOfRange(values, 0, cut));
      Distribution rest = Distribution.of(Arrays.copyOfRange(values, cut, values.length));
      assertThat(first.merge(rest)).isEqualTo(whole).hasSameHashCodeAs(whole);
      assertThat(rest.merge(first)).isEqualTo(whole);
      long[] sorted = LongStream.of(values).sorted().toArray();
      for (double percent : new double[] {50, 90, 99}) {
        long exact = sorted[(int) Math.ceil(percent / 100 * sorted.length) - 1];
        assertThat(whole.percentile(percent)).isBetween(exact, exact + exact / 1000 + 1);
      }
    }
  }
}
