package dev.rondo.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** What was measured of one thing, round by round. */
final class Figure {
  private final List<List<Double>> rounds = new ArrayList<>();

  void add(int round, double value) {
    while (rounds.size() <= round) {
      rounds.add(new ArrayList<>());
    }
    rounds.get(round).add(value);
  }

  double median() {
    return median(all());
  }

  double low() {
    return all().getFirst();
  }

  double high() {
    return all().getLast();
  }

  /** All values of all rounds, the least first. */
  private List<Double> all() {
    return rounds.stream().flatMap(List::stream).sorted().toList();
  }

  /**
   * How this is to {@code other}: the median of the ratios of each round, so that what changed from
   * round to round on the machine counts little.
   */
  double ratioTo(Figure other) {
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < Math.min(rounds.size(), other.rounds.size()); i++) {
      ratios.add(median(rounds.get(i)) / median(other.rounds.get(i)));
    }
    return median(ratios);
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int half = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(half)
        : (sorted.get(half - 1) + sorted.get(half)) / 2;
  }
}
