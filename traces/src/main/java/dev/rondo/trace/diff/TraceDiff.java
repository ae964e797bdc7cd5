package dev.rondo.trace.diff;

import dev.rondo.trace.TraceReader;
import dev.rondo.trace.diff.Comparison.TaskRef;
import dev.rondo.trace.diff.Input.Placed;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Compares two traces by what they say, in one pass over both. Loops are paired in order of
 * appearance; within a pair the events must be the same, in the same order, up to the first
 * difference.
 *
 * {@snippet :
 * try (TraceReader left = TraceReader.open(a); TraceReader right = TraceReader.open(b)) {
 *   System.out.println(TraceDiff.compare(left, right).verdict().text());
 * }
 * }
 */
public final class TraceDiff {
  private final Input left;
  private final Input right;

  /** Whether both traces tell of coroutines awaited in place. */
  private final boolean full;

  private final List<LoopPair> pairs = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  private TraceDiff(TraceReader left, TraceReader right) {
    this.left = new Input("left", left);
    this.right = new Input("right", right);
    full = isFull(left) && isFull(right);
  }

  private static boolean isFull(TraceReader trace) {
    return !"schedule".equals(trace.header().detail());
  }

  /**
   * Compares two traces, from where the readers are to their ends. Symmetric: with the traces
   * exchanged, the sides of the answer are.
   *
   * @throws dev.rondo.trace.TraceException if one of them is damaged
   */
  public static Comparison compare(TraceReader left, TraceReader right) {
    return compare(left, right, () -> {});
  }

  /**
   * The same, and runs {@code each} for each pair of events that was read: to show progress, say.
   */
  public static Comparison compare(TraceReader left, TraceReader right, Runnable each) {
    return new TraceDiff(left, right).run(each);
  }

  private Comparison run(Runnable each) {
    headers();
    while (!left.ended() || !right.ended()) {
      read(left);
      read(right);
      each.run();
    }
    pairs.forEach(LoopPair::advance);
    return result();
  }

  private void read(Input side) {
    Placed placed = side.ended() ? null : side.next(full);
    if (placed == null) {
      return;
    }
    int place = side.place(placed.event());
    while (pairs.size() <= place) {
      pairs.add(new LoopPair(pairs.size(), left, right));
    }
    pairs.get(place).add(side, placed);
  }

  private void headers() {
    note("clock", left.header().clock(), right.header().clock());
    note("policy", left.header().policy(), right.header().policy());
    if (isFullHeader(left) != isFullHeader(right)) {
      notes.add("only one trace has detail full: coroutines awaited in place are not compared");
    }
  }

  private static boolean isFullHeader(Input side) {
    return !"schedule".equals(side.header().detail());
  }

  private void note(String key, @Nullable String ofLeft, @Nullable String ofRight) {
    if (!Objects.equals(ofLeft, ofRight)) {
      notes.add("the headers differ in " + key + ": " + ofLeft + " left, " + ofRight + " right");
    }
  }

  private Comparison result() {
    Difference first =
        pairs.stream().map(LoopPair::difference).filter(Objects::nonNull).findFirst().orElse(null);
    long compared = pairs.stream().mapToLong(LoopPair::compared).sum();
    String reason = incomparable(first == null);
    Verdict verdict =
        reason != null ? Verdict.UNKNOWN : first != null ? Verdict.DIFFERENT : Verdict.IDENTICAL;
    List<TaskRef> leftOnly = new ArrayList<>();
    List<TaskRef> rightOnly = new ArrayList<>();
    pairs.forEach(pair -> pair.tasks().collect(leftOnly, rightOnly));
    remark(left);
    remark(right);
    return new Comparison(
        verdict,
        reason,
        reason == null ? first : null,
        leftOnly,
        rightOnly,
        compared,
        left.complete(),
        right.complete(),
        notes);
  }

  /** Why no verdict can be given; null where one can. */
  private @Nullable String incomparable(boolean same) {
    if (left.loss() != null || right.loss() != null) {
      return left.loss() != null ? left.loss() : right.loss();
    }
    for (Input side : List.of(left, right)) {
      if (side.events() == 0) {
        return "the " + side.side + " trace holds nothing to compare";
      }
      if (same && side.malformed() > 0) {
        return "the " + side.side + " trace has malformed events";
      }
    }
    return same && pairs.stream().anyMatch(LoopPair::ranOut)
        ? "a trace is incomplete: the same as far as it goes"
        : null;
  }

  private void remark(Input side) {
    if (!side.complete()) {
      notes.add("the " + side.side + " trace is incomplete: its footer is missing");
    }
    if (side.malformed() > 0) {
      notes.add("the " + side.side + " trace: left out " + events(side.malformed(), "malformed"));
    }
    if (side.unknown() > 0) {
      notes.add("the " + side.side + " trace: left out " + events(side.unknown(), "unknown"));
    }
  }

  private static String events(long n, String what) {
    return n + " " + what + (n == 1 ? " event" : " events");
  }
}
