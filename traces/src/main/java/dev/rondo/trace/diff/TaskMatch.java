package dev.rondo.trace.diff;

import dev.rondo.trace.TraceEvent;
import dev.rondo.trace.diff.Comparison.TaskRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which tasks of two loops are the same: by name where it is unique on both sides, else by the path
 * on which they were spawned (parent, coroutine, the n-th such child).
 */
final class TaskMatch {
  /** What both sides call the same task: a unique name, or a place below a parent. */
  private sealed interface Key {
    record Named(String name) implements Key {}

    record Spawned(int parent, String coro, int nth) implements Key {}
  }

  private record Siblings(int parent, String coro) {}

  private final List<TraceEvent.TaskCreated> left = new ArrayList<>();
  private final List<TraceEvent.TaskCreated> right = new ArrayList<>();
  private final Map<Key, Integer> paths = new HashMap<>();

  void add(boolean ofLeft, TraceEvent.TaskCreated task) {
    (ofLeft ? left : right).add(task);
  }

  /** Adds the tasks that only one side has. */
  void collect(List<TaskRef> leftOnly, List<TaskRef> rightOnly) {
    Set<String> names = unique(left);
    names.retainAll(unique(right));
    int[] ofLeft = paths(left, names);
    int[] ofRight = paths(right, names);
    only(left, ofLeft, ofRight, leftOnly);
    only(right, ofRight, ofLeft, rightOnly);
  }

  private static Set<String> unique(List<TraceEvent.TaskCreated> tasks) {
    Set<String> once = new HashSet<>();
    Set<String> more = new HashSet<>();
    for (TraceEvent.TaskCreated task : tasks) {
      if (!once.add(task.name()) || Roles.counted(task.name())) {
        more.add(task.name());
      }
    }
    once.removeAll(more);
    return once;
  }

  /** For each task the number of its key, the same number on both sides. */
  private int[] paths(List<TraceEvent.TaskCreated> tasks, Set<String> names) {
    Map<Long, Integer> byId = new HashMap<>();
    Map<Siblings, Integer> children = new HashMap<>();
    int[] numbers = new int[tasks.size()];
    for (int i = 0; i < numbers.length; i++) {
      TraceEvent.TaskCreated task = tasks.get(i);
      Key key;
      if (names.contains(task.name())) {
        key = new Key.Named(task.name());
      } else {
        int parent = byId.getOrDefault(task.parent(), -1);
        int nth = children.merge(new Siblings(parent, task.coro()), 1, Integer::sum);
        key = new Key.Spawned(parent, task.coro(), nth);
      }
      numbers[i] = paths.computeIfAbsent(key, _ -> paths.size());
      byId.put(task.task(), numbers[i]);
    }
    return numbers;
  }

  private static void only(
      List<TraceEvent.TaskCreated> tasks, int[] mine, int[] others, List<TaskRef> out) {
    Set<Integer> there = new HashSet<>();
    for (int other : others) {
      there.add(other);
    }
    Map<Long, String> names = new HashMap<>();
    for (int i = 0; i < mine.length; i++) {
      TraceEvent.TaskCreated task = tasks.get(i);
      names.put(task.task(), task.name());
      if (!there.contains(mine[i])) {
        out.add(ref(task, names.get(task.parent())));
      }
    }
  }

  private static TaskRef ref(TraceEvent.TaskCreated task, @Nullable String parent) {
    return new TaskRef(task.loop(), task.task(), task.name(), task.coro(), parent, task.seq());
  }
}
