package dev.rondo.trace.diff;

import dev.rondo.trace.diff.Knot.State;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Finds for each step of a loop the same step in the other trace, while both are read. The n-th
 * step of a task is compared with the n-th step of the task that is the same there; two tasks are
 * the same if the same step created them in the same place, and so for all other things. Steps are
 * the same if they say the same, and if for each thing that they touch the step that touched it
 * before is the same. What does not fit is noted as a change and paired all the same, so that what
 * comes after it is compared again.
 */
final class Matcher {
  /** So many steps are read before it is given up to wait for something. */
  private static final int PATIENCE = 5_000;

  /** How far ahead it is looked for the place where two sequences of steps meet again. */
  private static final int LOOK = 8;

  /** More steps of one side are not kept waiting for their counterparts. */
  static final int MOST_OPEN = 100_000;

  /** How many steps that were dealt with are remembered, for chains of causes. */
  private static final int HISTORY = 4_096;

  /** So many of those that came from outside are looked through for a counterpart. */
  private static final int MOST_ARRIVALS = 64;

  private record Late(Strand strand, long until) {}

  private final Changes changes;
  private final int mostOpen;
  private final Deque<Strand> work = new ArrayDeque<>();
  private final Deque<Late> deferred = new ArrayDeque<>();
  private final List<Strand> leftArrivals = new ArrayList<>();
  private final List<Strand> rightArrivals = new ArrayList<>();
  private final Deque<Node> leftOpen = new ArrayDeque<>();
  private final Deque<Node> rightOpen = new ArrayDeque<>();
  private final Deque<Node> history = new ArrayDeque<>();
  private final Orphans orphans = new Orphans();
  private long steps;
  private long same;
  private boolean ended;
  private boolean gaveUp;

  Matcher(Changes changes, int mostOpen) {
    this.changes = changes;
    this.mostOpen = mostOpen;
  }

  /** Says that two things are the same. */
  void marry(Entity left, Entity right) {
    if (left.mate != null || right.mate != null) {
      return;
    }
    left.mate = right;
    right.mate = left;
    if (left instanceof Strand strand) {
      work.add(strand);
      if (right instanceof Strand other && !strand.what.equals(other.what)) {
        changes.renamed(strand, other);
      }
    }
  }

  /** How many events the steps have that are the same. */
  long same() {
    return same;
  }

  /** Whether some step was not waited for any longer, as too many were open behind it. */
  boolean gaveUp() {
    return gaveUp;
  }

  /** Whether a step still waits for its counterpart. */
  boolean hasOpen() {
    drop(leftOpen);
    drop(rightOpen);
    return !leftOpen.isEmpty() || !rightOpen.isEmpty();
  }

  void add(Node node) {
    steps++;
    Strand strand = node.strand;
    strand.open.add(node);
    Deque<Node> open = strand.left ? leftOpen : rightOpen;
    open.add(node);
    work.add(strand);
    run();
    drop(open);
    if (open.size() > mostOpen) {
      gaveUp = true;
      giveUp(open.remove());
      run();
    }
    while (!deferred.isEmpty() && deferred.getFirst().until <= steps) {
      tooLate(deferred.remove().strand);
    }
  }

  private static void drop(Deque<Node> open) {
    while (!open.isEmpty() && !open.getFirst().knot.isOpen()) {
      open.remove();
    }
  }

  /** Nothing more comes: what has no counterpart so far has none. */
  void finish() {
    ended = true;
    while (!deferred.isEmpty()) {
      Strand strand = deferred.remove().strand;
      strand.deferred = false;
      if (!strand.alone) {
        tooLate(strand);
      }
    }
    while (hasOpen()) {
      // last of all those whose counterpart may still turn up; in a broken trace, any
      boolean some = giveUp(node -> isKnown(node.strand));
      if (!giveUp(node -> node.strand.alone) && !some) {
        giveUp(_ -> true);
      }
    }
  }

  private static boolean isKnown(Strand strand) {
    return !strand.alone && (strand.mate != null || !strand.made);
  }

  /** Gives up what still is as the predicate says when its turn comes; false if nothing is. */
  private boolean giveUp(Predicate<Node> which) {
    List<Node> open = new ArrayList<>(leftOpen);
    open.addAll(rightOpen);
    open.sort(Comparator.comparingLong(node -> node.knot.seq));
    boolean some = false;
    for (Node node : open) {
      if (node.knot.isOpen() && which.test(node)) {
        tooLate(node.strand);
        giveUp(node);
        run();
        some = true;
      }
    }
    return some;
  }

