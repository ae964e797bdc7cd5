package dev.rondo.cli;

import dev.rondo.trace.diff.Change;
import dev.rondo.trace.diff.Comparison;
import dev.rondo.trace.diff.Comparison.TaskRef;
import dev.rondo.trace.diff.Difference;
import dev.rondo.trace.diff.Difference.Side;
import dev.rondo.trace.diff.Timing;
import dev.rondo.trace.diff.Verdict;
import java.util.List;

/** How the comparison of two traces looks: fit for a terminal of 80 columns. */
final class DiffView {

  /** So many tasks that only one side has are named, and places shown; of more, the number. */
  private static final int TASKS = 10;

  private static final int HUNKS = 20;
  private static final int CHANGES = 12;

  private final Console console;
  private final String left;
  private final String right;
  private final Comparison result;
  private final Paragraphs out;

  /** A view of what the comparison of the traces of these names gave. */
  DiffView(Console console, String left, String right, Comparison result) {
    this.console = console;
    this.left = Plain.text(left);
    this.right = Plain.text(right);
    this.result = result;
    out = new Paragraphs(console);
  }

  /** Prints the verdict and, where there are any, the first difference and the others. */
  void print() {
    Verdict verdict = result.verdict();
    Colour colour =
        switch (verdict) {
          case IDENTICAL, EQUIVALENT -> Colour.DONE;
          case DIFFERENT, UNKNOWN -> Colour.FAILED;
        };
    String word = verdict == Verdict.UNKNOWN ? "can't compare" : verdict.text();
    out.line("", colour, word + ":", explained());
    Difference first = result.first();
    if (first != null) {
      first(first);
      hunks();
    }
    tasks("only in " + left, result.leftOnly());
    tasks("only in " + right, result.rightOnly());
    timing();
  }

  private String explained() {
    String same = Plain.count(result.compared(), "event");
    return switch (result.verdict()) {
      case IDENTICAL -> same + " compared";
      case EQUIVALENT -> same + " compared, some in another order that makes no difference";
      case DIFFERENT -> same + " the same, " + Plain.count(result.changed(), "difference");
      case UNKNOWN -> Plain.text(String.valueOf(result.reason()));
    };
  }

  // -- the first difference -----------------------------------------------------------------------

  private void first(Difference first) {
    out.blank();
    out.line("", Colour.STRONG, "first:", first.summary());
    out.line("       ", origin(first));
    if (!first.before().isEmpty()) {
      out.blank();
      out.line("", Colour.STRONG, "before that, on both sides:", "");
      first.before().forEach(step -> out.line(seq(step.leftSeq()), step.sentence()));
    }
    side("-", left, Colour.FAILED, first.left());
    side("+", right, Colour.DONE, first.right());
  }

  private static String origin(Difference first) {
    return switch (first.origin()) {
      case INPUT ->
          switch (String.valueOf(first.input() == null ? null : first.input().text())) {
            case "timer" -> "an input came otherwise: a timer was due at another time";
            case "io" -> "an input came otherwise: a channel was ready at another time";
            default -> "an input came otherwise: another thread handed over at another time";
          };
      case PROGRAM -> "the program decided otherwise, after the same steps";
      case SCHEDULE -> "the loop chose another entry of its ready queue";
    };
  }

  private static String seq(long seq) {
    return seq == 0 ? "         " : "%7d  ".formatted(seq);
  }

  private void side(String sign, String trace, Colour colour, Side side) {
    out.blank();
    String where = side.line() == 0 ? trace : trace + ":" + side.line();
    String loop = side.loop() > 1 ? ", loop " + side.loop() : "";
    out.line("", colour, sign + " " + where + loop, "");
    if (side.event() == null) {
      out.line("         ", side.sentence());
    }
    side.step()
        .forEach(deed -> {
          boolean here = side.event() != null && deed.seq() == side.seq();
          String text = deed.sentence();
          out.line((here ? ">" : " ") + seq(deed.seq()).substring(1), here ? colour : null, text);
        });
    if (!side.chain().isEmpty()) {
      out.line("         ", Colour.FAINT, "because, latest first:", "");
    }
    side.chain()
        .forEach(link -> out.line("         " + (link.common() ? "= " : "- "), link.sentence()));
  }

