package dev.rondo.cli;

import dev.rondo.trace.TraceWriter;
import dev.rondo.trace.diff.Change;
import dev.rondo.trace.diff.Comparison;
import dev.rondo.trace.diff.Comparison.TaskRef;
import dev.rondo.trace.diff.Difference;
import dev.rondo.trace.diff.Difference.Side;
import dev.rondo.trace.diff.Timing;
import dev.rondo.trace.model.TaskTimes;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The comparison of two traces as an object: docs/diff.schema.json says what is in it. */
record DiffJson(String left, String right, Comparison result) {

  Map<String, Object> object() {
    return Json.object(
        "verdict", result.verdict().text(),
        "reason", result.reason(),
        "left", left,
        "right", right,
        "compared", result.compared(),
        "leftComplete", result.leftComplete(),
        "rightComplete", result.rightComplete(),
        "first", first(result.first()),
        "changed", result.first() == null ? null : result.changed(),
        "hunks", Json.filled(result.hunks().stream().map(DiffJson::hunk).toList()),
        "leftOnly", Json.filled(result.leftOnly().stream().map(DiffJson::task).toList()),
        "rightOnly", Json.filled(result.rightOnly().stream().map(DiffJson::task).toList()),
        "timing", Json.filled(result.timing().stream().map(DiffJson::timing).toList()),
        "notes", Json.filled(result.notes()));
  }

  private static @Nullable Object first(@Nullable Difference first) {
    return first == null
        ? null
        : Json.object(
            "aspect", first.aspect(),
            "summary", first.summary(),
            "origin", first.origin().text(),
            "input", first.input() == null ? null : first.input().text(),
            "left", side(first.left()),
            "right", side(first.right()),
            "before",
                first.before().stream()
                    .map(step ->
                        Json.object(
                            "left", step.leftSeq(),
                            "right", step.rightSeq(),
                            "sentence", step.sentence()))
                    .toList());
  }

  private static Map<String, Object> side(Side side) {
    return Json.object(
        "loop", Json.id(side.loop()),
        "seq", Json.id(side.seq()),
        "line", Json.id(side.line()),
        "event", side.event() == null ? null : new Json.Raw(TraceWriter.line(side.event())),
        "sentence", side.sentence(),
        "who", side.who(),
        "step",
            side.step().stream()
                .map(deed -> Json.object("seq", deed.seq(), "sentence", deed.sentence()))
                .toList(),
        "chain",
            side.chain().stream()
                .map(link ->
                    Json.object(
                        "seq", link.seq(),
                        "end", link.end(),
                        "who", link.who(),
                        "common", link.common(),
                        "sentence", link.sentence()))
                .toList());
  }

  private static Map<String, Object> hunk(List<Change> changes) {
    return Json.object("changes", changes.stream().map(DiffJson::change).toList());
  }

  private static Map<String, Object> change(Change change) {
    return Json.object(
        "kind", change.kind().text(),
        "loop", Json.id(change.leftLoop()),
        "leftSeq", Json.id(change.leftSeq()),
        "rightSeq", Json.id(change.rightSeq()),
        "who", change.who(),
        "aspect", change.aspect(),
        "left", change.left().isEmpty() ? null : change.left(),
        "right", change.right().isEmpty() ? null : change.right());
  }

  private static Map<String, Object> task(TaskRef task) {
    return Json.object(
        "loop", task.loop(),
        "task", task.task(),
        "name", task.name(),
        "coro", task.coro(),
        "parent", task.parent(),
        "seq", task.seq(),
        "steps", task.steps());
  }

  private static Map<String, Object> timing(Timing timing) {
    return Json.object(
        "path", timing.path(), "left", times(timing.left()), "right", times(timing.right()));
  }

  private static Map<String, Object> times(TaskTimes times) {
    return Json.object(
        "slices", times.slices(),
        "run", times.run(),
        "ready", times.ready(),
        "suspended", times.suspended());
  }
}
