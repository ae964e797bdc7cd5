package dev.rondo.trace.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BoundTest {
  @Test
  void aShareIsExact() {
    Bound most = new Bound("p99.9", 99.9, 1);
    assertThat(most.allowed(999)).isZero();
    assertThat(most.allowed(1_000)).isEqualTo(1);
    assertThat(most.allowed(1_999)).isEqualTo(1);
    assertThat(most.allowed(1_000_000_000_000L)).isEqualTo(1_000_000_000);
    assertThat(new Bound("p50", 50, 1).allowed(3)).isEqualTo(1);
    assertThat(new Bound("max", 100, 1).allowed(1_000)).isZero();
  }
}
