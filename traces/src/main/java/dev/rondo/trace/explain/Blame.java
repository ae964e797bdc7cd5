package dev.rondo.trace.explain;

import java.util.List;

/**
 * What ran while tasks were ready and waited for their turn. Times are in nanoseconds.
 *
 * @param tasks how many tasks were looked at
 * @param waits how often they were ready
 * @param waited how long, in all
 * @param culprits what ran meanwhile, in all, the longest first
 * @param worst the longest waits, the longest first
 */
public record Blame(long tasks, long waits, long waited, List<Culprit> culprits, List<Wait> worst) {

  public Blame {
    culprits = List.copyOf(culprits);
    worst = List.copyOf(worst);
  }

  /** What a culprit is. */
  public enum Kind {
    /** A task that has a name of its own. */
    TASK,
    /** All tasks without a name of their own that drive this coroutine. */
    COROUTINE,
    /** A plain callback. */
    CALLBACK,
    /** No slice: the loop's own work between slices, or what the trace lost. */
    LOOP
  }

  /** Who ran. */
  public record Runner(Kind kind, String name) {}

  /**
   * How much of a wait somebody ran.
   *
   * @param runner who
   * @param slices in how many slices
   * @param ns for how long, without the eager first steps within those slices
   */
  public record Culprit(Runner runner, long slices, long ns) {}

  /**
   * A stretch of time in which a task was ready.
   *
   * @param loop the loop
   * @param task the task
   * @param title what people recognise it by
   * @param seq the {@code enqueue} that made it ready
   * @param since when that was
   * @param ns how long it waited
   * @param ended whether it got its turn; else it was still ready at the end of the trace
   * @param culprits what ran meanwhile, the longest first
   */
  public record Wait(
      int loop,
      long task,
      String title,
      long seq,
      long since,
      long ns,
      boolean ended,
      List<Culprit> culprits) {

    public Wait {
      culprits = List.copyOf(culprits);
    }
  }
}
