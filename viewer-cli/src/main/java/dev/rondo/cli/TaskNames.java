package dev.rondo.cli;

import dev.rondo.trace.Similar;
import dev.rondo.trace.TraceEvent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which tasks of a trace are meant by what a user calls them. It learns the names from the trace as
 * that is read.
 */
final class TaskNames {
  private static final Pattern NUMBER = Pattern.compile("#?(\\d{1,18})");

  /** How many names are kept to guess from. */
  private static final int NAMES = 10_000;

  private final List<String> wanted;
  private final Map<Integer, Set<Long>> found = new LinkedHashMap<>();
  private final Set<String> answered = new HashSet<>();
  private final Set<String> names = new HashSet<>();

  TaskNames(List<String> wanted) {
    this.wanted = List.copyOf(wanted);
  }

  /**
   * Learns that there is such a task.
   *
   * @return whether it is one of those that are meant
   */
  boolean learn(TraceEvent.TaskCreated task) {
    if (names.size() < NAMES) {
      names.add(task.name());
    }
    List<String> fitting = wanted.stream().filter(name -> names(name, task)).toList();
    if (!fitting.isEmpty()) {
      answered.addAll(fitting);
      found.computeIfAbsent(task.loop(), _ -> new HashSet<>()).add(task.task());
    }
    return !fitting.isEmpty();
  }

  /** By its name, by its number, or by the coroutine of a task that nobody named. */
  private static boolean names(String name, TraceEvent.TaskCreated task) {
    Matcher number = NUMBER.matcher(name);
    return name.equals(task.name())
        || (number.matches() && Long.parseLong(number.group(1)) == task.task())
        || (name.equals(task.coro()) && task.name().matches("Task-\\d+"))
        || name.equals(task.name() + " " + task.coro());
  }

  /** Whether the task is one of those that are meant. */
  boolean includes(int loop, long task) {
    return task != 0 && found.getOrDefault(loop, Set.of()).contains(task);
  }

  /** A task that is meant. */
  record Found(int loop, long task) {}

  /** All that are meant, so far as they have appeared. */
  List<Found> found() {
    List<Found> all = new ArrayList<>();
    found.forEach(
        (loop, tasks) -> tasks.stream().sorted().forEach(task -> all.add(new Found(loop, task))));
    return all;
  }

  /**
   * Holds that every task that was asked for appeared.
   *
   * @throws UsageException where one did not; it says which it may have been
   */
  void require(String trace) {
    for (String name : wanted) {
      if (!answered.contains(name)) {
        throw new UsageException("%s has no task '%s'%s".formatted(trace, name, hint(name)));
      }
    }
  }

  private String hint(String name) {
    List<String> similar = Similar.to(name, names);
    if (!similar.isEmpty()) {
      return "; did you mean " + Plain.text(String.join(" or ", similar)) + "?";
    }
    return names.isEmpty() || names.size() > 10
        ? ""
        : "; it has " + Plain.text(String.join(", ", names.stream().sorted().toList()));
  }
}
