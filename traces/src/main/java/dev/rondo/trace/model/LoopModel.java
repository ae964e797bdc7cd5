package dev.rondo.trace.model;

import dev.rondo.trace.Phase;
import dev.rondo.trace.TraceEvent;
import dev.rondo.trace.Why;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The state machine of one loop: takes the loop's events one by one, and can be asked at any point
 * what is ready, running, waiting and done. Holds what is live, and a record of each task.
 *
 * <p>Never throws on a trace that breaks the rules: what does not fit is counted as an oddity. For
 * one thread.
 */
public final class LoopModel implements Names {
  private static final Comparator<PendingTimer> BY_DEADLINE =
      Comparator.<PendingTimer>comparingLong(timer -> timer.set().deadline())
          .thenComparingLong(timer -> timer.set().seq());

  private final int number;
  private final Consumer<? super Slice> ended;
  private final Map<Long, TaskRecord> tasks = new LinkedHashMap<>();
  private final ReadyQueue ready;
  private final Map<Long, PendingTimer> timers = new HashMap<>();
  private final Listeners listeners;

  /** How many of the tasks that are done are kept, and those that are, where that is not all. */
  private final int remembered;

  private final Deque<Long> finished = new ArrayDeque<>();

  /** What runs, outermost first: one slice, and the eager first steps within it. */
  private final Deque<OpenSlice> open = new ArrayDeque<>();

  private @Nullable Slice lastEnded;
  private @Nullable String name;
  private @Nullable Phase phase;
  private long seq;
  private long t;

  private long events;
  private long created;
  private long done;
  private long slices;
  private long callbacks;
  private long handles;
  private long timersSet;
  private long cancels;
  private long idle;
  private long lost;
  private long oddities;

  LoopModel(int number, Consumer<? super Slice> ended, int remembered) {
    this(number, ended, remembered, new ReadyQueue(), new Listeners());
  }

  private LoopModel(
      int number,
      Consumer<? super Slice> ended,
      int remembered,
      ReadyQueue ready,
      Listeners listeners) {
    this.number = number;
    this.ended = ended;
    this.remembered = remembered;
    this.ready = ready;
    this.listeners = listeners;
  }

  /** The same state, to be taken further by itself; slices that end there are not given out. */
  LoopModel copy() {
    LoopModel copy = new LoopModel(number, _ -> {}, remembered, ready.copy(), listeners.copy());
    tasks.forEach((id, task) -> copy.tasks.put(id, task.copy()));
    copy.timers.putAll(timers);
    copy.finished.addAll(finished);
    open.forEach(slice -> copy.open.addLast(slice.copy()));
    copy.lastEnded = lastEnded;
    copy.name = name;
    copy.phase = phase;
    copy.seq = seq;
    copy.t = t;
    copy.count(this);
    return copy;
  }

  private void count(LoopModel other) {
    events = other.events;
    created = other.created;
    done = other.done;
    slices = other.slices;
    callbacks = other.callbacks;
    handles = other.handles;
    timersSet = other.timersSet;
    cancels = other.cancels;
    idle = other.idle;
    lost = other.lost;
    oddities = other.oddities;
  }

  /** How it chooses what runs next, if it tells nothing else. */
  void policy(@Nullable String policy) {
    ready.policy(policy);
  }

  /** How many things it holds. */
  int weight() {
    return tasks.size() + ready.size() + timers.size();
  }

  /** Goes one event further. Each slice that it ends is given out before this returns. */
  void apply(TraceEvent event) {
    events++;
    seq = event.seq();
    t = Math.max(t, event.t());
    switch (event) {
      case TraceEvent.LoopState e -> loopState(e);
      case TraceEvent.TaskCreated e -> taskCreated(e);
      case TraceEvent.Enqueue e -> enqueue(e);
      case TraceEvent.Resume e -> resume(e);
      case TraceEvent.Pause e -> pause(e);
      case TraceEvent.Done e -> done(e);
      case TraceEvent.Callback e -> callback(e);
      case TraceEvent.Return e -> end(0, e.handle(), e);
      case TraceEvent.Timer e -> timer(e);
      case TraceEvent.Cancel e -> cancel(e);
      case TraceEvent.Idle e -> idle += e.ns();
      case TraceEvent.Lost e -> lost += e.count();
      case TraceEvent.Malformed _ -> oddities++;
      case TraceEvent.Await _,
          TraceEvent.Listen _,
          TraceEvent.Use _,
          TraceEvent.Enter _,
          TraceEvent.Exit _,
          TraceEvent.Mark _,
          TraceEvent.Input _,
          TraceEvent.Warn _,
          TraceEvent.Stall _,
          TraceEvent.Unknown _ -> {}
    }
    listeners.apply(event);
  }

