package dev.rondo.trace.model;

import dev.rondo.trace.TraceEvent;
import org.jspecify.annotations.Nullable;

/** A slice that runs. */
final class OpenSlice {
  final long begin;
  final long task;
  private final int loop;
  private final String name;
  private final long handle;
  private final boolean eager;
  private final long turn;
  private final long start;
  private final @Nullable Cause cause;

  /** Nanoseconds that eager first steps within it took. */
  long nested;

  OpenSlice(
      TraceEvent event,
      long task,
      String name,
      long handle,
      boolean eager,
      long turn,
      @Nullable Cause cause) {
    this.loop = event.loop();
    this.begin = event.seq();
    this.start = event.t();
    this.task = task;
    this.name = name;
    this.handle = handle;
    this.eager = eager;
    this.turn = turn;
    this.cause = cause;
  }

  private OpenSlice(OpenSlice other) {
    loop = other.loop;
    begin = other.begin;
    start = other.start;
    task = other.task;
    name = other.name;
    handle = other.handle;
    eager = other.eager;
    turn = other.turn;
    cause = other.cause;
    nested = other.nested;
  }

  OpenSlice copy() {
    return new OpenSlice(this);
  }

  Slice until(TraceEvent ending) {
    return slice(ending.seq(), ending.t(), ending);
  }

  Slice running(long now) {
    return slice(0, now, null);
  }

  boolean is(long task, long handle) {
    return task != 0 ? this.task == task : this.task == 0 && this.handle == handle;
  }

  private Slice slice(long end, long stop, @Nullable TraceEvent ending) {
    return new Slice(
        loop, begin, end, task, name, handle, eager, turn, start, stop, nested, cause, ending);
  }
}
