package dev.rondo.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FigureTest {
  private static Figure figure(double[]... rounds) {
    Figure figure = new Figure();
    for (int round = 0; round < rounds.length; round++) {
      for (double value : rounds[round]) {
        figure.add(round, value);
      }
    }
    return figure;
  }

  @Test
  void tells_the_middle_and_the_ends() {
    Figure figure = figure(new double[] {5, 1}, new double[] {3, 9});
    assertThat(figure.median()).isEqualTo(4);
    assertThat(figure.low()).isEqualTo(1);
    assertThat(figure.high()).isEqualTo(9);
    assertThat(Unit.NANOS.text(figure)).isEqualTo("4 ns (1–9)");
  }

  @Test
  void a_ratio_compares_within_each_round() {
    Figure ours = figure(new double[] {10}, new double[] {100}, new double[] {20});
    Figure peer = figure(new double[] {20}, new double[] {200}, new double[] {40});
    assertThat(ours.ratioTo(peer)).isEqualTo(0.5);
  }

  @Test
  void rounds_that_one_lacks_do_not_count() {
    Figure ours = figure(new double[] {10}, new double[] {100});
    Figure peer = figure(new double[] {20});
    assertThat(ours.ratioTo(peer)).isEqualTo(0.5);
  }
}
