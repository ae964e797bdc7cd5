package dev.rondo.trace.lint;

import dev.rondo.trace.model.LoopModel;
import dev.rondo.trace.model.Slice;

/** What findings call things. */
final class Titles {
  private Titles() {}

  /** What people recognise the task or callback of a slice by. */
  static String title(Slice slice, LoopModel loop) {
    return slice.task() == 0 ? "callback " + slice.name() : title(slice.task(), loop);
  }

  /** What people recognise a task by. */
  static String title(long task, LoopModel loop) {
    String title = loop.taskTitle(task);
    return title == null ? "task " + task : title;
  }
}
