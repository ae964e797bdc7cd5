package dev.rondo.dump;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Which task awaits which, of one dump. */
final class AwaitGraph {
  private final LoopDump loop;
  private final Map<Long, TaskDump> byId = new HashMap<>();

  AwaitGraph(LoopDump loop) {
    this.loop = loop;
    loop.tasks().forEach(task -> byId.put(task.id(), task));
  }

  /** The tasks that it awaits; those that were done, or not seen, are left out. */
  List<TaskDump> awaitedBy(TaskDump task) {
    Awaited awaited = task.awaits();
    return awaited == null ? List.of() : all(awaited.tasks());
  }

  /** The tasks of those numbers, as far as they are known. */
  List<TaskDump> all(List<Long> ids) {
    return ids.stream().map(byId::get).filter(Objects::nonNull).toList();
  }

  /** {@code task}, the one that it awaits, and so on: at most so many, and none twice. */
  List<TaskDump> chain(TaskDump task, int most) {
    List<TaskDump> chain = new ArrayList<>();
    Set<Long> seen = new HashSet<>();
    TaskDump next = task;
    while (next != null && chain.size() < most && seen.add(next.id())) {
      chain.add(next);
      List<TaskDump> awaited = awaitedBy(next);
      next = awaited.size() == 1 ? awaited.getFirst() : null;
    }
    return chain;
  }

  /** The tasks that none of the others awaits, and one of each circle that nothing leads into. */
  List<TaskDump> roots() {
    Set<Long> awaited = new HashSet<>();
    loop.tasks().forEach(task -> awaitedBy(task).forEach(a -> awaited.add(a.id())));
    Set<Long> reached = new HashSet<>();
    List<TaskDump> roots = new ArrayList<>();
    for (TaskDump task : loop.tasks()) {
      if (!awaited.contains(task.id())) {
        roots.add(task);
        reach(task, reached);
      }
    }
    for (TaskDump task : loop.tasks()) {
      if (!reached.contains(task.id())) {
        roots.add(task);
        reach(task, reached);
      }
    }
    return roots;
  }

  private void reach(TaskDump from, Set<Long> reached) {
    Deque<TaskDump> todo = new ArrayDeque<>(List.of(from));
    while (!todo.isEmpty()) {
      TaskDump task = todo.pop();
      if (reached.add(task.id())) {
        awaitedBy(task).forEach(todo::push);
      }
    }
  }

  /**
   * The circles of tasks that await each other, each from the task that was created first among
   * those on the way to it, and back to it.
   */
  List<List<TaskDump>> cycles() {
    List<List<TaskDump>> cycles = new ArrayList<>();
    Set<Long> left = new HashSet<>();
    for (TaskDump root : loop.tasks()) {
      if (!left.contains(root.id())) {
        new Walk(cycles, left).from(root);
      }
    }
    return cycles;
  }

  /** A walk in depth: an edge back to a task on the way closes a circle. */
  private final class Walk {
    private final List<List<TaskDump>> cycles;
    private final Set<Long> left; // tasks whose edges were all followed
    private final List<TaskDump> path = new ArrayList<>();
    private final Map<Long, Integer> position = new HashMap<>(); // on the path
    private final Deque<Iterator<TaskDump>> edges = new ArrayDeque<>();

    Walk(List<List<TaskDump>> cycles, Set<Long> left) {
      this.cycles = cycles;
      this.left = left;
    }

    void from(TaskDump root) {
      enter(root);
      while (!edges.isEmpty()) {
        Iterator<TaskDump> here = edges.element();
        if (here.hasNext()) {
          follow(here.next());
        } else {
          leave();
        }
      }
    }

    private void follow(TaskDump to) {
      Integer back = position.get(to.id());
      if (back != null) {
        List<TaskDump> cycle = new ArrayList<>(path.subList(back, path.size()));
        cycle.add(to);
        cycles.add(cycle);
      } else if (!left.contains(to.id())) {
        enter(to);
      }
    }

    private void enter(TaskDump task) {
      position.put(task.id(), path.size());
      path.add(task);
      edges.push(awaitedBy(task).iterator());
    }

    private void leave() {
      edges.pop();
      TaskDump task = path.removeLast();
      position.remove(task.id());
      left.add(task.id());
    }
  }
}
