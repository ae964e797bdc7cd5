package dev.rondo.trace.diff;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the comparison of two traces gave.
 *
 * @param verdict the answer
 * @param reason why it cannot be told; null unless the verdict is {@code unknown}
 * @param first the first difference; null unless the verdict is {@code different}
 * @param leftOnly tasks that only the left trace has, in order of creation
 * @param rightOnly tasks that only the right trace has, in order of creation
 * @param compared how many events were the same on both sides
 * @param leftComplete whether the left trace has its footer; without, it is compared as far as it
 *     goes
 * @param rightComplete the same of the right trace
 * @param notes what is worth knowing besides
 */
public record Comparison(
    Verdict verdict,
    @Nullable String reason,
    @Nullable Difference first,
    List<TaskRef> leftOnly,
    List<TaskRef> rightOnly,
    long compared,
    boolean leftComplete,
    boolean rightComplete,
    List<String> notes) {

  public Comparison {
    leftOnly = List.copyOf(leftOnly);
    rightOnly = List.copyOf(rightOnly);
    notes = List.copyOf(notes);
  }

  /** Whether one of the traces is cut off: then the comparison ends there. */
  public boolean incomplete() {
    return !leftComplete || !rightComplete;
  }

  /**
   * A task that only one side has.
   *
   * @param loop its loop
   * @param task its number
   * @param name its name
   * @param coro its coroutine
   * @param parent the name of the task that created it, or null
   * @param seq the event that created it
   */
  public record TaskRef(
      int loop, long task, String name, String coro, @Nullable String parent, long seq) {}
}
