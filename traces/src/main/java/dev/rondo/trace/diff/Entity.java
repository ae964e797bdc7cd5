package dev.rondo.trace.diff;

import org.jspecify.annotations.Nullable;

/**
 * Something that steps of one loop touch: a future, an object that they share, or, as a {@link
 * Strand}, what has steps of its own.
 */
sealed class Entity permits Strand {
  /** Its number in the trace, in the space of its sort; 0 for what lies outside. */
  final long id;

  /** Whether it is an object that tasks share, and not a future. */
  final boolean shared;

  /** Its place among all that the loop touched, from 1: the same in two identical traces. */
  final int ordinal;

  /** What it is, to tell it from others that came in the same step. */
  String what;

  /** The same thing in the other trace; null as long as that is not known. */
  @Nullable Entity mate;

  /** The step that touched it last. */
  @Nullable Knot last;

  /** Its place among what that step touches. */
  int place;

  /** Whether the other trace is known to have no such thing. */
  boolean alone;

  Entity(int ordinal, long id, boolean shared, String what) {
    this.id = id;
    this.shared = shared;
    this.ordinal = ordinal;
    this.what = what;
  }

  /** Whether both are futures, shared objects, or have steps of the same kind. */
  final boolean isOfTheSortOf(Entity other) {
    Strand.Kind kind = this instanceof Strand strand ? strand.kind : null;
    return shared == other.shared && kind == (other instanceof Strand strand ? strand.kind : null);
  }

  /** What people recognise it by. */
  String title() {
    return what.isEmpty() || what.equals("future") ? "future " + id : what;
  }
}
