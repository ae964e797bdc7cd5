package dev.rondo.cli.otlp;

import dev.rondo.trace.TraceEvent;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Follows the tasks of one loop through their lives; keeps those that are not done. */
final class LoopSpans {

  /** Takes a task whose life is told. */
  interface Ended {
    /**
     * Takes one.
     *
     * @param done how it ended; null if the trace ended first
     * @param t when
     */
    void accept(LiveTask task, TraceEvent.@Nullable Done done, long t);
  }

  private final SpanIds ids;
  private final Ended ended;
  private final Map<Long, LiveTask> live = new LinkedHashMap<>();

  /** Those in control: more than one where an eager first step lies within its creator's slice. */
  private final Deque<LiveTask> running = new ArrayDeque<>();

  private long roots;
  private long t;

  LoopSpans(SpanIds ids, Ended ended) {
    this.ids = ids;
    this.ended = ended;
  }

  void add(TraceEvent event) {
    t = Math.max(t, event.t());
    switch (event) {
      case TraceEvent.TaskCreated e -> live.computeIfAbsent(e.task(), _ -> made(e));
      case TraceEvent.Enqueue e when e.task() != 0 -> task(e.task(), e).enqueued(e);
      case TraceEvent.Resume e -> resumed(e);
      case TraceEvent.Pause e -> {
        LiveTask task = task(e.task(), e);
        task.paused(e);
        leave(task, e);
      }
      case TraceEvent.Done e when e.task() != 0 -> {
        LiveTask task = task(e.task(), e);
        task.done(e);
        leave(task, e);
        live.remove(e.task());
        ended.accept(task, e, t);
      }
      default -> {}
    }
  }

  private LiveTask made(TraceEvent.TaskCreated e) {
    LiveTask parent = e.parent() == 0 ? null : live.get(e.parent());
    String creator = parent == null ? "loop " + e.loop() : parent.span;
    long n = parent == null ? ++roots : parent.nextChild();
    return new LiveTask(e, ids.of(creator, e.coro(), n), parent == null ? "" : parent.span);
  }

  /** A task; one whose creation the trace has lost begins here. */
  private LiveTask task(long id, TraceEvent e) {
    Function<Long, LiveTask> lost =
        _ ->
            made(
                new TraceEvent.TaskCreated(
                    e.seq(), e.t(), e.loop(), id, "task " + id, "?", 0, null));
    return live.computeIfAbsent(id, lost);
  }

  private void resumed(TraceEvent.Resume e) {
    LiveTask creator = e.eager() ? running.peekLast() : null;
    if (creator != null) {
      creator.lent(e);
    } else {
      running.clear();
    }
    LiveTask task = task(e.task(), e);
    task.resumed(e);
    running.addLast(task);
  }

  /** The task's slice is over; that of the creator of an eager one goes on. */
  private void leave(LiveTask task, TraceEvent e) {
    if (running.peekLast() == task) {
      running.removeLast();
      LiveTask creator = running.peekLast();
      if (creator != null) {
        creator.back(e);
      }
    }
  }

  /** The trace is over. */
  void end() {
    for (LiveTask task : live.values()) {
      task.cutAt(t);
      ended.accept(task, null, t);
    }
    live.clear();
  }
}