  // What changes the state

  private void loopState(TraceEvent.LoopState e) {
    phase = e.state();
    name = e.name() != null ? e.name() : name;
    if (e.setup() != null && e.setup().policy() != null) {
      policy(e.setup().policy());
    }
  }

  private void taskCreated(TraceEvent.TaskCreated e) {
    created++;
    if (tasks.putIfAbsent(e.task(), new TaskRecord(e)) != null) {
      oddities++;
    }
  }

  private void enqueue(TraceEvent.Enqueue e) {
    handles++;
    PendingTimer timer = timers.remove(e.handle());
    Cause cause =
        new Cause(
            e.why(),
            e.of(),
            awaitedBy(e.task(), e.of()),
            e.seq(),
            e.t(),
            enqueuer(e),
            timer == null ? null : timer.set());
    if (e.task() != 0) {
      TaskRecord task = task(e.task());
      task.become(new TaskState.Ready(e.seq(), t, e.handle(), cause));
      ready.add(e.handle(), e.task(), task.name, cause);
    } else {
      ready.add(e.handle(), 0, e.callback() == null ? "?" : e.callback(), cause);
    }
  }

  /** The slice that put an entry in the queue: often one that just ended by doing so. */
  private long enqueuer(TraceEvent.Enqueue e) {
    return switch (e.why()) {
      case YIELD, ERROR -> task(e.task()).lastSlice;
      case DONE -> {
        TaskRecord finished = listeners.completing() == e.of() ? tasks.get(e.of()) : null;
        yield finished == null ? currentSlice() : finished.lastSlice;
      }
      case START, SOON -> currentSlice();
      case TIMER, IO, THREAD -> 0;
    };
  }

  private void resume(TraceEvent.Resume e) {
    TaskRecord task = task(e.task());
    Cause cause =
        e.eager()
            ? new Cause(Why.START, 0, null, e.seq(), e.t(), currentSlice(), null)
            : ready.take(e.handle());
    begin(e, task.id, task.name, e.handle(), e.eager(), cause);
    task.become(new TaskState.Running(e.seq(), t));
    task.began(e.seq());
  }

  private void callback(TraceEvent.Callback e) {
    callbacks++;
    begin(e, 0, e.name(), e.handle(), false, ready.take(e.handle()));
  }

  private void begin(
      TraceEvent e, long task, String what, long handle, boolean eager, @Nullable Cause cause) {
    slices++;
    if (cause == null || (!eager && !open.isEmpty())) {
      oddities++;
    }
    if (!eager) {
      open.clear();
    }
    open.addLast(new OpenSlice(e, task, what, handle, eager, ready.turn(), cause));
  }

  private void pause(TraceEvent.Pause e) {
    end(e.task(), 0, e);
    TaskRecord task = task(e.task());
    task.awaited = e.on();
    task.awaitedWhat = e.what();
    task.become(new TaskState.Paused(e.seq(), t, e.on(), e.what(), e.chain()));
  }

  private void done(TraceEvent.Done e) {
    if (e.task() != 0) {
      done++;
      end(e.task(), 0, e);
      task(e.task()).become(new TaskState.Done(e.seq(), t, e.outcome(), e.error()));
      finish(e.task());
    }
  }

  private void finish(long task) {
    if (remembered < Integer.MAX_VALUE) {
      finished.addLast(task);
      if (finished.size() > remembered) {
        tasks.remove(finished.removeFirst());
      }
    }
  }

  private void end(long task, long handle, TraceEvent ending) {
    OpenSlice top = open.peekLast();
    if (top == null || !top.is(task, handle)) {
      oddities++;
      return;
    }
    open.removeLast();
    Slice slice = top.until(ending);
    if (task != 0) {
      task(task).ran(slice);
    }
    OpenSlice creator = open.peekLast();
    if (creator != null) {
      creator.nested += slice.stop() - slice.start();
    }
    lastEnded = slice;
    ended.accept(slice);
  }

  private void timer(TraceEvent.Timer e) {
    timersSet++;
    Cause.TimerSet set = new Cause.TimerSet(e.seq(), e.t(), e.t() + e.delay(), currentSlice());
    timers.put(e.handle(), new PendingTimer(e.handle(), e.callback(), set));
  }

  private void cancel(TraceEvent.Cancel e) {
    cancels++;
    if (e.task() != 0) {
      task(e.task()).cancels++;
    } else if (e.handle() != 0 && timers.remove(e.handle()) == null) {
      ready.withdraw(e.handle());
    }
  }