  private void tooLate(Strand strand) {
    strand.late = true;
    strand.deferred = false;
    Strand twin = strand.twin();
    if (twin != null) {
      twin.late = true;
    }
    work.add(strand);
    run();
    strand.late = strand.alone || strand.mate == null;
    if (twin != null) {
      twin.late = false;
    }
  }

  private void giveUp(Node node) {
    if (node.knot.isOpen()) {
      node.strand.open.remove(node);
      alone(node);
    }
  }

  private void run() {
    do {
      while (!work.isEmpty()) {
        settle(work.remove());
      }
      meet();
    } while (!work.isEmpty());
  }

  private void settle(Strand strand) {
    Strand twin = strand.twin();
    if (twin != null) {
      advance(strand.left ? strand : twin, strand.left ? twin : strand);
    } else if (strand.alone) {
      if (strand.late) {
        flush(strand);
      } else if (!strand.open.isEmpty()) {
        defer(strand);
      }
    } else if (!strand.made && !strand.open.isEmpty()) {
      List<Strand> arrivals = strand.left ? leftArrivals : rightArrivals;
      if (strand.late) {
        arrivals.remove(strand);
        giveUpWaiting(strand);
      } else if (!arrivals.contains(strand)) {
        arrivals.add(strand);
        defer(strand);
      }
    }
  }

  /** The first that is called the same will do now; otherwise there is none. */
  private void giveUpWaiting(Strand strand) {
    List<Strand> others = strand.left ? rightArrivals : leftArrivals;
    for (Strand other : others) {
      if (other.kind == strand.kind && other.what.equals(strand.what)) {
        others.remove(other);
        marry(strand.left ? strand : other, strand.left ? other : strand);
        return;
      }
    }
    strand.alone = true;
    flush(strand);
  }

  private void flush(Strand strand) {
    while (!strand.open.isEmpty()) {
      alone(strand.open.remove());
    }
  }

  private void defer(Strand strand) {
    if (strand.deferred) {
      return;
    }
    strand.deferred = true;
    deferred.add(new Late(strand, steps + PATIENCE));
  }

  // -- what came from outside ---------------------------------------------------------------------

  /** Pairs those that nothing in the trace made, by what they do and to what. */
  private void meet() {
    if (leftArrivals.isEmpty() || rightArrivals.isEmpty()) {
      return;
    }
    Iterator<Strand> left = leftArrivals.iterator();
    for (int i = 0; left.hasNext() && i < MOST_ARRIVALS; i++) {
      Strand strand = left.next();
      for (int j = 0; j < Math.min(rightArrivals.size(), MOST_ARRIVALS); j++) {
        Strand other = rightArrivals.get(j);
        if (isLike(strand, other)) {
          left.remove();
          rightArrivals.remove(j);
          marry(strand, other);
          break;
        }
      }
    }
  }

  private boolean isLike(Strand left, Strand right) {
    if (left.kind != right.kind || !left.what.equals(right.what)) {
      return false;
    }
    if (left.kind == Strand.Kind.TASK) {
      return true;
    }
    Node x = left.open.getFirst();
    Node y = right.open.getFirst();
    if (!x.label.same(y.label) || x.touches() != y.touches()) {
      return false;
    }
    for (int i = 1; i < x.touches(); i++) {
      boolean fresh = x.before(i) == null;
      if (fresh != (y.before(i) == null) || (!fresh && x.touched(i).mate != y.touched(i))) {
        return false;
      }
    }
    return true;
  }

  // -- the steps of a task or callback ------------------------------------------------------------

  private void advance(Strand left, Strand right) {
    while (true) {
      Node x = left.open.peek();
      Node y = right.open.peek();
      if (x == null || y == null) {
        leftover(left, right);
        leftover(right, left);
        return;
      }
      Fit fit = Fit.of(x, y);
      switch (fit.kind()) {
        case SAME -> pair(left.open.remove(), right.open.remove(), State.SAME);
        case WAITS -> {
          park(left, x, fit.wakes());
          return;
        }
        case MOVED -> change(left, right, fit.contested(), fit.other());
        case OTHER -> {
          boolean unsure = (x.partial || y.partial) && !differWithin(x, y);
          if (unsure || !realign(left, right)) {
            return;
          }
        }
      }
    }
  }

  /** Whether steps of which one is cut off differ in what both have. */
  private static boolean differWithin(Node x, Node y) {
    Place place = Place.ofContent(x, y);
    return place.left() != null && place.right() != null && !place.aspect().equals("order");
  }

