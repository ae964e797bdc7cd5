package dev.rondo.cli;

import dev.rondo.trace.TraceEvent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --task}: the tasks that are meant, by name or number. A mixin. */
final class TaskOption {

  @Option(
      names = "--task",
      paramLabel = "TASK",
      description = "Only what concerns this task: its name, or its number (3 or #3); repeatable.")
  private final List<String> wanted = new ArrayList<>();

  private @Nullable TaskNames names;

  /** Whether any task was asked for. */
  boolean given() {
    return !wanted.isEmpty();
  }

  /** Learns from an event which task has which name. */
  void learn(TraceEvent event) {
    if (given() && event instanceof TraceEvent.TaskCreated task) {
      names().learn(task);
    }
  }

  /** Whether the task is one of those asked for. */
  boolean includes(int loop, long task) {
    return names().includes(loop, task);
  }

  /**
   * Holds that every task that was asked for appeared.
   *
   * @throws UsageException where one did not; it says which it may have been
   */
  void require(Reading trace) {
    names().require(trace.name());
  }

  private TaskNames names() {
    if (names == null) {
      names = new TaskNames(wanted);
    }
    return names;
  }
}
