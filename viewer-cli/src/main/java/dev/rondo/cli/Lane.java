package dev.rondo.cli;

import dev.rondo.trace.Outcome;
import java.util.ArrayList;
import java.util.List;

/** A row of a timeline: the life of a task, or of all plain callbacks together. */
final class Lane {

  /** What a lane shows. */
  enum State {
    NONE,
    PAUSED,
    READY,
    RUNNING,
    RETURNED,
    RAISED,
    CANCELLED;

    static State of(Outcome outcome) {
      return switch (outcome) {
        case RETURNED -> RETURNED;
        case RAISED -> RAISED;
        case CANCELLED -> CANCELLED;
      };
    }

    boolean over() {
      return compareTo(RUNNING) > 0;
    }
  }

  /**
   * A change of what is shown.
   *
   * @param seq the event
   * @param t its time
   * @param what what is waited for or, where it is ready, why; or ""
   */
  record Change(long seq, long t, State state, String what) {
    static final Change NONE = new Change(0, Long.MIN_VALUE, State.NONE, "");
  }

  private final String title;
  private final List<Change> changes = new ArrayList<>(4);

  Lane(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }

  List<Change> changes() {
    return changes;
  }

  /** Takes a change; one before the part that is shown replaces all before it. */
  void become(Change change, boolean shown) {
    if (!shown) {
      changes.clear();
    }
    changes.add(change);
  }

  /** The last change up to the event {@code seq}. */
  Change at(long seq) {
    int low = 0;
    int high = changes.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (changes.get(middle).seq() <= seq) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low == 0 ? Change.NONE : changes.get(low - 1);
  }

  /** Whether it was over before the event {@code seq}. */
  boolean overBefore(long seq) {
    return at(seq).state().over();
  }
}
