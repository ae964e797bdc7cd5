package dev.rondo.cli;

import static dev.rondo.trace.model.Narration.duration;

import dev.rondo.cli.TaskTree.Node;
import dev.rondo.trace.model.LoopModel;
import dev.rondo.trace.model.TaskSnapshot;
import dev.rondo.trace.model.TaskState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How a tree of tasks looks. */
final class TreeView {

  /** From here on the depth is printed as a number. */
  private static final int DEEP = 40;

  private final Console console;
  private final String trace;
  private final LoopModel loop;
  private final TaskTree tree;
  private final Naming naming;

  TreeView(Console console, String trace, LoopModel loop, TaskTree tree) {
    this.console = console;
    this.trace = trace;
    this.loop = loop;
    this.tree = tree;
    naming = new Naming(loop);
  }

  private boolean awaits() {
    return tree.kind().equals("await");
  }

  /** Prints it, a task a line. */
  void print() {
    heading();
    List<Boolean> lasts = new ArrayList<>();
    for (Node node : tree.nodes()) {
      while (lasts.size() > node.depth()) {
        lasts.removeLast();
      }
      console.out().println(branches(lasts, node) + label(node));
      lasts.add(node.last());
    }
  }

  private void heading() {
    String what =
        awaits() ? "who waits for what, each below what it waits for" : "who created whom";
    console
        .out()
        .println(
            Colour.STRONG.on(console, Plain.text(trace))
                + ": loop %d after seq %d, at %s: %s"
                    .formatted(
                        loop.number(),
                        loop.seq(),
                        duration(loop.t()),
                        tree.nodes().isEmpty() ? "no tasks" : what));
  }

  /** The lines that lead to a node; {@code lasts} tells of each above it whether none follows. */
  private String branches(List<Boolean> lasts, Node node) {
    if (node.depth() == 0) {
      return "";
    }
    if (node.depth() > DEEP) {
      return "(" + node.depth() + " deep) ";
    }
    StringBuilder line = new StringBuilder();
    lasts.subList(1, node.depth()).forEach(last -> line.append(last ? "   " : bar() + "  "));
    line.append(node.last() ? corner() : fork()).append(' ');
    return Colour.FAINT.on(console, line.toString());
  }

  private String bar() {
    return console.unicode() ? "│" : "|";
  }

  private String fork() {
    return console.unicode() ? "├─" : "|-";
  }

  private String corner() {
    return console.unicode() ? "└─" : "`-";
  }

  private String label(Node node) {
    TaskSnapshot task = node.task();
    if (task == null) {
      return Plain.text(naming.awaited(node.id(), node.what()));
    }
    return Colour.STRONG.on(console, Plain.text(task.title()))
        + Colour.FAINT.on(console, " #" + task.id())
        + "  "
        + Naming.colour(task.state()).on(console, Plain.text(state(task, node.depth())))
        + (node.circle() ? Colour.FAILED.on(console, "  " + circle(task)) : "");
  }

  private String state(TaskSnapshot task, int depth) {
    boolean waits = task.state() instanceof TaskState.Paused paused && paused.on() != 0;
    String doing = awaits() && depth > 0 ? "" : naming.doing(task, console.arrow());
    return task.state().text() + (doing.isEmpty() ? "" : (waits ? " on " : ", ") + doing);
  }

  private String circle(TaskSnapshot task) {
    return awaits()
        ? "waits in a circle, for " + Plain.text(naming.task(task.awaits().getFirst().id()))
        : "was created in a circle, by " + Plain.text(naming.task(task.parent()));
  }

  /** The same as an object: the nodes in order of printing, each with its depth. */
  Map<String, Object> json() {
    return Json.object(
        "trace", trace,
        "loop", loop.number(),
        "seq", loop.seq(),
        "t", loop.t(),
        "tree", tree.kind(),
        "nodes", tree.nodes().stream().map(TreeView::node).toList());
  }

  private static Map<String, Object> node(Node node) {
    TaskSnapshot task = node.task();
    return task == null
        ? Json.object("depth", node.depth(), "future", node.id(), "what", node.what())
        : Json.object(
            "depth", node.depth(),
            "task", task.id(),
            "name", task.name(),
            "coro", task.coro(),
            "parent", Json.id(task.parent()),
            "state", task.state().text(),
            "on", task.state() instanceof TaskState.Paused p ? Json.id(p.on()) : null,
            "outcome", task.state() instanceof TaskState.Done d ? d.outcome().text() : null,
            "circle", node.circle() ? true : null);
  }
}
