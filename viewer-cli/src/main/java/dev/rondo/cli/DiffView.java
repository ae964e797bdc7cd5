package dev.rondo.cli;

import dev.rondo.trace.TraceWriter;
import dev.rondo.trace.diff.Comparison;
import dev.rondo.trace.diff.Comparison.TaskRef;
import dev.rondo.trace.diff.Difference;
import dev.rondo.trace.diff.Difference.Side;
import dev.rondo.trace.diff.Verdict;
import dev.rondo.trace.model.ReadyHandle;
import dev.rondo.trace.model.Slice;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** How the comparison of two traces looks. */
final class DiffView {

  /** So many tasks that only one side has are named; of more, the number. */
  private static final int TASKS = 10;

  private final Console console;
  private final String left;
  private final String right;
  private final Comparison result;

  /** A view of what the comparison of the traces of these names gave. */
  DiffView(Console console, String left, String right, Comparison result) {
    this.console = console;
    this.left = Plain.text(left);
    this.right = Plain.text(right);
    this.result = result;
  }

  /** Prints the verdict and, where there is one, the first difference. */
  void print() {
    Verdict verdict = result.verdict();
    Colour colour =
        switch (verdict) {
          case IDENTICAL, EQUIVALENT -> Colour.DONE;
          case DIFFERENT, UNKNOWN -> Colour.FAILED;
        };
    String word = verdict == Verdict.UNKNOWN ? "can't compare" : verdict.text();
    line(colour.on(console, word) + ": " + explained());
    Difference first = result.first();
    if (first != null) {
      print(first);
    }
    tasks("only in " + left, result.leftOnly());
    tasks("only in " + right, result.rightOnly());
  }

  private String explained() {
    String same = Plain.count(result.compared(), "event");
    String reason = result.reason();
    return switch (result.verdict()) {
      case IDENTICAL -> same + " compared";
      case EQUIVALENT -> same + " compared, some in another order that makes no difference";
      case DIFFERENT -> same + " the same; the first difference is in " + aspect();
      case UNKNOWN -> Plain.text(String.valueOf(reason));
    };
  }

  private String aspect() {
    Difference first = result.first();
    String aspect = first == null ? "event" : first.aspect();
    return aspect.equals("event") ? "what happens" : "its " + aspect;
  }

  private void print(Difference first) {
    line("");
    first
        .before()
        .forEach(step ->
            line(
                Colour.FAINT.on(
                    console,
                    "    seq %s  %s"
                        .formatted(
                            step.leftSeq() == step.rightSeq()
                                ? step.leftSeq()
                                : step.leftSeq() + "/" + step.rightSeq(),
                            Plain.text(step.sentence())))));
    line(Colour.FAILED.on(console, "  - " + place(left, first.left())));
    line(Colour.DONE.on(console, "  + " + place(right, first.right())));
    if (about(first.left()).equals(about(first.right()))) {
      state("on both sides", first.left());
    } else {
      state("in " + left, first.left());
      state("in " + right, first.right());
    }
  }

  private static List<Object> about(Side side) {
    return List.of(running(side), ready(side), side.because());
  }

  private String place(String trace, Side side) {
    String where = side.line() == 0 ? trace : trace + ":" + side.line();
    String seq = side.seq() == 0 ? "" : "  seq " + side.seq();
    String loop = side.loop() > 1 ? " of loop " + side.loop() : "";
    return where + seq + loop + "  " + Plain.text(side.sentence());
  }

  private void state(String where, Side side) {
    line("");
    line(Colour.STRONG.on(console, "just before, " + where + ":"));
    line("    running: " + Plain.text(running(side)));
    line("    ready:   " + Plain.text(ready(side)));
    if (!side.because().isEmpty()) {
      line(Colour.STRONG.on(console, "what led there, latest first:"));
      side.because().forEach(sentence -> line("    " + Plain.text(sentence)));
    }
  }

  private static String running(Side side) {
    return side.running().isEmpty()
        ? "nothing"
        : side.running().stream().map(Slice::name).collect(Collectors.joining(", "));
  }

  private static String ready(Side side) {
    return side.ready().isEmpty()
        ? "nothing"
        : side.ready().stream().map(ReadyHandle::name).collect(Collectors.joining(", "));
  }

  private void tasks(String where, List<TaskRef> tasks) {
    if (tasks.isEmpty()) {
      return;
    }
    line("");
    line(Colour.STRONG.on(console, "tasks " + where + ":"));
    tasks.stream()
        .limit(TASKS)
        .forEach(task ->
            line(
                "    %s #%d, coroutine %s%s, seq %d"
                    .formatted(
                        Plain.text(task.name()),
                        task.task(),
                        Plain.text(task.coro()),
                        task.parent() == null ? "" : ", by " + Plain.text(task.parent()),
                        task.seq())));
    if (tasks.size() > TASKS) {
      line("    and " + (tasks.size() - TASKS) + " more");
    }
  }

  private void line(String text) {
    console.out().println(text);
  }

  /** The same as an object. */
  Map<String, Object> json() {
    Difference first = result.first();
    return Json.object(
        "verdict", result.verdict().text(),
        "reason", result.reason(),
        "left", left,
        "right", right,
        "compared", result.compared(),
        "leftComplete", result.leftComplete(),
        "rightComplete", result.rightComplete(),
        "first", first == null ? null : json(first),
        "leftOnly", Json.filled(result.leftOnly().stream().map(DiffView::json).toList()),
        "rightOnly", Json.filled(result.rightOnly().stream().map(DiffView::json).toList()),
        "notes", Json.filled(result.notes()));
  }

  private static Map<String, Object> json(Difference first) {
    return Json.object(
        "aspect", first.aspect(),
        "left", json(first.left()),
        "right", json(first.right()),
        "before",
            first.before().stream()
                .map(step ->
                    Json.object(
                        "left", step.leftSeq(),
                        "right", step.rightSeq(),
                        "sentence", step.sentence()))
                .toList());
  }

  private static Map<String, Object> json(Side side) {
    return Json.object(
        "loop", side.loop() == 0 ? null : side.loop(),
        "seq", Json.id(side.seq()),
        "line", Json.id(side.line()),
        "event", side.event() == null ? null : new Json.Raw(TraceWriter.line(side.event())),
        "sentence", side.sentence(),
        "running", side.running().stream().map(Slice::name).toList(),
        "ready", side.ready().stream().map(StateJson::ready).toList(),
        "chain", side.chain().stream().map(DiffView::json).toList(),
        "because", side.because());
  }

  private static Map<String, Object> json(Slice slice) {
    return Json.object(
        "seq", slice.begin(),
        "end", Json.id(slice.end()),
        "task", Json.id(slice.task()),
        "name", slice.name(),
        "cause", slice.cause() == null ? null : StateJson.cause(slice.cause()));
  }

  private static Map<String, Object> json(TaskRef task) {
    return Json.object(
        "loop", task.loop(),
        "task", task.task(),
        "name", task.name(),
        "coro", task.coro(),
        "parent", task.parent(),
        "seq", task.seq());
  }
}
