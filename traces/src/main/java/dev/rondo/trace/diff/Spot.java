package dev.rondo.trace.diff;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A place that may be the first difference. What led there is taken down at once, before it is
 * forgotten.
 */
record Spot(
    @Nullable Node left,
    @Nullable Node right,
    Place place,
    @Nullable Entity on,
    List<Node> leftChain,
    List<Node> rightChain,
    List<Node[]> before) {

  /** So many pairs of steps before it are kept at most. */
  static final int MOST_BEFORE = 128;

  /** By how early they are, what led to them is, and what they are: the same from either side. */
  static final Comparator<Spot> EARLIEST =
      Comparator.comparingLong(Spot::score)
          .thenComparingLong(Spot::causeScore)
          .thenComparingLong(Spot::label);

  Spot(@Nullable Node left, @Nullable Node right, Place place, @Nullable Entity on) {
    this(left, right, place, on, Telling.causes(left), Telling.causes(right), new ArrayList<>());
  }

  /** Takes note of two steps that are the same, if both came before. */
  void common(Node[] pair) {
    boolean earlier =
        (left == null || pair[0].knot.seq < left.knot.seq)
            && (right == null || pair[1].knot.seq < right.knot.seq);
    if (earlier && before.size() < MOST_BEFORE) {
      before.add(pair);
    }
  }

  private long score() {
    return both(left == null ? -1 : left.knot.seq, right == null ? -1 : right.knot.seq);
  }

  private long causeScore() {
    return both(cause(leftChain), cause(rightChain));
  }

  private static long cause(List<Node> chain) {
    return chain.size() < 2 ? -1 : chain.get(1).knot.seq;
  }

  private static long both(long l, long r) {
    return l < 0 ? 2 * r : r < 0 ? 2 * l : l + r;
  }

  private long label() {
    return (left == null ? 0 : left.label.high) + (right == null ? 0 : right.label.high);
  }

  /** Whether all that led there is the same on both sides. */
  boolean isRooted() {
    return isRooted(left) && isRooted(right);
  }

  private static boolean isRooted(@Nullable Node node) {
    for (int i = 0; node != null && i < node.touches(); i++) {
      Knot before = node.before(i);
      if (before != null && before.state != Knot.State.SAME) {
        return false;
      }
    }
    return true;
  }
}
