package dev.rondo.cli.otlp;

import dev.rondo.trace.TraceEvent;
import dev.rondo.trace.Why;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Follows the tasks of one loop through their lives. It keeps those that are not done, and of those
 * that are the latest whose creator may yet await them: whether it does decides on their parent.
 */
final class LoopSpans {

  /** Takes what has ended, and says what may be told. */
  interface Teller {
    /** Whether one more task, or slice, may have a span. */
    boolean choose();

    /** Something happened to a task. */
    void happened(LiveTask task, TraceEvent event, @Nullable String thread);

    /** A slice is over. */
    void slice(LiveTask task, LiveTask.OpenSlice slice, TraceEvent end, @Nullable String thread);

    /** A task is done, or the trace is over. */
    void task(LiveTask task, @Nullable String thread);
  }

  /** So many that are done wait for their creator to await them. */
  private static final int HELD = 4096;

  private final Level level;
  private final Limits limits;
  private final Teller teller;
  private final Map<Long, LiveTask> live = new LinkedHashMap<>();
  private final Map<Long, LiveTask> held = new LinkedHashMap<>();

  /** Those in control: more than one where an eager first step lies within its creator's slice. */
  private final Deque<LiveTask> running = new ArrayDeque<>();

  private final Map<Long, Long> callbacksOf = new HashMap<>(); // handle to the task that ended
  private long lastDone; // what is enqueued now, may be of that task
  private long callbackOf; // the callback that runs was made for the end of that task
  private @Nullable String thread;
  private long t;

  LoopSpans(SpanOptions options, Teller teller) {
    level = options.level();
    limits = options.limits();
    this.teller = teller;
  }

  void add(TraceEvent event) {
    t = Math.max(t, event.t());
    switch (event) {
      case TraceEvent.LoopState e -> thread = e.thread() == null ? thread : e.thread();
      case TraceEvent.TaskCreated e -> created(e);
      case TraceEvent.Enqueue e -> enqueued(e);
      case TraceEvent.Resume e -> resumed(e);
      case TraceEvent.Pause e -> paused(e);
      case TraceEvent.Done e when e.task() != 0 -> done(e);
      case TraceEvent.Await e -> awaits(e.on());
      case TraceEvent.Listen e -> awaits(e.future());
      case TraceEvent.Callback e -> called(e);
      case TraceEvent.Return _ -> callbackOf = 0;
      case TraceEvent.Cancel e -> callbacksOf.remove(e.handle());
      case TraceEvent.Lost _ -> lost();
      case TraceEvent.Mark e when e.task() != 0 -> teller.happened(task(e.task(), e), e, thread);
      default -> {}
    }
  }

  /** Whoever ran before may not run after it. */
  private void lost() {
    running.clear();
    callbacksOf.clear();
    lastDone = 0;
    callbackOf = 0;
  }

  private void created(TraceEvent.TaskCreated e) {
    live.putIfAbsent(e.task(), new LiveTask(e, teller.choose(), limits));
  }

  /** A task; one whose creation the trace has lost begins here. */
  private LiveTask task(long id, TraceEvent e) {
    LiveTask known = live.get(id);
    if (known == null) {
      created(new TraceEvent.TaskCreated(e.seq(), e.t(), e.loop(), id, "task " + id, "?", 0, null));
      return task(id, e);
    }
    return known;
  }

  private void enqueued(TraceEvent.Enqueue e) {
    if (e.task() == 0) {
      if (e.of() != 0 && e.of() == lastDone) {
        callbacksOf.put(e.handle(), e.of());
      }
      return;
    }
    LiveTask task = task(e.task(), e);
    task.enqueued(e);
    long by = e.why() == Why.START || e.why() == Why.YIELD ? 0 : waker(e);
    if (by != 0 && by != e.task()) {
      task.wokenBy(by, e);
    }
  }

  /** The task whose end or doing puts another in the queue, or 0. */
  private long waker(TraceEvent.Enqueue e) {
    if (e.of() != 0 && e.of() == lastDone) {
      return lastDone;
    }
    LiveTask now = running.peekLast();
    return now == null ? callbackOf : now.made.task();
  }

  private void called(TraceEvent.Callback e) {
    Long of = callbacksOf.remove(e.handle());
    callbackOf = of == null ? 0 : of;
    lastDone = 0;
    running.clear();
  }

  private void resumed(TraceEvent.Resume e) {
    LiveTask creator = e.eager() ? running.peekLast() : null;
    if (creator != null) {
      creator.lent(e);
    } else {
      running.clear();
    }
    lastDone = 0;
    callbackOf = 0;
    LiveTask task = task(e.task(), e);
    task.resumed(e);
    running.addLast(task);
    if (level.has(Level.PAUSES)) {
      teller.happened(task, e, thread);
    }
    if (level.has(Level.STEPS)) {
      openSlice(task, e);
    }
  }

  private void openSlice(LiveTask task, TraceEvent e) {
    boolean room = task.steps <= SpanOptions.SLICES && teller.choose();
    task.slice = room ? new LiveTask.OpenSlice(task.steps, e, task.why) : null;
    task.slicesLeftOut += room ? 0 : 1;
  }

  private void paused(TraceEvent.Pause e) {
    LiveTask task = task(e.task(), e);
    awaits(e.on());
    task.paused(e);
    if (level.has(Level.PAUSES)) {
      teller.happened(task, e, thread);
    }
    leave(task, e);
  }

  /** The running task waits for the end of another, or listens for it. */
  private void awaits(long future) {
    LiveTask by = running.peekLast();
    LiveTask over = held.get(future);
    LiveTask task = over == null ? live.get(future) : over;
    if (by == null || task == null || task.made.parent() != by.made.task()) {
      return;
    }
    task.awaited = true;
    if (over != null) {
      release(over);
    }
  }

  private void done(TraceEvent.Done e) {
    LiveTask task = task(e.task(), e);
    task.done(e);
    leave(task, e);
    live.remove(e.task());
    lastDone = e.task();
    if (task.held > 0) {
      releaseChildren(e.task());
    }
    LiveTask creator = live.get(task.made.parent());
    if (task.awaited || creator == null) {
      teller.task(task, thread);
    } else {
      hold(task, creator);
    }
  }

  private void hold(LiveTask task, LiveTask creator) {
    creator.held++;
    held.put(task.made.task(), task);
    if (held.size() > HELD) {
      release(held.values().iterator().next());
    }
  }

  private void release(LiveTask task) {
    held.remove(task.made.task());
    LiveTask creator = live.get(task.made.parent());
    if (creator != null) {
      creator.held--;
    }
    teller.task(task, thread);
  }

  private void releaseChildren(long parent) {
    List<LiveTask> children = new ArrayList<>(held.values());
    children.removeIf(task -> task.made.parent() != parent);
    children.forEach(this::release);
  }

  /** The task's slice is over; that of the creator of an eager one goes on. */
  private void leave(LiveTask task, TraceEvent e) {
    if (task.slice != null) {
      teller.slice(task, task.slice, e, thread);
      task.slice = null;
    }
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
    new ArrayList<>(held.values()).forEach(this::release);
    for (LiveTask task : live.values()) {
      task.cutAt(t);
      teller.task(task, thread);
    }
    live.clear();
  }
}
