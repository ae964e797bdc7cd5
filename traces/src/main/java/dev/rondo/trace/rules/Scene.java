package dev.rondo.trace.rules;

import dev.rondo.trace.TraceEvent;
import dev.rondo.trace.model.TaskSnapshot;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is live in a loop, as far as rules ask: its tasks, its ready queue, its slices. What ended
 * is forgotten.
 */
final class Scene {

  /** Where something happened. */
  record Place(long line, long seq, long t) {}

  /** A task that is not done, or ended with the present event. */
  static final class Player {
    final long id;
    final String name;
    final String title;
    final String coro;
    final Place created;
    private long resumes;
    private String doing;
    private long since;

    private Player(TraceEvent.TaskCreated e, Place created) {
      id = e.task();
      name = e.name();
      coro = e.coro();
      title = TaskSnapshot.title(name, coro);
      this.created = created;
      doing = "created";
      since = e.seq();
    }

    /** What it does, and since when. */
    String doing() {
      return doing + " since seq " + since;
    }

    /** The event that brought it there. */
    long since() {
      return since;
    }

    boolean is(Glob glob) {
      return glob.matches(name) || glob.matches(coro) || glob.matches(title);
    }
  }

  /** A slice: of a task, or (0) of the callback {@code name}. */
  static final class Part {
    final long task;
    final String name;
    final long handle;
    final Place begin;

    /** Nanoseconds that its entry waited in the ready queue; -1 where the trace does not tell. */
    final long waited;

    private long nested;
    private long stop;

    private Part(long task, String name, long handle, Place begin, long waited) {
      this.task = task;
      this.name = name;
      this.handle = handle;
      this.begin = begin;
      this.waited = waited;
    }

    /** Nanoseconds that it had control itself. */
    long run() {
      return stop - begin.t - nested;
    }
  }

  private final Map<Long, Player> players = new LinkedHashMap<>();
  private final Map<Long, Long> queued = new HashMap<>();
  private final Deque<Part> open = new ArrayDeque<>();
  private Place here = new Place(0, 0, 0);
  private @Nullable Part begun;
  private @Nullable Part ended;
  private long gone;

  /** Takes the next event of the loop. */
  void apply(TraceEvent event, long line) {
    here = new Place(line, event.seq(), Math.max(here.t, event.t()));
    begun = null;
    ended = null;
    leave();
    switch (event) {
      case TraceEvent.TaskCreated e -> players.put(e.task(), new Player(e, here));
      case TraceEvent.Enqueue e -> enqueue(e);
      case TraceEvent.Resume e -> resume(e);
      case TraceEvent.Pause e -> pause(e);
      case TraceEvent.Done e when e.task() != 0 -> {
        end(e.task(), 0);
        gone = e.task();
      }
      case TraceEvent.Callback e -> begin(0, e.name(), e.handle(), false);
      case TraceEvent.Return e -> end(0, e.handle());
      case TraceEvent.Cancel e when e.handle() != 0 -> queued.remove(e.handle());
      default -> {}
    }
  }

  /** Who was done with the event before is live no more. */
  private void leave() {
    players.remove(gone);
    gone = 0;
  }

  private void enqueue(TraceEvent.Enqueue e) {
    queued.put(e.handle(), here.t);
    doing(e.task(), "ready");
  }

  private void resume(TraceEvent.Resume e) {
    Player player = players.get(e.task());
    if (player != null) {
      player.resumes++;
    }
    begin(e.task(), title(e.task()), e.handle(), e.eager());
    doing(e.task(), "running");
  }

  private void pause(TraceEvent.Pause e) {
    end(e.task(), 0);
    doing(e.task(), "paused on " + e.what());
  }

  private void doing(long task, String what) {
    Player player = players.get(task);
    if (player != null) {
      player.doing = what;
      player.since = here.seq;
    }
  }

  private void begin(long task, String name, long handle, boolean eager) {
    Long since = queued.remove(handle);
    if (!eager) {
      open.clear();
    }
    begun = new Part(task, name, handle, here, since == null ? -1 : here.t - since);
    open.addLast(begun);
  }

  private void end(long task, long handle) {
    Part top = open.peekLast();
    if (top == null || top.task != task || (task == 0 && top.handle != handle)) {
      return;
    }
    open.removeLast();
    top.stop = here.t;
    Part creator = open.peekLast();
    if (creator != null) {
      creator.nested += top.stop - top.begin.t;
    }
    ended = top;
  }

  /** Events are missing here: what runs and what is ready is not known any more. */
  void forget() {
    open.clear();
    queued.clear();
  }

  /** The event that was taken last. */
  Place here() {
    return here;
  }

  /** The slice that it began, or null. */
  @Nullable Part begun() {
    return begun;
  }

  /** The slice that it ended, or null. */
  @Nullable Part ended() {
    return ended;
  }

  /** How many entries are in the ready queue. */
  int depth() {
    return queued.size();
  }

  Collection<Player> players() {
    leave();
    return players.values();
  }

  @Nullable Player player(long task) {
    return players.get(task);
  }

  /** Whether the task has one of the names. */
  boolean isTask(long task, Glob glob) {
    Player player = players.get(task);
    return player != null && player.is(glob);
  }

  /** Whether it is the task's first step that began. */
  boolean starts(long task) {
    Player player = players.get(task);
    return player != null && player.resumes == 1;
  }

  /** What people recognise the task by; 0 is a callback. */
  String title(long task) {
    Player player = players.get(task);
    return player != null ? player.title : task == 0 ? "a callback" : "task " + task;
  }

  /** The task that an event is about, or 0. */
  static long taskOf(TraceEvent event) {
    return switch (event) {
      case TraceEvent.TaskCreated e -> e.task();
      case TraceEvent.Enqueue e -> e.task();
      case TraceEvent.Resume e -> e.task();
      case TraceEvent.Pause e -> e.task();
      case TraceEvent.Done e -> e.task();
      case TraceEvent.Await e -> e.task();
      case TraceEvent.Use e -> e.task();
      case TraceEvent.Cancel e -> e.task();
      case TraceEvent.Enter e -> e.task();
      case TraceEvent.Exit e -> e.task();
      case TraceEvent.Mark e -> e.task();
      case TraceEvent.Input e -> e.task();
      case TraceEvent.Warn e -> e.task();
      default -> 0;
    };
  }

  /** The event in a few words: {@code mark login of Task-2 fetch}. */
  String words(TraceEvent event) {
    return switch (event) {
      case TraceEvent.TaskCreated e -> "create " + title(e.task());
      case TraceEvent.Resume e -> "resume " + title(e.task());
      case TraceEvent.Pause e -> "pause " + title(e.task()) + " on " + e.what();
      case TraceEvent.Done e -> "done " + title(e.task()) + ", " + e.outcome().text();
      case TraceEvent.Cancel e -> "cancel " + title(e.task());
      case TraceEvent.Await e -> "await " + title(e.task()) + " on " + e.what();
      case TraceEvent.Enter e -> "enter " + e.coro() + by(e.task());
      case TraceEvent.Exit e -> "exit " + e.coro() + by(e.task());
      case TraceEvent.Mark e -> "mark " + e.name() + by(e.task());
      case TraceEvent.Input e -> "input " + e.name() + by(e.task());
      case TraceEvent.Use e -> e.op() + " of " + e.what() + by(e.task());
      case TraceEvent.Callback e -> "callback " + e.name();
      case TraceEvent.Warn e -> "warn " + e.code() + (e.task() == 0 ? "" : by(e.task()));
      default -> event.ev();
    };
  }

  private String by(long task) {
    return " by " + title(task);
  }
}