  private TaskRecord task(long id) {
    TaskRecord known = tasks.get(id);
    if (known == null) {
      oddities++;
      known = new TaskRecord(id, t);
      tasks.put(id, known);
    }
    return known;
  }

  // What can be asked

  /** The loop's number within the trace, from 1. */
  public int number() {
    return number;
  }

  /** Running, stopped or closed; null before the trace says so. */
  public @Nullable Phase phase() {
    return phase;
  }

  /** The turn of the loop, from 1; 0 before the first. */
  public long turn() {
    return ready.turn();
  }

  /** The last event applied. */
  public long seq() {
    return seq;
  }

  /** The time of the last event applied, in nanoseconds of the trace. */
  public long t() {
    return t;
  }

  /**
   * What has control: empty between slices, else the outermost slice first, then eager first steps.
   */
  public List<Slice> running() {
    return open.stream().map(slice -> slice.running(t)).toList();
  }

  /** The innermost slice that runs, as the {@code seq} with which it began; 0 between slices. */
  public long currentSlice() {
    OpenSlice top = open.peekLast();
    return top == null ? 0 : top.begin;
  }

  /** The task that has control; 0 between slices and while a plain callback runs. */
  public long currentTask() {
    OpenSlice top = open.peekLast();
    return top == null ? 0 : top.task;
  }

  /** Why the entry {@code handle} is in the ready queue; null where it is not. */
  public @Nullable Cause causeOf(long handle) {
    return ready.causeOf(handle);
  }

  /** The ready queue, head first. */
  public List<ReadyHandle> ready() {
    return ready.first(ready.size());
  }

  /** The first entries of the ready queue, at most {@code limit}. */
  public List<ReadyHandle> ready(int limit) {
    return ready.first(limit);
  }

  /** How many entries the ready queue has. */
  public int readySize() {
    return ready.size();
  }

  /** The timers not yet due, by deadline, then by order of creation. */
  public List<PendingTimer> timers() {
    return timers.values().stream().sorted(BY_DEADLINE).toList();
  }

  /** The task with that number, or null where there is none. */
  public @Nullable TaskSnapshot taskAt(long id) {
    TaskRecord task = tasks.get(id);
    return task == null ? null : taskSnapshots().of(task);
  }

  @Override
  public @Nullable String taskName(long id) {
    TaskRecord task = tasks.get(id);
    return task == null ? null : task.name;
  }

  /**
   * What people recognise the task with that number by: its name and, where that is but a number
   * ({@code Task-2}), its coroutine. Null where there is no such task.
   */
  public @Nullable String taskTitle(long id) {
    TaskRecord task = tasks.get(id);
    return task == null ? null : task.title;
  }

  /**
   * What people recognise a future by: a task by its title; another by what {@code waiter} said
   * when it paused on it last; else by its number.
   */
  public String futureTitle(long future, long waiter) {
    String title = taskTitle(future);
    String what = title == null ? awaitedBy(waiter, future) : null;
    return title != null
        ? title
        : what == null || what.equals("future") ? "future " + future : what;
  }

  /** The slice that ended last, or null before the first. */
  public @Nullable Slice lastEnded() {
    return lastEnded;
  }

  @Override
  public @Nullable String awaitedBy(long task, long future) {
    TaskRecord record = tasks.get(task);
    return record != null && future != 0 && record.awaited == future ? record.awaitedWhat : null;
  }

  @Override
  public long timerSet(long handle) {
    Cause cause = ready.causeOf(handle);
    return cause == null || cause.timer() == null ? 0 : cause.timer().seq();
  }

  @Override
  public @Nullable String returning(long handle, long seq) {
    return lastEnded != null && lastEnded.end() == seq ? lastEnded.name() : null;
  }

  /** What happened so far. */
  public LoopCounts counts() {
    return new LoopCounts(
        events, created, done, slices, callbacks, handles, timersSet, cancels, idle, lost);
  }

  /** How many events did not fit what came before, and were ignored in part. */
  public long oddities() {
    return oddities;
  }

  /** Everything at this point, as an immutable record. */
  public LoopSnapshot snapshot() {
    return new LoopSnapshot(
        number,
        name,
        phase,
        seq,
        t,
        ready.turn(),
        running(),
        ready(),
        timers(),
        taskSnapshots().all(),
        counts());
  }

  private TaskSnapshots taskSnapshots() {
    return new TaskSnapshots(tasks, listeners, open, t);
  }
}
