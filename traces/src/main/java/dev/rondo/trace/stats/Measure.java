package dev.rondo.trace.stats;

/** What a task's time can be spent in. */
public enum Measure {
  /** In control, without the eager first steps of tasks that it created. */
  RUN,
  /** In the ready queue. */
  READY,
  /** Paused on something, and not in the ready queue. */
  SUSPENDED;

  /** How much of it a task has, in nanoseconds. */
  public long of(TaskTotals task) {
    return switch (this) {
      case RUN -> task.run();
      case READY -> task.ready();
      case SUSPENDED -> task.suspended();
    };
  }

  /** The times that the slices, waits or pauses of a group took. */
  public Distribution of(Group group) {
    return switch (this) {
      case RUN -> group.run();
      case READY -> group.ready();
      case SUSPENDED -> group.suspended();
    };
  }
}
