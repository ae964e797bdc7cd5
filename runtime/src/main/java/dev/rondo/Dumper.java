package dev.rondo;

import dev.rondo.Onlooker.View;
import dev.rondo.dump.Awaited;
import dev.rondo.dump.CoroutineDump;
import dev.rondo.dump.LoopDump;
import dev.rondo.dump.TaskDump;
import dev.rondo.dump.TimerDump;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes a dump of a loop. It follows the futures' waiters from each task to whom its end will wake,
 * directly or through callbacks that are {@link Concerning} others. None of the program's code is
 * called, so that a program that hangs cannot hold it up.
 */
final class Dumper {
  private static final int MOST_TRIES = 3;

  private final EventLoop loop;
  private final View view;
  private final long now;
  private final List<Task<?>> tasks;
  private final Map<PausedOn, List<TimerDump>> timers = new HashMap<>();
  private final Map<Long, List<Long>> awaiters = new HashMap<>(); // by the awaited task
  private final Map<Long, List<Long>> awaited = new HashMap<>(); // by the awaiting task

  private Dumper(EventLoop loop, View view) {
    this.loop = loop;
    this.view = view;
    this.now = loop.time();
    this.tasks = loop.allTasks();
  }

  /** From any thread. */
  static LoopDump dump(EventLoop loop) {
    if (EventLoop.runningOrNull() == loop) {
      return new Dumper(loop, View.ofTheLoop(loop)).take();
    }
    Turnstile turnstile = loop.turns().turnstile();
    turnstile.shut();
    try {
      return fromOutside(loop, new Onlooker(loop).look());
    } finally {
      turnstile.open();
    }
  }

  /** What is looked at may change in the middle of it; then once more. */
  private static LoopDump fromOutside(EventLoop loop, View view) {
    for (int left = MOST_TRIES; ; left--) {
      try {
        return new Dumper(loop, view).take();
      } catch (RuntimeException e) {
        if (left == 0) {
          throw e;
        }
      }
    }
  }

  private LoopDump take() {
    loop.turns().timers().forEach(this::index);
    tasks.forEach(this::findAwaiters);
    Thread runner = loop.thread().runner();
    return new LoopDump(
        loop.name(),
        loop.phase(),
        loop.engine().name(),
        runner == null ? null : runner.getName(),
        loop.turns().readySize(),
        loop.turns().timersSize(),
        view.outside(),
        tasks.stream().map(this::task).toList(),
        callback());
  }

  private void index(TimerHandle timer) {
    if (timer instanceof Nap nap) {
      index(timer, nap);
    } else if (timer.function() instanceof Concerning concerning) {
      concerning.concerns().forEach(future -> index(timer, future));
    }
  }

  private void index(TimerHandle timer, PausedOn ends) {
    timers
        .computeIfAbsent(ends, f -> new ArrayList<>())
        .add(new TimerDump(timer.described(), timer.when() - now));
  }

  private List<StackTraceElement> callback() {
    return view.running() == null && ProgramStack.showsCallback(view.slice())
        ? new ProgramStack(view.slice()).frames()
        : List.of();
  }

  // -- who awaits whom ----------------------------------------------------------------------------

  private void findAwaiters(Task<?> task) {
    Set<Long> found = new LinkedHashSet<>();
    Set<Future<?>> seen = new HashSet<>();
    Deque<Future<?>> todo = new ArrayDeque<>(List.of(task));
    while (!todo.isEmpty()) {
      Future<?> future = todo.remove();
      if (seen.add(future)) {
        for (Waiter waiter : future.waiters()) {
          if (waiter instanceof Task<?> awaiter) {
            found.add(awaiter.id());
          } else if (waiter instanceof Future.Callback<?> callback) {
            todo.addAll(concernedBy(callback));
          }
        }
      }
    }
    awaiters.put(task.id(), List.copyOf(found));
    found.forEach(f -> awaited.computeIfAbsent(f, id -> new ArrayList<>()).add(task.id()));
  }

  private static Collection<? extends Future<?>> concernedBy(Future.Callback<?> callback) {
    return callback.function() instanceof Concerning c ? c.concerns() : List.of();
  }

  // -- a task -------------------------------------------------------------------------------------

  private TaskDump task(Task<?> task) {
    PausedOn on = task.waitingFor();
    TaskDump.State state = state(task, on);
    ProgramStack stack = stack(task, state);
    return new TaskDump(
        task.id(),
        task.name(),
        state,
        task.cancelling(),
        coroutines(task, stack),
        on == null ? null : awaited(task, on),
        awaiters.getOrDefault(task.id(), List.of()),
        callbacks(task),
        timersOf(task, on),
        stack.frames());
  }

  private TaskDump.State state(Task<?> task, @Nullable PausedOn on) {
    if (task.isPaused()) {
      return on == null || PausedOn.isOver(on) ? TaskDump.State.READY : TaskDump.State.PAUSED;
    }
    return task.hasBegun() ? TaskDump.State.RUNNING : TaskDump.State.CREATED;
  }

  private ProgramStack stack(Task<?> task, TaskDump.State state) {
    if (state == TaskDump.State.RUNNING && task == view.running()) {
      return new ProgramStack(view.slice());
    }
    return new ProgramStack(view.mayWalk().test(task) ? List.of(task.stack()) : List.of());
  }

  private static List<CoroutineDump> coroutines(Task<?> task, ProgramStack stack) {
    List<CoroutineDump> chain = new ArrayList<>();
    for (Chain c = task.innermost(); c != null; c = c.awaiter()) {
      String place = task.hasBegun() ? stack.placeOf(chain.size()) : c.site().at;
      chain.add(new CoroutineDump(c.coroutine(), place, c.internal()));
    }
    return chain.reversed();
  }

  private Awaited awaited(Task<?> task, PausedOn on) {
    List<Long> tasks = awaited.getOrDefault(task.id(), List.of());
    return new Awaited(PausedOn.id(on), PausedOn.what(on), tasks);
  }

  private static List<String> callbacks(Task<?> task) {
    List<String> names = new ArrayList<>();
    for (Waiter waiter : task.waiters()) {
      if (waiter instanceof Future.Callback<?> callback) {
        names.add(nameOf(callback));
      }
    }
    return names;
  }

  private static String nameOf(Future.Callback<?> callback) {
    return callback.name().isEmpty()
        ? Site.nameWithoutAsking(callback.function())
        : callback.name();
  }

  private List<TimerDump> timersOf(Task<?> task, @Nullable PausedOn on) {
    List<TimerDump> all = new ArrayList<>(timers.getOrDefault(task, List.of()));
    if (on != null && on != task) {
      all.addAll(timers.getOrDefault(on, List.of()));
    }
    all.sort(Comparator.comparingLong(TimerDump::dueIn));
    return all;
  }
}
