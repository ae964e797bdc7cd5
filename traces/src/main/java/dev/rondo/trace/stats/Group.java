package dev.rondo.trace.stats;

/**
 * How the tasks of one kind spent their time, or the callbacks of one name. Times are in
 * nanoseconds.
 *
 * @param tasks how many tasks; 0 for callbacks
 * @param run their slices: how long each had control itself
 * @param ready their waits in the ready queue, each from its {@code enqueue} to its turn
 * @param suspended their pauses on something, each until the task was put in the queue
 */
public record Group(long tasks, Distribution run, Distribution ready, Distribution suspended) {

  /** The group of the tasks of both. */
  public Group merge(Group other) {
    return new Group(
        tasks + other.tasks,
        run.merge(other.run),
        ready.merge(other.ready),
        suspended.merge(other.suspended));
  }

  /** A group that still grows. */
  static final class Builder {
    private long tasks;
    private final Distribution.Builder run = new Distribution.Builder();
    private final Distribution.Builder ready = new Distribution.Builder();
    private final Distribution.Builder suspended = new Distribution.Builder();

    void task() {
      tasks++;
    }

    void add(Measure measure, long ns) {
      switch (measure) {
        case RUN -> run.add(ns);
        case READY -> ready.add(ns);
        case SUSPENDED -> suspended.add(ns);
      }
    }

    Group build() {
      return new Group(tasks, run.build(), ready.build(), suspended.build());
    }
  }
}
