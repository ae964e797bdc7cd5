package dev.rondo.trace.model;

import java.io.Serializable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How long the slices of a loop took in a part of its trace. The end of a slice that began before
 * the part is kept, to be looked at once the part before is known.
 */
final class SliceSums implements Serializable {
  private static final long serialVersionUID = 1;

  /** A slice that runs. */
  private static final class Open implements Serializable {
    private static final long serialVersionUID = 1;

    private final long begin;
    private final long task;
    private final long handle;
    private final String callback;
    private final long start;
    private long nested;

    Open(long begin, long task, long handle, String callback, long start) {
      this.begin = begin;
      this.task = task;
      this.handle = handle;
      this.callback = callback;
      this.start = start;
    }

    boolean is(long task, long handle) {
      return task != 0 ? this.task == task : this.task == 0 && this.handle == handle;
    }
  }

  /** The end of a slice that the part does not know, {@code nested} ns of eager steps later. */
  private record End(long task, long handle, long seq, long t, long nested)
      implements Serializable {}

  /**
   * A slice that ended.
   *
   * @param callback the callback's name; empty for a task
   * @param end the event with which it ended
   */
  record Ended(long seq, long task, String callback, long ns, long end) {}

  private final ArrayDeque<Open> open = new ArrayDeque<>();
  private final ArrayList<End> deferred = new ArrayList<>();

  /** Whether a slice began that is not an eager step: then nothing from before goes on. */
  private boolean fresh;

  /** Nanoseconds of eager steps within a slice from before the part, since its last end. */
  private long nested;

  /**
   * @param beginning whether this is the trace's beginning: there is nothing before
   */
  SliceSums(boolean beginning) {
    fresh = beginning;
  }

  void begin(long seq, long task, long handle, String callback, long t, boolean eager) {
    if (!eager) {
      interrupt();
    }
    open.addLast(new Open(seq, task, handle, callback, t));
  }

  private void interrupt() {
    open.clear();
    fresh = true;
  }

  /** A slice ends; gives it where it is the one that runs, and began in this part. */
  @Nullable Ended end(long task, long handle, long seq, long t) {
    Open top = open.peekLast();
    if (top == null) {
      defer(task, handle, seq, t);
      return null;
    }
    if (!top.is(task, handle)) {
      return null;
    }
    open.removeLast();
    nest(t - top.start);
    return new Ended(top.begin, task, top.callback, t - top.start - top.nested, seq);
  }

  private void defer(long task, long handle, long seq, long t) {
    if (!fresh) {
      deferred.add(new End(task, handle, seq, t, nested));
      nested = 0;
    }
  }

  private void nest(long ns) {
    Open top = open.peekLast();
    if (top != null) {
      top.nested += ns;
    } else {
      nested += ns;
    }
  }

  /**
   * Goes on with the sums of the part that follows; gives out the slices of this that end there.
   */
  void append(SliceSums next, Consumer<? super Ended> ended) {
    for (End end : next.deferred) {
      nest(end.nested);
      Ended slice = end(end.task, end.handle, end.seq, end.t);
      if (slice != null) {
        ended.accept(slice);
      }
    }
    if (next.fresh) {
      interrupt();
    } else {
      nest(next.nested);
    }
    open.addAll(next.open);
  }
}
