package dev.rondo.trace.explain;

import dev.rondo.trace.explain.Blame.Runner;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Those who ran, numbered from 0. */
final class Runners {
  private final Map<Runner, Integer> numbers = new HashMap<>();
  private final List<Runner> all = new ArrayList<>();

  int number(Runner runner) {
    Integer known = numbers.get(runner);
    if (known == null) {
      known = all.size();
      numbers.put(runner, known);
      all.add(runner);
    }
    return known;
  }

  Runner runner(int number) {
    return all.get(number);
  }
}
