package dev.rondo.trace.model;

import java.io.Serializable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Counts the turns of a loop in a part of its trace. An entry's place is how many were put in the
 * queue up to it; a turn begins when an entry is taken whose place is behind the last one that was
 * there when the turn before began.
 *
 * <p>In a later part it is not known which of the entries that were there before it begins the
 * first turn. So each of them is a {@link Start}, and counts on as if it did. What begins their
 * next turn with the same entry goes on as one; there are as many starts as entries were ready when
 * the part began, and in a trace from its beginning one.
 */
final class Turns implements Serializable {
  private static final long serialVersionUID = 1;

  /** How it goes on where the first turn of the part begins at a certain entry. */
  private static final class Start implements Serializable {
    private static final long serialVersionUID = 1;

    private long turns;
    private long last;
    private @Nullable Start into;

    Start(long turns, long last) {
      this.turns = turns;
      this.last = last;
    }

    /** From here on the same as {@code other}, but for the turns before. */
    void join(Start other) {
      turns -= other.turns;
      into = other;
    }

    Count count() {
      long sum = turns;
      Start end = this;
      while (end.into != null) {
        end = end.into;
        sum += end.turns;
      }
      return new Count(sum, end.last);
    }
  }

  /**
   * @param turns the turns that began
   * @param last the last place that the running one takes
   */
  private record Count(long turns, long last) {
    /** This in a part which {@code that} follows, behind {@code places} more. */
    Start then(Count that, long places) {
      return new Start(turns + that.turns, places + that.last);
    }
  }

  private static final Count NONE = new Count(0, 0);

  /** Those at which an entry from before the part begins the first turn, in order. */
  private ArrayList<Start> before = new ArrayList<>();

  /** Where none of these does, but an entry of the part itself; null while none was taken. */
  private @Nullable Start own;

  /** Those that still go on each for itself, by their last place. */
  private final ArrayDeque<Start> apart = new ArrayDeque<>();

  /** Whether an entry from before the part may begin the first turn. */
  boolean open() {
    return own == null;
  }

  /** An entry from before the part is taken, while {@code places} were put in the queue. */
  void takeEarlier(long places) {
    if (own == null) {
      Start start = new Start(1, places);
      before.add(start);
      add(start);
    }
  }

  /**
   * The entry at {@code place} of the part is taken, while {@code places} were put in the queue.
   */
  void take(long place, long places) {
    Start next = null;
    while (!apart.isEmpty() && apart.getFirst().last < place) {
      Start start = apart.removeFirst();
      start.turns++;
      start.last = places;
      next = joined(next, start);
    }
    if (own == null) {
      own = new Start(1, places);
      next = joined(next, own);
    }
    if (next != null) {
      add(next);
    }
  }

  private static Start joined(@Nullable Start group, Start start) {
    if (group == null) {
      return start;
    }
    start.join(group);
    return group;
  }

  private void add(Start start) {
    Start latest = apart.peekLast();
    if (latest != null && latest.last == start.last) {
      start.join(latest);
    } else {
      apart.addLast(start);
    }
  }

  /**
   * Goes on with what {@code next} counted in the part that follows.
   *
   * @param earlier of each entry at which that may have begun its first turn, the place in this
   *     part; 0 where it was there before this part too, and less where it was not in the queue
   * @param places how many were put in the queue in this part
   */
  void append(Turns next, long[] earlier, long places) {
    Start certain =
        own == null ? next.first(earlier, places) : next.after(own.count(), earlier, places);
    List<Start> starts = new ArrayList<>();
    before.forEach(start -> starts.add(next.after(start.count(), earlier, places)));
    for (int i = 0; own == null && i < earlier.length && earlier[i] <= 0; i++) {
      if (earlier[i] == 0) {
        starts.add(NONE.then(next.before.get(i).count(), places));
      }
    }
    restart(starts, certain);
  }

  /** Where no turn began in the part before: what is sure to begin the first one; or null. */
  private @Nullable Start first(long[] earlier, long places) {
    Start start = after(NONE, earlier, places);
    return start.turns == 0 ? null : start;
  }

  /** Where the part before went that far. */
  private Start after(Count count, long[] earlier, long places) {
    for (int i = 0; i < earlier.length; i++) {
      if (earlier[i] > count.last) {
        return count.then(before.get(i).count(), places);
      }
    }
    return own == null ? new Start(count.turns, count.last) : count.then(own.count(), places);
  }

  private void restart(List<Start> starts, @Nullable Start certain) {
    before = new ArrayList<>(starts);
    own = certain;
    List<Start> all = new ArrayList<>(starts);
    if (certain != null) {
      all.add(certain);
    }
    all.sort(Comparator.comparingLong(start -> start.last));
    apart.clear();
    all.forEach(this::add);
  }

  /** The turns, where the part is a trace's beginning. */
  long turns() {
    return own == null ? 0 : own.count().turns;
  }
}
