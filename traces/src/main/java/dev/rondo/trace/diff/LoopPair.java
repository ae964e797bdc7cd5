package dev.rondo.trace.diff;

import dev.rondo.trace.LoopSetup;
import dev.rondo.trace.TraceEvent;
import dev.rondo.trace.diff.Comparison.TaskRef;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The same loop of both traces. */
final class LoopPair {
  private final Weaver left;
  private final Weaver right;
  private final Telling leftTelling;
  private final Telling rightTelling;
  private final Matcher matcher;
  private final Changes changes;
  private final boolean inOrder;
  private @Nullable LoopSetup leftSetup;
  private @Nullable LoopSetup rightSetup;
  private final Deque<Node> leftAhead = new ArrayDeque<>();
  private final Deque<Node> rightAhead = new ArrayDeque<>();

  /**
   * A pair of loops of which nothing was read.
   *
   * @param full whether coroutines awaited in place are compared
   * @param chosen whether a policy chose the order of either
   * @param mostOpen so many steps of a side wait for their counterparts at most
   */
  LoopPair(DiffOptions options, boolean full, boolean chosen, int mostOpen) {
    inOrder = options.level() == DiffOptions.Level.ORDER;
    left = new Weaver(true, options.selection(), full, this::woven);
    right = new Weaver(false, options.selection(), full, this::woven);
    leftTelling = new Telling(left.things());
    rightTelling = new Telling(right.things());
    changes = new Changes(leftTelling, rightTelling, chosen);
    matcher = new Matcher(changes, mostOpen);
    matcher.marry(left.outside, right.outside);
  }

  void add(boolean ofLeft, TraceEvent event, long line) {
    (ofLeft ? leftTelling : rightTelling).loop(event.loop());
    if (event instanceof TraceEvent.LoopState e && e.setup() != null) {
      changes.chosenBy(e.setup().policy());
      leftSetup = ofLeft ? e.setup() : leftSetup;
      rightSetup = ofLeft ? rightSetup : e.setup();
    }
    (ofLeft ? left : right).add(event, line);
  }

  private void woven(Node node) {
    if (inOrder && changes.firstInOrder() == null) {
      compareOrder(node);
    }
    matcher.add(node);
  }

  private void compareOrder(Node node) {
    Deque<Node> mine = node.strand.left ? leftAhead : rightAhead;
    Deque<Node> others = node.strand.left ? rightAhead : leftAhead;
    Node other = others.poll();
    if (other == null) {
      mine.add(node);
    } else if (other.order != node.order) {
      changes.inOrder(node.strand.left ? node : other, node.strand.left ? other : node);
      leftAhead.clear();
      rightAhead.clear();
    }
  }

  /** Nothing more comes; {@code whole} tells of either side whether that is its real end. */
  void finish(boolean leftWhole, boolean rightWhole) {
    left.finish(!leftWhole);
    right.finish(!rightWhole);
    if (leftWhole && rightWhole) {
      matcher.finish();
    }
  }

  /** What the loop of that side has otherwise than its header says; null for nothing. */
  @Nullable LoopSetup setup(boolean ofLeft) {
    return ofLeft ? leftSetup : rightSetup;
  }

  /** Whether both sides said the same in the same order. */
  boolean isIdentical() {
    return left.saysTheSameAs(right);
  }

  Changes changes() {
    return changes;
  }

  /** The first difference at the level that is asked for; null where there is none. */
  @Nullable Difference first() {
    return inOrder && changes.firstInOrder() != null ? changes.firstInOrder() : changes.first();
  }

  /** Whether a step was not waited for any longer, as too many were open behind it. */
  boolean gaveUp() {
    return matcher.gaveUp();
  }

  /** How many events are the same. */
  long compared() {
    return isIdentical() ? left.events() : matcher.same();
  }

  /** Adds the tasks that only one side has. */
  void only(boolean ofLeft, int loop, List<TaskRef> out) {
    for (Strand task : (ofLeft ? left : right).things().tasks()) {
      if (task.mate == null && task.seq > 0) {
        String parent = task.parent == null ? null : task.parent.name;
        out.add(new TaskRef(loop, task.id, task.name, task.coro, parent, task.seq, task.lonely));
      }
    }
  }

  /** What the left loop's steps touched. */
  Things things() {
    return left.things();
  }
}
