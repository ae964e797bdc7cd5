package dev.rondo.trace.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The tasks of a loop as they are at one moment: what each awaits, and who awaits it. */
final class TaskSnapshots {
  private final Map<Long, TaskRecord> tasks;
  private final Listeners listeners;
  private final Collection<OpenSlice> running;
  private final long t;
  private final Map<Long, List<Waiter>> waiters = new HashMap<>(); // by future

  /** Of these, at the time {@code t}; to be used before any of them changes. */
  TaskSnapshots(
      Map<Long, TaskRecord> tasks, Listeners listeners, Collection<OpenSlice> running, long t) {
    this.tasks = tasks;
    this.listeners = listeners;
    this.running = running;
    this.t = t;
    for (TaskRecord task : tasks.values()) {
      if (task.state instanceof TaskState.Paused(_, _, long on, _, _) && on != 0) {
        waiters.computeIfAbsent(on, _ -> new ArrayList<>(1)).add(new Waiter(task.id, task.name));
      }
    }
  }

  /** All of them, in order of creation. */
  List<TaskSnapshot> all() {
    return tasks.values().stream().map(this::of).toList();
  }

  TaskSnapshot of(TaskRecord task) {
    List<Waiter> waiting = new ArrayList<>();
    if (!(task.state instanceof TaskState.Done)) {
      listeners.of(task.id).forEach(callback -> waiting.add(new Waiter(0, callback)));
      waiting.addAll(waiters.getOrDefault(task.id, List.of()));
    }
    return new TaskSnapshot(
        task.id,
        task.name,
        task.coro,
        task.parent,
        task.at,
        task.createdSeq,
        task.createdT,
        task.state,
        awaits(task),
        waiting,
        task.cancels,
        task.times(t, runningOf(task)));
  }

  private long runningOf(TaskRecord task) {
    for (OpenSlice slice : running) {
      if (slice.begin == task.lastSlice) {
        return slice.running(t).run();
      }
    }
    return 0;
  }

  /** From what a task waits for to the end of the chain, or to where it meets itself or is long. */
  private List<AwaitLink> awaits(TaskRecord task) {
    List<AwaitLink> chain = new ArrayList<>();
    Set<Long> met = new HashSet<>(Set.of(task.id));
    TaskRecord next = task;
    while (next != null
        && next.state instanceof TaskState.Paused(_, _, long on, String what, _)
        && on != 0) {
      next = tasks.get(on);
      chain.add(new AwaitLink(on, what, next != null));
      if (!met.add(on) || chain.size() == TaskSnapshot.LONGEST_CHAIN) {
        break;
      }
    }
    return chain;
  }
}
