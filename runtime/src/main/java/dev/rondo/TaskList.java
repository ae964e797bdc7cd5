package dev.rondo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The tasks of a loop that are not done. The references are strong: a task that nobody else holds
 * is not lost while it waits. Each task knows its place, and the last one fills a gap, so that a
 * task comes and goes in a few stores; their numbers tell the order of creation.
 */
final class TaskList {
  private static final int LEAST = 16;

  private Task<?>[] tasks = new Task<?>[LEAST]; // null from size on
  private int size;

  void add(Task<?> task) {
    if (size == tasks.length) {
      tasks = Arrays.copyOf(tasks, size * 2);
    }
    put(size++, task);
  }

  @SuppressWarnings("NullAway") // the place behind the last is emptied
  void remove(Task<?> task) {
    Task<?> last = tasks[--size];
    tasks[size] = null;
    if (last != task) {
      put(task.place, last);
    }
    if (size < tasks.length / 4 && tasks.length > LEAST) {
      tasks = Arrays.copyOf(tasks, tasks.length / 2);
    }
  }

  private void put(int place, Task<?> task) {
    tasks[place] = task;
    task.place = place;
  }

  int size() {
    return size;
  }

  /** In order of creation. Another thread may miss some, and meet some that are done. */
  List<Task<?>> toList() {
    List<Task<?>> list = new ArrayList<>(size);
    for (Task<?> task : Arrays.copyOf(tasks, size)) {
      if (task != null) {
        list.add(task);
      }
    }
    list.sort(Comparator.comparingLong(Future::id));
    return list;
  }
}