  // -- the others ---------------------------------------------------------------------------------

  private void hunks() {
    List<List<Change>> hunks = result.hunks();
    if (hunks.isEmpty()) {
      return; // the order alone
    }
    out.blank();
    String places = Plain.count(hunks.size(), "place");
    out.line("", Colour.STRONG, "all differences, in " + places + ":", "");
    hunks.stream().limit(HUNKS).forEach(this::hunk);
    if (hunks.size() > HUNKS) {
      out.line("  ", "and " + Plain.count(hunks.size() - HUNKS, "place") + " more: see --json");
    }
  }

  private void hunk(List<Change> changes) {
    out.line("  ", Colour.FAINT, "at " + place(changes.getFirst()), "");
    changes.stream().limit(CHANGES).forEach(this::change);
    if (changes.size() > CHANGES) {
      out.line("    ", "and " + Plain.count(changes.size() - CHANGES, "difference") + " more");
    }
  }

  private static String place(Change change) {
    String l = change.leftSeq() == 0 ? "" : "seq " + change.leftSeq();
    String r = change.rightSeq() == 0 ? "" : "seq " + change.rightSeq();
    String loop = change.leftLoop() > 1 ? " of loop " + change.leftLoop() : "";
    String both =
        l.equals(r) ? l : l.isEmpty() ? r + " right" : r.isEmpty() ? l + " left" : l + " / " + r;
    return both + loop;
  }

  private void change(Change change) {
    String what =
        switch (change.kind()) {
          case MOVED -> "moved";
          case CHANGED ->
              "changed, " + (change.aspect().equals("event") ? "does" : change.aspect());
          case LEFT_ONLY -> "missing on the right";
          case RIGHT_ONLY -> "new on the right";
          case RENAMED -> "renamed";
        };
    out.line("    ", change.who() + ", " + what + ":");
    if (!change.left().isEmpty()) {
      out.line("      - ", Colour.FAILED, change.left());
    }
    if (!change.right().isEmpty()) {
      out.line("      + ", Colour.DONE, change.right());
    }
  }

  private void tasks(String where, List<TaskRef> tasks) {
    if (tasks.isEmpty()) {
      return;
    }
    out.blank();
    out.line("", Colour.STRONG, "tasks " + where + ":", "");
    tasks.stream().limit(TASKS).forEach(task -> out.line("    ", described(task)));
    if (tasks.size() > TASKS) {
      out.line("    ", "and " + (tasks.size() - TASKS) + " more");
    }
  }

  private static String described(TaskRef task) {
    return "%s #%d, coroutine %s%s, seq %d, %s"
        .formatted(
            task.name(),
            task.task(),
            task.coro(),
            task.parent() == null ? "" : ", by " + task.parent(),
            task.seq(),
            Plain.count(task.steps(), "step"));
  }

  // -- times --------------------------------------------------------------------------------------

  private void timing() {
    if (result.timing().isEmpty()) {
      return;
    }
    out.blank();
    Table table =
        new Table(
            console,
            "",
            List.of("run", "", "ready", "", "suspended", "", "task"),
            java.util.Set.of("run", "", "ready", "suspended"));
    result.timing().forEach(timing -> row(table, timing));
    table.print();
  }

  private static void row(Table table, Timing timing) {
    table.row(
        Table.Cell.of(time(timing.left().run())),
        Table.Cell.of(time(timing.right().run())),
        Table.Cell.of(time(timing.left().ready())),
        Table.Cell.of(time(timing.right().ready())),
        Table.Cell.of(time(timing.left().suspended())),
        Table.Cell.of(time(timing.right().suspended())),
        Table.Cell.of(timing.path()));
  }

  private static String time(long nanos) {
    return dev.rondo.trace.model.Narration.duration(nanos);
  }
}
