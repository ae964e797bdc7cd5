package dev.rondo.trace.stats;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.stream.Stream;

/**
 * The tasks with the most of each measure: so many that the result of a long trace stays small.
 *
 * @param most how many are kept for each measure
 * @param first those, by measure, the one with the most first
 */
public record Ranking(int most, Map<Measure, List<TaskTotals>> first) {

  public Ranking {
    first = Map.copyOf(first);
  }

  /** Those with the most of a measure, in order. */
  public List<TaskTotals> by(Measure measure) {
    return first.getOrDefault(measure, List.of());
  }

  /**
   * The ranking of the tasks of both, of which each task belongs to one: as many as both have kept.
   */
  public Ranking merge(Ranking other) {
    Builder builder = new Builder(Math.min(most, other.most));
    for (Measure measure : Measure.values()) {
      Stream.concat(by(measure).stream(), other.by(measure).stream())
          .forEach(task -> builder.add(measure, task));
    }
    return builder.build();
  }

  /** The one that is left out first comes first. */
  private static Comparator<TaskTotals> order(Measure measure) {
    return Comparator.comparingLong((TaskTotals task) -> measure.of(task))
        .thenComparing(
            Comparator.comparing(TaskTotals::trace)
                .thenComparingInt(TaskTotals::loop)
                .thenComparingLong(TaskTotals::task)
                .reversed());
  }

  /** A ranking that tasks still come into. */
  static final class Builder {
    private final int most;
    private final Map<Measure, PriorityQueue<TaskTotals>> kept = new EnumMap<>(Measure.class);

    Builder(int most) {
      this.most = most;
      for (Measure measure : Measure.values()) {
        kept.put(measure, new PriorityQueue<>(order(measure)));
      }
    }

    void add(TaskTotals task) {
      for (Measure measure : Measure.values()) {
        add(measure, task);
      }
    }

    void add(Measure measure, TaskTotals task) {
      PriorityQueue<TaskTotals> tasks = kept.get(measure);
      if (tasks != null && measure.of(task) > 0) {
        tasks.add(task);
        if (tasks.size() > most) {
          tasks.remove();
        }
      }
    }

    Ranking build() {
      Map<Measure, List<TaskTotals>> first = new EnumMap<>(Measure.class);
      kept.forEach((measure, tasks) -> {
        List<TaskTotals> sorted = new ArrayList<>(tasks);
        sorted.sort(order(measure).reversed());
        first.put(measure, List.copyOf(sorted));
      });
      return new Ranking(most, first);
    }
  }
}
