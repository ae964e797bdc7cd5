package dev.rondo.dump;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Draws who awaits whom: a task, below it the coroutines that it is in, and below the innermost the
 * tasks that this awaits. A branch is drawn once.
 */
final class AwaitTree {
  private static final int MOST_LEVELS = 200; // each is four columns wide

  /** A line to be: a task (depth 0), its n-th coroutine, or behind them what it waits for. */
  private record Node(TaskDump task, int depth, String prefix, boolean last, int level) {
    String below() {
      return prefix + (last ? "    " : "│   ");
    }
  }

  private final AwaitGraph graph;
  private final Set<Long> drawn = new HashSet<>();
  private final Deque<Node> todo = new ArrayDeque<>();
  private final StringBuilder out = new StringBuilder();

  private AwaitTree(AwaitGraph graph) {
    this.graph = graph;
  }

  static String of(LoopDump loop) {
    AwaitGraph graph = new AwaitGraph(loop);
    AwaitTree tree = new AwaitTree(graph);
    graph.cycles().forEach(tree::cycle);
    graph.roots().forEach(tree::root);
    return tree.out.toString();
  }

  private void cycle(List<TaskDump> tasks) {
    out.append(
        tasks.stream()
            .map(task -> DumpText.plain(task.name()))
            .collect(Collectors.joining(" → ", "cycle: ", "\n")));
  }

  private void root(TaskDump root) {
    todo.push(new Node(root, 0, "", true, 0));
    while (!todo.isEmpty()) {
      draw(todo.pop());
    }
  }

  private void draw(Node node) {
    out.append(node.prefix).append(node.last ? "└── " : "├── ").append(label(node));
    boolean again = node.depth == 0 && !drawn.add(node.task.id());
    List<Node> below = again ? List.of() : below(node);
    if (again) {
      out.append(" (drawn above)");
    } else if (node.level == MOST_LEVELS && !below.isEmpty()) {
      out.append(" … (too deep to draw)");
      below = List.of();
    }
    out.append('\n');
    below.reversed().forEach(todo::push);
  }

  private static String label(Node node) {
    List<CoroutineDump> coroutines = node.task.coroutines();
    if (node.depth == 0) {
      return "(T) " + DumpText.plain(node.task.name());
    }
    return node.depth <= coroutines.size()
        ? " " + DumpText.plain(coroutines.get(node.depth - 1).toString())
        : " on " + DumpText.plain(DumpText.what(node.task));
  }

  private List<Node> below(Node node) {
    TaskDump task = node.task;
    if (node.depth < task.coroutines().size()) {
      return List.of(new Node(task, node.depth + 1, node.below(), true, node.level + 1));
    }
    List<TaskDump> awaited = graph.awaitedBy(task);
    List<Node> below = new ArrayList<>();
    for (int i = 0; i < awaited.size(); i++) {
      boolean last = i == awaited.size() - 1;
      below.add(new Node(awaited.get(i), 0, node.below(), last, node.level + 1));
    }
    if (awaited.isEmpty() && node.depth == task.coroutines().size() && !saysAll(task)) {
      below.add(new Node(task, node.depth + 1, node.below(), true, node.level + 1));
    }
    return below;
  }

  /** Whether the innermost coroutine tells what it waits for, as {@code sleep} does. */
  private static boolean saysAll(TaskDump task) {
    return task.awaits() == null
        || (!task.coroutines().isEmpty()
            && task.coroutines().getLast().name().equals(task.awaits().what()));
  }
}
