package dev.rondo.trace.diff;

import dev.rondo.trace.diff.Comparison.TaskRef;
import dev.rondo.trace.diff.Difference.Side;
import java.util.List;

/** A comparison of two traces in words: the verdict, the first difference, and the others. */
public final class DiffText {

  /** So many tasks that only one side has are named, and places shown; of more, the number. */
  private static final int TASKS = 10;

  private static final int HUNKS = 20;
  private static final int CHANGES = 12;

  /** What a word stands for: what is shown in colour where there are colours. */
  public enum Tone {
    PLAIN,
    GOOD,
    BAD,
    STRONG,
    FAINT,
    LEFT,
    RIGHT
  }

  /** Where the lines go. */
  public interface Lines {

    /**
     * A line: behind an indent, a word in its tone, and (after a blank) a text; either may be
     * empty.
     */
    void line(String indent, Tone tone, String word, String text);
  }

  private final String left;
  private final String right;
  private final Comparison result;
  private final Lines out;

  private DiffText(String left, String right, Comparison result, Lines out) {
    this.left = left;
    this.right = right;
    this.result = result;
    this.out = out;
  }

  /** Tells what the comparison of the traces of these names gave. */
  public static void tell(String left, String right, Comparison result, Lines out) {
    new DiffText(left, right, result, out).tell();
  }

  /** Of the same the verdict and all differences, without telling the first at length. */
  public static void tellAll(String left, String right, Comparison result, Lines out) {
    DiffText diff = new DiffText(left, right, result, out);
    diff.verdict();
    diff.others();
  }

  /** The same as one text, without colours. */
  public static String of(String left, String right, Comparison result) {
    StringBuilder text = new StringBuilder();
    new DiffText(left, right, result, into(text)).tell();
    return text.toString();
  }

  /** Of the same only the verdict and the first difference. */
  public static String first(String left, String right, Comparison result) {
    StringBuilder text = new StringBuilder();
    DiffText diff = new DiffText(left, right, result, into(text));
    diff.verdict();
    if (result.first() != null) {
      diff.first(result.first());
    }
    return text.toString();
  }

  private static Lines into(StringBuilder text) {
    return (indent, tone, word, rest) -> {
      String space = word.isEmpty() || rest.isEmpty() ? "" : " ";
      text.append((indent + word + space + rest).stripTrailing()).append('\n');
    };
  }

  private void line(String indent, String text) {
    out.line(indent, Tone.PLAIN, text, "");
  }

  private void blank() {
    line("", "");
  }

  private void tell() {
    verdict();
    Difference first = result.first();
    if (first != null) {
      first(first);
    }
    others();
  }

  private void others() {
    hunks();
    tasks("only in " + left, result.leftOnly());
    tasks("only in " + right, result.rightOnly());
  }

  private void verdict() {
    Verdict verdict = result.verdict();
    Tone tone =
        switch (verdict) {
          case IDENTICAL, EQUIVALENT -> Tone.GOOD;
          case DIFFERENT, UNKNOWN -> Tone.BAD;
        };
    String word = verdict == Verdict.UNKNOWN ? "can't compare" : verdict.text();
    out.line("", tone, word + ":", explained());
  }

  private String explained() {
    String same = count(result.compared(), "event");
    return switch (result.verdict()) {
      case IDENTICAL -> same + " compared";
      case EQUIVALENT -> same + " compared, some in another order that makes no difference";
      case DIFFERENT -> same + " the same, " + count(result.changed(), "difference");
      case UNKNOWN -> String.valueOf(result.reason());
    };
  }

  // -- the first difference -----------------------------------------------------------------------

  private void first(Difference first) {
    blank();
    out.line("", Tone.STRONG, "first:", first.summary());
    line("       ", origin(first));
    if (!first.before().isEmpty()) {
      blank();
      out.line("", Tone.STRONG, "before that, on both sides:", "");
      first.before().forEach(step -> line(seq(step.leftSeq()), step.sentence()));
    }
    side("-", left, Tone.LEFT, first.left());
    side("+", right, Tone.RIGHT, first.right());
  }

  private static String origin(Difference first) {
    return switch (first.origin()) {
      case INPUT ->
          "an input came otherwise: "
              + switch (first.input()) {
                case TIMER -> "a timer was due at another time";
                case IO -> "a channel was ready at another time";
                case VALUE -> "the program took another value from outside";
                case null, default -> "another thread handed over at another time";
              };
      case PROGRAM -> "the program decided otherwise, after the same steps";
      case SCHEDULE -> "the loop chose another entry of its ready queue";
    };
  }

  private static String seq(long seq) {
    return seq == 0 ? "         " : "%7d  ".formatted(seq);
  }

  private void side(String sign, String trace, Tone tone, Side side) {
    blank();
    String where = side.line() == 0 ? trace : trace + ":" + side.line();
    String loop = side.loop() > 1 ? ", loop " + side.loop() : "";
    out.line("", tone, sign + " " + where + loop, "");
    if (side.event() == null) {
      line("         ", side.sentence());
    }
    side.step()
        .forEach(deed -> {
          boolean here = side.event() != null && deed.seq() == side.seq();
          String text = deed.sentence();
          out.line(
              (here ? ">" : " ") + seq(deed.seq()).substring(1),
              here ? tone : Tone.PLAIN,
              text,
              "");
        });
    if (!side.chain().isEmpty()) {
      out.line("         ", Tone.FAINT, "because, latest first:", "");
    }
    side.chain()
        .forEach(link -> line("         " + (link.common() ? "= " : "- "), link.sentence()));
  }

  // -- the others ---------------------------------------------------------------------------------

  private void hunks() {
    List<List<Change>> hunks = result.hunks();
    if (hunks.isEmpty()) {
      return; // the order alone
    }
    blank();
    String places = count(hunks.size(), "place");
    out.line("", Tone.STRONG, "all differences, in " + places + ":", "");
    hunks.stream().limit(HUNKS).forEach(this::hunk);
    if (hunks.size() > HUNKS) {
      line("  ", "and " + count(hunks.size() - HUNKS, "place") + " more: see --json");
    }
  }

  private void hunk(List<Change> changes) {
    out.line("  ", Tone.FAINT, "at " + place(changes.getFirst()), "");
    changes.stream().limit(CHANGES).forEach(this::change);
    if (changes.size() > CHANGES) {
      line("    ", "and " + count(changes.size() - CHANGES, "difference") + " more");
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
    line("    ", change.who() + ", " + what + ":");
    if (!change.left().isEmpty()) {
      out.line("      - ", Tone.LEFT, change.left(), "");
    }
    if (!change.right().isEmpty()) {
      out.line("      + ", Tone.RIGHT, change.right(), "");
    }
  }

  private void tasks(String where, List<TaskRef> tasks) {
    if (tasks.isEmpty()) {
      return;
    }
    blank();
    out.line("", Tone.STRONG, "tasks " + where + ":", "");
    tasks.stream().limit(TASKS).forEach(task -> line("    ", described(task)));
    if (tasks.size() > TASKS) {
      line("    ", "and " + (tasks.size() - TASKS) + " more");
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
            count(task.steps(), "step"));
  }

  private static String count(long n, String what) {
    return "%,d %s".formatted(n, n == 1 ? what : what + "s");
  }
}
