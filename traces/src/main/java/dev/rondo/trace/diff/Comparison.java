package dev.rondo.trace.diff;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the comparison of two traces gave.
 *
 * @param verdict the answer
 * @param reason why it cannot be told; null unless the verdict is {@code unknown}
 * @param first the first difference; null unless the verdict is {@code different}
 * @param changes all that differs, as far as it is told of, in order of the left trace
 * @param changed how many changes there are in all
 * @param leftOnly tasks that only the left trace has, in order of creation
 * @param rightOnly tasks that only the right trace has, in order of creation
 * @param timing the times of the tasks that both have, if that was asked for
 * @param compared how many events were the same on both sides
 * @param leftComplete whether the left trace has its footer; without, it is compared as far as it
 *     goes
 * @param rightComplete the same of the right trace
 * @param outOfReach whether a step may have changed places with more than can be held: then two
 *     traces that are equivalent may be called different
 * @param notes what is worth knowing besides
 */
public record Comparison(
    Verdict verdict,
    @Nullable String reason,
    @Nullable Difference first,
    List<Change> changes,
    long changed,
    List<TaskRef> leftOnly,
    List<TaskRef> rightOnly,
    List<Timing> timing,
    long compared,
    boolean leftComplete,
    boolean rightComplete,
    boolean outOfReach,
    List<String> notes) {

  /** Changes that lie no more events apart belong together. */
  private static final long NEAR = 30;

  private static final Comparator<Change> BY_PLACE =
      Comparator.comparingInt(Change::leftLoop).thenComparingLong(Change::place);

  public Comparison {
    changes = List.copyOf(changes);
    timing = List.copyOf(timing);
    leftOnly = List.copyOf(leftOnly);
    rightOnly = List.copyOf(rightOnly);
    notes = List.copyOf(notes);
  }

  /** The same of traces whose causes are the same after all, however far steps have moved. */
  Comparison equivalentAfterAll() {
    List<String> more = new ArrayList<>(notes);
    more.add("some steps changed places with more than can be compared one by one: told by digest");
    return new Comparison(
        Verdict.EQUIVALENT,
        null,
        null,
        List.of(),
        0,
        List.of(),
        List.of(),
        timing,
        compared,
        leftComplete,
        rightComplete,
        false,
        more);
  }

  /** The changes, those together that lie close to each other, in order. */
  public List<List<Change>> hunks() {
    List<List<Change>> hunks = new ArrayList<>();
    Change last = null;
    for (Change change : changes.stream().sorted(BY_PLACE).toList()) {
      boolean apart =
          last == null
              || change.leftLoop() != last.leftLoop()
              || change.place() - last.place() > NEAR;
      if (apart) {
        hunks.add(new ArrayList<>());
      }
      hunks.getLast().add(change);
      last = change;
    }
    return hunks;
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
   * @param steps how many steps it takes by itself
   */
  public record TaskRef(
      int loop,
      long task,
      String name,
      String coro,
      @Nullable String parent,
      long seq,
      int steps) {}
}
