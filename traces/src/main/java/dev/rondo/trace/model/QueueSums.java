package dev.rondo.trace.model;

import dev.rondo.trace.ids.IdMap;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How deep the ready queue of a loop was in a part of its trace, and the turns. What happens to a
 * handle that the part does not know is kept, to be done once the part before is known.
 */
final class QueueSums implements Serializable {
  private static final long serialVersionUID = 1;

  /** What stands for a handle: its place in the queue, or 0 for a timer; above an older one. */
  private record Entry(long place, @Nullable Entry below) implements Serializable {}

  private enum Deed {
    /** An entry begins to run. */
    TAKE,
    /** An entry or timer is withdrawn. */
    WITHDRAW,
    /** A timer is due. */
    EXPIRE
  }

  /** A deed to a handle from before the part, and the depth from there on. */
  private static final class Stretch implements Serializable {
    private static final long serialVersionUID = 1;

    private final Deed deed;
    private final long handle;
    private final boolean mayBeginTurn;
    private int depth; // since the deed, as all that follows
    private int deepest;
    private long deepestSeq;

    Stretch(Deed deed, long handle, boolean mayBeginTurn) {
      this.deed = deed;
      this.handle = handle;
      this.mayBeginTurn = mayBeginTurn;
    }

    void add(int more, long seq) {
      reach(depth + more, seq);
      depth += more;
    }

    void reach(int depth, long seq) {
      if (depth > deepest) {
        deepest = depth;
        deepestSeq = seq;
      }
    }

    void append(Stretch next) {
      reach(depth + next.deepest, next.deepestSeq);
      depth += next.depth;
    }
  }

  /** There is no such handle here; it may come from before the part. */
  private static final long UNKNOWN = 0;

  private static final long NOT_QUEUED = -1;

  private final boolean beginning;
  private final IdMap<Entry> entries = new IdMap<>();
  private final Turns turns = new Turns();
  private final ArrayList<Stretch> deferred = new ArrayList<>();
  private final Stretch first = new Stretch(Deed.TAKE, 0, false);
  private Stretch now = first;
  private long places;
  private long taken;

  /**
   * @param beginning whether this is the trace's beginning: there is nothing before
   */
  QueueSums(boolean beginning) {
    this.beginning = beginning;
  }

  void timer(long handle) {
    push(handle, 0);
  }

  void enqueue(long handle, boolean due, long seq) {
    if (due) {
      act(Deed.EXPIRE, handle);
    }
    push(handle, ++places);
    now.add(1, seq);
  }

  void take(long handle) {
    taken++;
    act(Deed.TAKE, handle);
  }

  void withdraw(long handle) {
    act(Deed.WITHDRAW, handle);
  }

  private void push(long handle, long place) {
    entries.put(handle, new Entry(place, entries.get(handle)));
  }

  private void act(Deed deed, long handle) {
    long place = settle(deed, handle);
    if (place == UNKNOWN && !beginning) {
      boolean mayBeginTurn = deed == Deed.TAKE && turns.open();
      defer(deed, handle, mayBeginTurn);
      if (mayBeginTurn) {
        turns.takeEarlier(places);
      }
    } else if (place > 0 && deed == Deed.TAKE) {
      turns.take(place, places);
    }
  }

  /**
   * Does what a deed does to its handle.
   *
   * @return the place in the queue that became free, {@link #UNKNOWN} or {@link #NOT_QUEUED}
   */
  private long settle(Deed deed, long handle) {
    Entry entry = entries.get(handle);
    if (entry == null) {
      return UNKNOWN;
    }
    boolean timer = entry.place == 0;
    if (deed != Deed.WITHDRAW && timer != (deed == Deed.EXPIRE)) {
      return NOT_QUEUED;
    }
    if (entry.below == null) {
      entries.remove(handle);
    } else {
      entries.put(handle, entry.below);
    }
    now.depth -= timer ? 0 : 1;
    return timer ? NOT_QUEUED : entry.place;
  }

  private void defer(Deed deed, long handle, boolean mayBeginTurn) {
    now = new Stretch(deed, handle, mayBeginTurn);
    deferred.add(now);
  }

  /** Goes on with the sums of the part that follows. */
  void append(QueueSums next) {
    now.append(next.first);
    long[] starts = new long[next.deferred.size()];
    int count = 0;
    boolean open = turns.open();
    for (Stretch stretch : next.deferred) {
      long place = settle(stretch.deed, stretch.handle);
      if (place == UNKNOWN && !beginning) {
        defer(stretch.deed, stretch.handle, stretch.mayBeginTurn && open);
      }
      now.append(stretch);
      if (stretch.mayBeginTurn) {
        starts[count++] = place == UNKNOWN && beginning ? NOT_QUEUED : place;
        open &= place <= 0;
      }
    }
    turns.append(next.turns, Arrays.copyOf(starts, count), places);
    next.entries.forEach(this::push);
    places += next.places;
    taken += next.taken;
  }

  private void push(long handle, Entry entry) {
    if (entry.below != null) {
      push(handle, entry.below);
    }
    push(handle, entry.place == 0 ? 0 : places + entry.place);
  }

  // Of a trace from its beginning

  int deepest() {
    return first.deepest;
  }

  /** The event at which the queue was as deep first, or 0. */
  long deepestSeq() {
    return first.deepestSeq;
  }

  /** How many entries began to run. */
  long taken() {
    return taken;
  }

  long turns() {
    return turns.turns();
  }
}
