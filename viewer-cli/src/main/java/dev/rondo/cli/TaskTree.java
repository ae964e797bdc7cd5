package dev.rondo.cli;

import dev.rondo.trace.model.LoopModel;
import dev.rondo.trace.model.TaskSnapshot;
import dev.rondo.trace.model.TaskState;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The tasks of a loop as a tree, in the order of printing. A trace may claim that tasks created
 * each other in a circle, and tasks may really wait for each other in one: each task stands in the
 * tree once, and a circle is cut where it was entered.
 *
 * @param kind {@code spawn} or {@code await}
 * @param nodes each node after its parent and that one's earlier branches
 */
record TaskTree(String kind, List<Node> nodes) {

  /**
   * A node.
   *
   * @param id the task, or another future that tasks wait for
   * @param task the task, or null for another future
   * @param what what another future stands for, or ""
   * @param depth how deep it stands: 0 for a root
   * @param last whether it is the last branch of its parent
   * @param circle whether what should stand above it stands below it
   */
  record Node(
      long id, @Nullable TaskSnapshot task, String what, int depth, boolean last, boolean circle) {}

  /** Each task below the one that created it. */
  static TaskTree ofSpawns(LoopModel loop) {
    Forest forest = new Forest();
    loop.snapshot().tasks().forEach(task -> forest.add(task, task.parent()));
    return new TaskTree("spawn", forest.nodes());
  }

  /** Each task that is not done below what it waits for. */
  static TaskTree ofAwaits(LoopModel loop) {
    Forest forest = new Forest();
    List<TaskSnapshot> open =
        loop.snapshot().tasks().stream().filter(task -> !task.done()).toList();
    open.forEach(task -> forest.add(task, on(task)));
    forest.addShared(open);
    return new TaskTree("await", forest.nodes());
  }

  private static long on(TaskSnapshot task) {
    return task.state() instanceof TaskState.Paused paused ? paused.on() : 0;
  }

  /** Collects what stands below what, and walks it without recursion: it may be deep. */
  private static final class Forest {
    private final Map<Long, Node> items = new LinkedHashMap<>();
    private final Map<Long, List<Long>> below = new LinkedHashMap<>();
    private final Map<Long, Long> above = new LinkedHashMap<>();
    private final Set<Long> placed = new HashSet<>();
    private final List<Node> nodes = new ArrayList<>();

    void add(TaskSnapshot task, long parent) {
      items.put(task.id(), new Node(task.id(), task, "", 0, true, false));
      if (parent != 0) {
        above.put(task.id(), parent);
        below.computeIfAbsent(parent, _ -> new ArrayList<>()).add(task.id());
      }
    }

    /** Other futures get a node of their own where several tasks wait for them. */
    void addShared(List<TaskSnapshot> tasks) {
      for (TaskSnapshot task : tasks) {
        if (task.state() instanceof TaskState.Paused paused
            && below.getOrDefault(paused.on(), List.of()).size() > 1) {
          items.putIfAbsent(
              paused.on(), new Node(paused.on(), null, paused.what(), 0, true, false));
        }
      }
    }

    List<Node> nodes() {
      items.keySet().stream()
          .filter(id -> !items.containsKey(above.getOrDefault(id, 0L)))
          .forEach(id -> walk(id, false));
      items.keySet().stream().filter(id -> !placed.contains(id)).forEach(id -> walk(id, true));
      return nodes;
    }

    private void walk(long root, boolean circle) {
      Deque<Node> waiting = new ArrayDeque<>();
      push(root, 0, true, circle, waiting);
      while (!waiting.isEmpty()) {
        Node node = waiting.pop();
        nodes.add(node);
        List<Long> branches =
            below.getOrDefault(node.id, List.of()).stream()
                .filter(id -> !placed.contains(id))
                .toList();
        for (int i = branches.size() - 1; i >= 0; i--) {
          push(branches.get(i), node.depth + 1, i == branches.size() - 1, false, waiting);
        }
      }
    }

    private void push(long id, int depth, boolean last, boolean circle, Deque<Node> waiting) {
      Node item = items.get(id);
      if (item != null && placed.add(id)) {
        waiting.push(new Node(id, item.task, item.what, depth, last, circle));
      }
    }
  }
}
