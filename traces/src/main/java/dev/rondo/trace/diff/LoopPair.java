package dev.rondo.trace.diff;

import dev.rondo.trace.TraceEvent;
import dev.rondo.trace.diff.Input.Placed;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The same loop of both traces, compared event by event to the first difference. Where the traces
 * interleave their loops differently, the side that is ahead waits here.
 */
final class LoopPair {
  /** How many common steps before the difference it shows. */
  private static final int SHOWN = 8;

  /** A step of both sides; its sentence where that cannot be said any more later. */
  private record Common(TraceEvent left, TraceEvent right, @Nullable String sentence) {}

  private final int place;
  private final Input left;
  private final Input right;
  private final Roles leftRoles = new Roles();
  private final Roles rightRoles = new Roles();
  private final Deque<Placed> leftWaiting = new ArrayDeque<>();
  private final Deque<Placed> rightWaiting = new ArrayDeque<>();
  private final Deque<Common> last = new ArrayDeque<>();
  private final TaskMatch tasks = new TaskMatch();
  private @Nullable Difference difference;
  private boolean ranOut;
  private long compared;

  LoopPair(int place, Input left, Input right) {
    this.place = place;
    this.left = left;
    this.right = right;
  }

  /** Takes the next event of one side. */
  void add(Input side, Placed placed) {
    if (placed.event() instanceof TraceEvent.TaskCreated task) {
      tasks.add(side.isLeft, task);
    }
    if (difference == null && !ranOut) {
      (side.isLeft ? leftWaiting : rightWaiting).add(placed);
      advance();
    }
  }

  /** Compares as far as both sides are known. */
  void advance() {
    while (difference == null && !leftWaiting.isEmpty() && !rightWaiting.isEmpty()) {
      compare(leftWaiting.remove(), rightWaiting.remove());
    }
    if (difference == null) {
      leftover(leftWaiting, right);
      leftover(rightWaiting, left);
    }
    if (difference != null || ranOut) {
      leftWaiting.clear();
      rightWaiting.clear();
    }
  }

  private void compare(Placed l, Placed r) {
    String aspect = Roles.difference(leftRoles.meaning(l.event()), rightRoles.meaning(r.event()));
    if (aspect != null) {
      difference = difference(aspect, l, r);
      return;
    }
    compared++;
    left.play(l.event());
    right.play(r.event());
    boolean now = l.event() instanceof TraceEvent.Return;
    last.add(new Common(l.event(), r.event(), now ? left.sentence(l.event()) : null));
    if (last.size() > SHOWN) {
      last.remove();
    }
  }

  /** One side goes on where the other has ended: a difference, if that was its real end. */
  private void leftover(Deque<Placed> waiting, Input other) {
    if (waiting.isEmpty() || !other.ended() || difference != null) {
      return;
    }
    if (!other.complete()) {
      ranOut = true;
    } else if (other == right) {
      difference = difference("event", waiting.remove(), null);
    } else {
      difference = difference("event", null, waiting.remove());
    }
  }

  private Difference difference(String aspect, @Nullable Placed l, @Nullable Placed r) {
    List<Difference.Step> before =
        last.stream()
            .map(c -> new Difference.Step(c.left.seq(), c.right.seq(), sentence(c)))
            .toList();
    return new Difference(aspect, left.at(l, place), right.at(r, place), before);
  }

  private String sentence(Common step) {
    return step.sentence != null ? step.sentence : left.sentence(step.left);
  }

  /** The first difference; null where there is none so far. */
  @Nullable Difference difference() {
    return difference;
  }

  /** Whether one side was cut off before the other ended. */
  boolean ranOut() {
    return ranOut;
  }

  long compared() {
    return compared;
  }

  TaskMatch tasks() {
    return tasks;
  }
}
