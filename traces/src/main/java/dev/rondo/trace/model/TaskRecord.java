package dev.rondo.trace.model;

import dev.rondo.trace.TraceEvent;
import org.jspecify.annotations.Nullable;

/** What a loop model knows of one task: what stays, its state, and the sums of its times. */
final class TaskRecord {
  final long id;
  final String name;

  /** The name and, where that is only a number, the coroutine. */
  final String title;

  final String coro;
  final long parent;
  final @Nullable String at;
  final long createdSeq;
  final long createdT;

  TaskState state;

  /** The slice that it ran last, as the {@code seq} with which that began; 0 before the first. */
  long lastSlice;

  /** What it paused on last: the future, or 0, and what that stood for. */
  long awaited;

  @Nullable String awaitedWhat;

  long cancels;
  private long slices;
  private long run;
  private long ready;
  private long suspended;
  private long longest;

  TaskRecord(TraceEvent.TaskCreated e) {
    this(e.task(), e.name(), e.coro(), e.parent(), e.at(), e.seq(), e.t());
  }

  /** A task whose creation the trace does not have. */
  TaskRecord(long id, long t) {
    this(id, "task " + id, "?", 0, null, 0, t);
  }

  private TaskRecord(
      long id, String name, String coro, long parent, @Nullable String at, long seq, long t) {
    this.id = id;
    this.name = name;
    title = TaskSnapshot.title(name, coro);
    this.coro = coro;
    this.parent = parent;
    this.at = at;
    createdSeq = seq;
    createdT = t;
    state = new TaskState.Created(seq, t);
  }

  TaskRecord copy() {
    TaskRecord copy = new TaskRecord(id, name, coro, parent, at, createdSeq, createdT);
    copy.state = state;
    copy.lastSlice = lastSlice;
    copy.awaited = awaited;
    copy.awaitedWhat = awaitedWhat;
    copy.cancels = cancels;
    copy.slices = slices;
    copy.run = run;
    copy.ready = ready;
    copy.suspended = suspended;
    copy.longest = longest;
    return copy;
  }

  /**
   * The task leaves the state that it is in for {@code next}: the time in the old one is added up.
   */
  void become(TaskState next) {
    long spent = next.since() - state.since();
    switch (state) {
      case TaskState.Ready _ -> ready += spent;
      case TaskState.Paused _ -> suspended += spent;
      case TaskState.Created _, TaskState.Running _, TaskState.Done _ -> {}
    }
    state = next;
  }

  void ran(Slice slice) {
    run += slice.run();
    longest = Math.max(longest, slice.run());
  }

  void began(long seq) {
    slices++;
    lastSlice = seq;
  }

  /** The times up to now, with what the present state has lasted. */
  TaskTimes times(long now, long running) {
    long here = now - state.since();
    return new TaskTimes(
        slices,
        run + running,
        ready + (state instanceof TaskState.Ready ? here : 0),
        suspended + (state instanceof TaskState.Paused ? here : 0),
        Math.max(longest, running));
  }
}
