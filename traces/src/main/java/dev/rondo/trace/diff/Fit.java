package dev.rondo.trace.diff;

import dev.rondo.trace.diff.Knot.State;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How two steps fit that stand in the same place of the same task.
 *
 * @param contested where they come after other steps: the thing that those touched before; else
 *     null
 * @param other the same thing in the other trace
 * @param wakes where it cannot be told yet: the steps on which that hangs
 */
record Fit(Kind kind, @Nullable Entity contested, @Nullable Entity other, List<Knot> wakes) {
  enum Kind {
    /** They say the same, and come after the same steps. */
    SAME,
    /** It cannot be told yet. */
    WAITS,
    /** They come after other steps. */
    MOVED,
    /** They say something else, or of something else. */
    OTHER
  }

  private static final Fit SAME = new Fit(Kind.SAME, null, null, List.of());
  private static final Fit OTHER = new Fit(Kind.OTHER, null, null, List.of());

  /** Whether what came before is the same. */
  private enum Before {
    SAME,
    OPEN,
    OTHER
  }

  static Fit of(Node x, Node y) {
    List<Knot> wakes = new ArrayList<>(0);
    if (before(x.epoch, y.epoch, wakes) == Before.OTHER) {
      return moved(x.touched(0), y.touched(0));
    }
    boolean same = x.label.same(y.label) && x.touches() == y.touches();
    boolean other = !same;
    for (int i = 0; i < x.touches(); i++) {
      int j = same ? i : y.indexOf(x.touched(i).mate);
      if (j < 0) {
        continue;
      }
      if (same && isFirstOnOneSide(x, y, i)) {
        return moved(x.touched(i), y.touched(i));
      }
      if (same && !isOne(x, y, i)) {
        other = true;
      } else if (before(x.before(i), y.before(j), wakes) == Before.OTHER) {
        return moved(x.touched(i), y.touched(j));
      }
    }
    return !wakes.isEmpty() ? new Fit(Kind.WAITS, null, null, wakes) : other ? OTHER : SAME;
  }

  private static Fit moved(Entity contested, Entity other) {
    return new Fit(Kind.MOVED, contested, other, List.of());
  }

  /** Whether they touch something of one name that nothing touched before on one side alone. */
  private static boolean isFirstOnOneSide(Node x, Node y, int i) {
    Entity a = x.touched(i);
    Entity b = y.touched(i);
    boolean strand = a instanceof Strand || b instanceof Strand;
    return (x.before(i) == null) != (y.before(i) == null)
        && a.mate == null
        && b.mate == null
        && !strand
        && a.shared == b.shared
        && a.what.equals(b.what);
  }

  /** Whether what they touch in one place is the same thing, as far as is known. */
  private static boolean isOne(Node x, Node y, int i) {
    Entity a = x.touched(i);
    Entity b = y.touched(i);
    Knot left = x.before(i);
    Knot right = y.before(i);
    if (a.mate == b || (left == null && right == null)) {
      return true;
    }
    if (left == null || right == null || a.mate != null || b.mate != null) {
      return false;
    }
    return (left.isOpen() && right.isOpen()) || (!a.alone && !b.alone);
  }

  /**
   * Whether what came before is the same; where that cannot be told yet, it is added to {@code
   * wakes}. A step that differs itself counts as the same as whatever stands in its place, for it
   * was told of already.
   */
  private static Before before(@Nullable Knot left, @Nullable Knot right, List<Knot> wakes) {
    if (isTold(left) || isTold(right)) {
      return Before.SAME;
    }
    if (left == null || right == null) {
      return left == right ? Before.SAME : Before.OTHER;
    }
    if (left.mate == right) {
      return Before.SAME;
    }
    if (left.isOpen() && right.isOpen()) {
      wakes.add(left);
      wakes.add(right);
      return Before.OPEN;
    }
    return Before.OTHER;
  }

  private static boolean isTold(@Nullable Knot knot) {
    return knot != null && (knot.state == State.CHANGED || knot.state == State.ALONE);
  }
}
