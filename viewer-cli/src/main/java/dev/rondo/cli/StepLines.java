package dev.rondo.cli;

import dev.rondo.trace.TraceEvent;
import dev.rondo.trace.TraceHeader;
import dev.rondo.trace.TraceWriter;
import dev.rondo.trace.model.Cause;
import dev.rondo.trace.model.LoopModel;
import dev.rondo.trace.model.Slice;
import dev.rondo.trace.model.Step;
import dev.rondo.trace.model.TraceModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How the steps of a trace look, a line each. */
final class StepLines {

  /** How wide a column gets at most. */
  private static final int WIDEST = 40;

  /** By so many steps the columns are measured. */
  private static final int MEASURED = 200;

  private final Console console;
  private final int decimals;
  private TraceModel model = new TraceModel();
  private final List<Row> waiting = new ArrayList<>();
  private @Nullable Widths widths;

  private record Row(String seq, String time, String ready, String who, String why, String did) {}

  private record Widths(int who, int why) {}

  StepLines(Console console, TraceHeader header) {
    this.console = console;
    decimals = EventLine.decimals(header);
  }

  /** The model that tells the names. */
  void follow(TraceModel model) {
    this.model = model;
  }

  /** Takes a step to print. */
  void print(Step step) {
    Slice slice = step.slice();
    LoopModel loop = model.loop(slice.loop());
    if (loop == null) {
      return;
    }
    String seq = (model.loops().size() > 1 ? slice.loop() + ":" : "") + slice.begin();
    String who = Plain.text(step.title() + (slice.task() == 0 ? "()" : ""));
    row(
        new Row(
            seq,
            EventLine.milliseconds(slice.start(), decimals),
            String.valueOf(step.ready()),
            who,
            Plain.text(because(step)),
            Plain.text(Deeds.of(step, loop))));
  }

  private void row(Row row) {
    if (widths != null) {
      line(row, Colour.RUNNING, widths);
    } else {
      waiting.add(row);
      if (waiting.size() == MEASURED) {
        end();
      }
    }
  }

  /** Prints what waits to be aligned. */
  void end() {
    if (widths == null && !waiting.isEmpty()) {
      widths = new Widths(width(Row::who), width(Row::why));
      line(new Row("seq", "time", "ready", "ran", "because", "did"), Colour.FAINT, widths);
      waiting.forEach(row -> line(row, Colour.RUNNING, widths));
      waiting.clear();
    }
  }

  private int width(Function<Row, String> column) {
    int widest = waiting.stream().map(column).mapToInt(Plain::width).max().orElse(0);
    return Math.clamp(widest, 8, WIDEST);
  }

  private void line(Row row, Colour colour, Widths widths) {
    String when = "%7s %14s %5s  ".formatted(row.seq, row.time, row.ready);
    String who = Plain.pad(row.who, widths.who);
    String rest = "  " + Plain.pad(row.why, widths.why) + "  " + row.did;
    int room = console.columns() - Plain.width(when + who);
    String fitting = console.columns() == 0 ? rest : Plain.cut(rest, room, console.more());
    console.out().println((when + colour.on(console, who) + fitting).stripTrailing());
  }

  private static String because(Step step) {
    Cause cause = step.slice().cause();
    if (cause == null) {
      return "?";
    }
    return step.slice().eager()
        ? "it starts eagerly"
        : Naming.because(cause.why(), String.valueOf(step.of()));
  }

  /** A step as an object; the events in it are as the trace has them. */
  Map<String, Object> json(Step step) {
    Slice slice = step.slice();
    TraceEvent ending = slice.ending();
    return Json.object(
        "loop", slice.loop(),
        "step", step.number(),
        "turn", slice.turn(),
        "seq", slice.begin(),
        "end", Json.id(slice.end()),
        "t", slice.start(),
        "ns", slice.run(),
        "task", Json.id(slice.task()),
        "name", slice.name(),
        "eager", slice.eager() ? true : null,
        "cause", slice.cause() == null ? null : StateJson.cause(slice.cause()),
        "by", step.by(),
        "ready", step.ready(),
        "did", Json.filled(step.deeds().stream().map(StepLines::raw).toList()),
        "ending", ending == null ? null : raw(ending),
        "wakes", Json.filled(step.wakes().stream().map(StepLines::wake).toList()));
  }

  private static Json.Raw raw(TraceEvent event) {
    return new Json.Raw(TraceWriter.line(event));
  }

  private static Map<String, Object> wake(Step.Wake wake) {
    return Json.object(
        "seq", wake.seq(),
        "task", Json.id(wake.task()),
        "title", wake.title(),
        "why", wake.why().text());
  }
}
