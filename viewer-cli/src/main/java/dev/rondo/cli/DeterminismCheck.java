package dev.rondo.cli;

import dev.rondo.trace.TraceReader;
import dev.rondo.trace.diff.Comparison;
import dev.rondo.trace.diff.DiffOptions;
import dev.rondo.trace.diff.DiffOptions.Level;
import dev.rondo.trace.diff.Difference;
import dev.rondo.trace.diff.Selection;
import dev.rondo.trace.diff.TraceDiff;
import dev.rondo.trace.diff.Verdict;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Whether two runs of a program did the same. On a virtual clock each event has to be the same, in
 * the same order; on a real one, steps that share nothing may change places.
 *
 * @param exitCodes the programs' own, in the order of the traces
 */
record DeterminismCheck(Console console, List<Path> traces, List<Integer> exitCodes) {

  /** Prints what was found, and gives the exit code that says so. */
  int report(boolean json) {
    try (TraceReader first = TraceReader.open(traces.get(0));
        TraceReader second = TraceReader.open(traces.get(1))) {
      boolean virtual = first.header().clock().equals("virtual");
      Level level = virtual ? Level.ORDER : Level.CAUSAL;
      DiffOptions options = new DiffOptions(level, Selection.ALL, false, false);
      Comparison result = TraceDiff.compare(first, second, options, () -> {});
      result.notes().forEach(note -> console.warn(Plain.text(note)));
      if (json) {
        Json.print(console, object(result, first.header().clock()));
      } else {
        print(result, virtual);
      }
      return code(result);
    }
  }

  private boolean sameCode() {
    return exitCodes.get(0).equals(exitCodes.get(1));
  }

  private int code(Comparison result) {
    return switch (result.verdict()) {
      case IDENTICAL, EQUIVALENT -> sameCode() ? ExitCode.FINE : ExitCode.FINDINGS;
      case DIFFERENT -> ExitCode.FINDINGS;
      case UNKNOWN -> ExitCode.INPUT;
    };
  }

  private Map<String, Object> object(Comparison result, String clock) {
    return Json.object(
        "deterministic",
        result.verdict() == Verdict.UNKNOWN ? null : code(result) == ExitCode.FINE,
        "clock",
        clock,
        "exitCodes",
        exitCodes,
        "diff",
        new DiffJson(name(0), name(1), result).object());
  }

  private String name(int run) {
    return traces.get(run).toString();
  }

  private void print(Comparison result, boolean virtual) {
    boolean fine = code(result) == ExitCode.FINE;
    Paragraphs out = new Paragraphs(console);
    String word =
        result.verdict() == Verdict.UNKNOWN
            ? "can't tell:"
            : fine ? "deterministic:" : "not deterministic:";
    out.line("", fine ? Colour.DONE : Colour.FAILED, word, told(result));
    Difference first = result.first();
    if (first != null && first.origin() == Difference.Origin.INPUT && !virtual) {
      out.line("  ", "that is timing, as far as the traces tell: --clock virtual leaves time out");
    }
    if (result.verdict() == Verdict.DIFFERENT) {
      out.blank();
      new DiffView(console, name(0), name(1), result).print();
    }
  }

  private String told(Comparison result) {
    String events = Plain.count(result.compared(), "event");
    String codes =
        sameCode()
            ? "exit code " + exitCodes.get(0) + " both times"
            : "exit code " + exitCodes.get(0) + ", then " + exitCodes.get(1);
    return switch (result.verdict()) {
      case IDENTICAL -> "both runs did the same, " + events + "; " + codes;
      case EQUIVALENT ->
          "both runs did the same, "
              + events
              + ", some in another order that makes no difference: timing; "
              + codes;
      case DIFFERENT -> "the runs differ; " + codes;
      case UNKNOWN -> Plain.text(String.valueOf(result.reason()));
    };
  }
}
