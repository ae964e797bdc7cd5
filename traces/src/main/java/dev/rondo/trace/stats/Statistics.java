package dev.rondo.trace.stats;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * How the time of traces was spent. Times are in nanoseconds.
 *
 * @param loops how many loops there are
 * @param events how many events
 * @param all all tasks and callbacks together
 * @param turns the turns of the loops: from the beginning of the first slice to the end of the last
 * @param entries how many entries of the ready queue ran in each turn
 * @param coroutines the tasks by the coroutine that they drive
 * @param sites the tasks by the source line that created them, where the trace has it
 * @param callbacks the plain callbacks by name
 * @param tasks the tasks with the most
 */
public record Statistics(
    long loops,
    long events,
    Group all,
    Distribution turns,
    Distribution entries,
    Map<String, Group> coroutines,
    Map<String, Group> sites,
    Map<String, Group> callbacks,
    Ranking tasks) {

  public Statistics {
    coroutines = Collections.unmodifiableMap(new TreeMap<>(coroutines));
    sites = Collections.unmodifiableMap(new TreeMap<>(sites));
    callbacks = Collections.unmodifiableMap(new TreeMap<>(callbacks));
  }

  /**
   * The statistics of both together: of other traces, of other loops of the same trace, or of
   * another stretch of it as {@link StatisticsCollector#stretch} gives them. The order does not
   * matter.
   */
  public Statistics merge(Statistics other) {
    return new Statistics(
        loops + other.loops,
        events + other.events,
        all.merge(other.all),
        turns.merge(other.turns),
        entries.merge(other.entries),
        merge(coroutines, other.coroutines),
        merge(sites, other.sites),
        merge(callbacks, other.callbacks),
        tasks.merge(other.tasks));
  }

  private static Map<String, Group> merge(Map<String, Group> a, Map<String, Group> b) {
    Map<String, Group> merged = new TreeMap<>(a);
    b.forEach((name, group) -> merged.merge(name, group, Group::merge));
    return merged;
  }
}
