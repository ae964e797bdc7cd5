package dev.rondo.trace.model;

import dev.rondo.trace.ids.IdMap;
import java.io.Serializable;
import java.util.LinkedHashSet;
import org.jspecify.annotations.Nullable;

/**
 * What the tasks that live in a part of a loop's trace are recognised by. Of those from before the
 * part nothing is known but which of them end.
 */
final class TaskTitles implements Serializable {
  private static final long serialVersionUID = 1;

  /** Above an older one, where the trace creates a task twice. */
  private record Title(String text, @Nullable Title below) implements Serializable {}

  private final boolean beginning;
  private final IdMap<Title> living = new IdMap<>();
  private final LinkedHashSet<Long> endedEarlier = new LinkedHashSet<>();

  /**
   * @param beginning whether this is the trace's beginning: there is nothing before
   */
  TaskTitles(boolean beginning) {
    this.beginning = beginning;
  }

  void created(long task, String title) {
    living.put(task, new Title(title, living.get(task)));
  }

  void ended(long task) {
    Title title = living.get(task);
    if (title == null) {
      if (!beginning) {
        endedEarlier.add(task);
      }
    } else if (title.below == null) {
      living.remove(task);
    } else {
      living.put(task, title.below);
    }
  }

  /** The title; null where the part before may tell it. */
  @Nullable String of(long task) {
    Title title = living.get(task);
    if (title != null) {
      return title.text;
    }
    return beginning || endedEarlier.contains(task) ? unknown(task) : null;
  }

  /** What stands for the title of a task that the trace does not create. */
  static String unknown(long task) {
    return "task " + task;
  }

  /** Goes on with what the part that follows knows. */
  void append(TaskTitles next) {
    next.endedEarlier.forEach(this::ended);
    next.living.forEach(this::created);
  }

  private void created(long task, Title title) {
    if (title.below != null) {
      created(task, title.below);
    }
    created(task, title.text);
  }
}
