package dev.rondo.cli;

import dev.rondo.trace.TraceEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/**
 * {@code --task}: the tasks that are meant, by name or number. A mixin. It learns the names from
 * the trace as it is read.
 */
final class TaskOption {
  private static final Pattern NUMBER = Pattern.compile("#?(\\d{1,18})");

  /** How many names are kept to guess from. */
  private static final int NAMES = 10_000;

  @Option(
      names = "--task",
      paramLabel = "TASK",
      description = "Only what concerns this task: its name, or its number (3 or #3); repeatable.")
  private final List<String> wanted = new ArrayList<>();

  private final Map<Integer, Set<Long>> found = new HashMap<>();
  private final Set<String> answered = new HashSet<>();
  private final Set<String> names = new HashSet<>();

  /** Whether any task was asked for. */
  boolean given() {
    return !wanted.isEmpty();
  }

  /** Learns from an event which task has which name. */
  void learn(TraceEvent event) {
    if (given() && event instanceof TraceEvent.TaskCreated task) {
      if (names.size() < NAMES) {
        names.add(task.name());
      }
      wanted.stream().filter(name -> names(name, task)).forEach(name -> add(name, task));
    }
  }

  private void add(String name, TraceEvent.TaskCreated task) {
    answered.add(name);
    found.computeIfAbsent(task.loop(), _ -> new HashSet<>()).add(task.task());
  }

  /** By its name, by its number, or by the coroutine of a task that nobody named. */
  private static boolean names(String name, TraceEvent.TaskCreated task) {
    Matcher number = NUMBER.matcher(name);
    return name.equals(task.name())
        || (number.matches() && Long.parseLong(number.group(1)) == task.task())
        || (name.equals(task.coro()) && task.name().matches("Task-\\d+"))
        || name.equals(task.name() + " " + task.coro());
  }

  /** Whether the task is one of those asked for. */
  boolean includes(int loop, long task) {
    return task != 0 && found.getOrDefault(loop, Set.of()).contains(task);
  }

  /**
   * Holds that every task that was asked for appeared.
   *
   * @throws UsageException where one did not; it says which it may have been
   */
  void require(Reading trace) {
    for (String name : wanted) {
      if (!answered.contains(name)) {
        throw new UsageException("%s has no task '%s'%s".formatted(trace.name(), name, hint(name)));
      }
    }
  }

  private String hint(String name) {
    List<String> similar = Similar.to(name, names);
    if (!similar.isEmpty()) {
      return "; did you mean " + Plain.text(String.join(" or ", similar)) + "?";
    }
    return names.size() > 10
        ? ""
        : "; it has " + Plain.text(String.join(", ", names.stream().sorted().toList()));
  }
}
