package dev.rondo.benchmarks;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All that was measured, by name. */
final class Figures {
  private final Map<String, Figure> all = new HashMap<>();
  private final List<String> failures = new ArrayList<>();

  void add(String name, int round, double value) {
    all.computeIfAbsent(name, n -> new Figure()).add(round, value);
  }

  /** Notes that something could not be measured. */
  void failed(Probe probe) {
    failures.add(probe.toString());
  }

  List<String> failures() {
    return failures;
  }

  Optional<Figure> get(String name) {
    return Optional.ofNullable(all.get(name));
  }
}
