package dev.rondo.trace.diff;

import dev.rondo.trace.Why;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * What has steps of its own, one after the other: a task, the entry of a plain callback, and all
 * that lies outside of any slice.
 */
final class Strand extends Entity {
  enum Kind {
    TASK,
    CALLBACK,
    OUTSIDE
  }

  final Kind kind;

  /** Whether it is of the left trace. */
  final boolean left;

  /** A task's name; a callback's. */
  final String name;

  /** A task's coroutine; empty for a callback. */
  final String coro;

  /** The event that it begins with. */
  final long seq;

  /** The task that created it; null where none did. */
  final @Nullable Strand parent;

  /** The step of it that waits until others are dealt with. */
  @Nullable Node parked;

  /** Its steps that are not dealt with yet, in their order. */
  final Deque<Node> open = new ArrayDeque<>(2);

  /** Whether some step in the trace made it; otherwise it came from outside the loop. */
  boolean made;

  /** Whether it has taken its last step. */
  boolean over;

  /** Whether its counterpart was waited for long enough. */
  boolean late;

  /** Whether it waits for that. */
  boolean deferred;

  /** How many of its steps the other trace does not have. */
  int lonely;

  // Why its next step is due, as far as the trace has told.
  @Nullable Why why;
  @Nullable Entity of;
  long dueSeq;
  @Nullable Knot due;
  long timerSeq;

  Strand(
      int ordinal,
      boolean left,
      Kind kind,
      long id,
      String name,
      String coro,
      long seq,
      @Nullable Strand parent) {
    super(
        ordinal,
        id,
        false,
        Roles.counted(name) ? coro : kind == Kind.TASK ? name + " " + coro : name);
    this.left = left;
    this.kind = kind;
    this.name = name;
    this.coro = coro;
    this.seq = seq;
    this.parent = parent;
  }

  @Nullable Strand twin() {
    return (Strand) mate;
  }

  @Override
  String title() {
    return switch (kind) {
      case TASK -> Roles.counted(name) && !coro.isEmpty() ? name + " " + coro : name;
      case CALLBACK -> "callback " + name;
      case OUTSIDE -> "the loop";
    };
  }
}
