package dev.rondo.trace;

import java.util.regex.Pattern;

/** Names of tasks that the runtime counts up by itself ({@code Task-7}): numbers, not meaning. */
public final class CountedName {
  private static final Pattern COUNTED = Pattern.compile("(task )?Task-\\d+");

  private CountedName() {}

  /** Whether the runtime gave that name by counting, or it stands for waiting for such a task. */
  public static boolean is(String name) {
    return (name.startsWith("Task-") || name.startsWith("task Task-"))
        && COUNTED.matcher(name).matches();
  }
}