  /** Goes on with a strand when one of the steps that its next one comes after is dealt with. */
  private static void park(Strand strand, Node at, List<Knot> wakes) {
    if (strand.parked == at) {
      return;
    }
    strand.parked = at;
    for (Knot knot : wakes.subList(0, 2)) {
      if (knot.node != null) {
        knot.node.waiting.add(strand);
      }
    }
  }

  private void leftover(Strand strand, Strand other) {
    if ((other.over || ended) && other.open.isEmpty()) {
      flush(strand);
    }
  }

  private void change(
      Strand left, Strand right, @Nullable Entity contested, @Nullable Entity other) {
    Node x = left.open.remove();
    Node y = right.open.remove();
    changes.add(x, y, contested, other);
    pair(x, y, State.CHANGED);
  }

  /** Finds where the two go on alike; false if more of them must be known for that. */
  private boolean realign(Strand left, Strand right) {
    boolean patient =
        !left.late && !ended && !left.open.getFirst().partial && !right.open.getFirst().partial;
    if (patient && (wantsMore(left) || wantsMore(right))) {
      defer(left);
      return false;
    }
    Node[] xs = left.open.stream().limit(LOOK).toArray(Node[]::new);
    Node[] ys = right.open.stream().limit(LOOK).toArray(Node[]::new);
    int[] meeting = meeting(xs, ys);
    for (int i = Math.min(meeting[0], meeting[1]); i > 0; i--) {
      change(left, right, null, null);
    }
    for (int i = meeting[0] - meeting[1]; i > 0; i--) {
      alone(left.open.remove());
    }
    for (int i = meeting[1] - meeting[0]; i > 0; i--) {
      alone(right.open.remove());
    }
    return true;
  }

  private static boolean wantsMore(Strand strand) {
    return !strand.over && strand.open.size() < 2;
  }

  /** After how many steps of either the two say the same again; one of each if they don't. */
  private static int[] meeting(Node[] xs, Node[] ys) {
    for (int more = 1; more < LOOK; more++) {
      if (run(xs, more, ys, more) > 0) {
        return new int[] {more, more};
      }
      for (int less = 0; less < more; less++) {
        int leftMore = run(xs, more, ys, less);
        int rightMore = run(xs, less, ys, more);
        if (leftMore != rightMore) {
          return leftMore > rightMore ? new int[] {more, less} : new int[] {less, more};
        }
      }
    }
    return new int[] {1, 1};
  }

  /** How many steps say the same from there on. */
  private static int run(Node[] xs, int i, Node[] ys, int j) {
    int run = 0;
    while (i + run < xs.length
        && j + run < ys.length
        && xs[i + run].label.same(ys[j + run].label)) {
      run++;
    }
    return run;
  }

  // -- what is known now --------------------------------------------------------------------------

  private void pair(Node x, Node y, State state) {
    x.knot.mate = y.knot;
    y.knot.mate = x.knot;
    if (x.label.same(y.label)) {
      for (int i = 0; i < x.touches(); i++) {
        wed(x.touched(i), y.touched(i));
      }
    } else {
      new Alignment(x, y).run(this::marry, this::orphan);
    }
    if (state == State.SAME) {
      same += x.size + (x.isDueByTheLoop() ? 1 : 0);
      changes.common(x, y);
    }
    close(x, state);
    close(y, state);
  }

  private void alone(Node node) {
    changes.alone(node);
    for (int i = 0; i < node.touches(); i++) {
      if (node.before(i) == null && node.touched(i).mate == null) {
        orphan(node.touched(i));
      }
    }
    close(node, State.ALONE);
  }

  /** Two that have the same part in two steps: a future may stand where the other has a task. */
  private void wed(Entity left, Entity right) {
    if (left.isOfTheSortOf(right)) {
      marry(left, right);
      return;
    }
    for (Entity entity : List.of(left, right)) {
      if (entity.mate == null && !entity.alone) {
        orphan(entity);
      }
    }
  }

  /** A thing that the other trace does not have, or not from the same step. */
  private void orphan(Entity entity) {
    entity.alone = true;
    if (entity instanceof Strand strand) {
      Strand other = orphans.counterpart(strand);
      if (other != null) {
        strand.alone = false;
        other.alone = false;
        marry(strand.left ? strand : other, strand.left ? other : strand);
      } else {
        work.add(strand);
      }
    }
  }

  private void close(Node node, State state) {
    node.knot.state = state;
    node.waiting.forEach(strand -> strand.parked = null);
    work.addAll(node.waiting);
    node.waiting.clear();
    history.add(node);
    if (history.size() > HISTORY) {
      Node old = history.remove();
      old.knot.node = null;
    }
  }
}
