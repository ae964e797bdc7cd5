package dev.rondo.cli;

import dev.rondo.cli.Table.Cell;
import dev.rondo.trace.lint.Check;
import dev.rondo.trace.lint.LintFinding;
import dev.rondo.trace.lint.LintSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How the findings of {@code lint} look: as lines that are printed when they are made, {@code
 * FILE:LINE: CHECK: SENTENCE}, or as one object for each trace.
 */
final class LintView {
  private final Console console;
  private final boolean json;
  private final String trace;
  private final List<Map<String, Object>> objects = new ArrayList<>();
  private long count;

  LintView(Console console, boolean json, String trace) {
    this.console = console;
    this.json = json;
    this.trace = trace;
  }

  /** How many findings there are. */
  long count() {
    return count;
  }

  /** Shows a finding. */
  void found(LintFinding finding) {
    count++;
    if (json) {
      objects.add(object(finding));
    } else {
      console.out().println(line(finding));
    }
  }

  private String line(LintFinding finding) {
    String place = trace + (finding.line() > 0 ? ":" + finding.line() : "");
    String event = finding.seq() > 0 ? "seq " + finding.seq() + ": " : "";
    String why = why(finding);
    return Plain.text(place)
        + ": "
        + Colour.FAILED.on(console, finding.check().id())
        + ": "
        + Plain.text(event + finding.sentence())
        + (why == null ? "" : Colour.FAINT.on(console, Plain.text(" (" + why + ")")));
  }

  private @Nullable String why(LintFinding finding) {
    return finding.why() == 0 ? null : "rondo why " + finding.loop() + ":" + finding.why();
  }

  /** Shows what the look at a trace gave as a whole. */
  void end(List<String> notes) {
    if (json) {
      Json.print(
          console, Json.object("trace", trace, "findings", objects, "notes", Json.filled(notes)));
      return;
    }
    notes.forEach(note -> console.out().println(Plain.text(trace + ": " + note)));
    if (count == 0) {
      console
          .out()
          .println(Plain.text(trace) + ": " + Colour.DONE.on(console, "nothing to look at"));
    }
  }

  private Map<String, Object> object(LintFinding finding) {
    return Json.object(
        "check", finding.check().id(),
        "line", Json.id(finding.line()),
        "loop", finding.loop() == 0 ? null : finding.loop(),
        "seq", Json.id(finding.seq()),
        "task", Json.id(finding.task()),
        "subject", finding.subject().isEmpty() ? null : finding.subject(),
        "text", finding.sentence(),
        "why", why(finding));
  }

  /** Lists the checks that are made, with their thresholds. */
  static void list(Console console, LintSettings settings) {
    Table table = new Table(console, "", List.of("CHECK", "FROM", "FINDS"), Set.of("FROM"));
    for (Check check : Check.values()) {
      if (settings.makes(check)) {
        table.row(
            Cell.of(check.id()),
            Cell.of(LintThreshold.text(check, settings)),
            Cell.of(check.text()));
      }
    }
    table.print();
  }
}
