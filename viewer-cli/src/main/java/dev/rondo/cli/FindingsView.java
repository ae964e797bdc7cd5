package dev.rondo.cli;

import dev.rondo.trace.verify.Finding;
import dev.rondo.trace.verify.Verification.Checked;
import dev.rondo.trace.verify.Verifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How the findings of {@code verify} look: as lines that are printed when they are made, {@code
 * FILE:LINE: RULE: SENTENCE}, or as one object for each trace.
 */
final class FindingsView {
  private final Console console;
  private final boolean json;
  private final List<Map<String, Object>> objects = new ArrayList<>();
  private long count;

  FindingsView(Console console, boolean json) {
    this.console = console;
    this.json = json;
  }

  /** How many there are. */
  long count() {
    return count;
  }

  /** Shows a finding. */
  void found(Finding finding) {
    count++;
    if (json) {
      objects.add(object(finding));
    } else {
      console.out().println(line(finding));
    }
  }

  private String line(Finding finding) {
    String place = finding.file() + (finding.line() > 0 ? ":" + finding.line() : "");
    String event = finding.seq() > 0 ? "seq " + finding.seq() + ": " : "";
    return Plain.text(place)
        + ": "
        + Colour.FAILED.on(console, finding.rule().id())
        + ": "
        + Plain.text(event + finding.sentence())
        + (finding.state().isEmpty()
            ? ""
            : Colour.FAINT.on(console, " (" + Plain.text(finding.state()) + ")"));
  }

  /** Shows what the check of a trace gave as a whole. */
  void end(Reading trace, Verifier verifier) {
    Checked checked = verifier.checked();
    if (json) {
      Json.print(console, object(trace, verifier, checked));
      return;
    }
    verifier.notes().stream()
        .filter(note -> !note.startsWith("incomplete"))
        .forEach(note -> console.warn(trace.name() + ": " + Plain.text(note)));
    console
        .out()
        .println(Plain.text(trace.name()) + ": " + verdict() + "; checked " + amount(checked));
  }

  private static String amount(Checked checked) {
    return String.join(
            ", ",
            Plain.count(checked.events(), "event"),
            Plain.count(checked.tasks(), "task"),
            Plain.count(checked.slices(), "slice"),
            Plain.count(checked.handles(), "queue entry", "queue entries"),
            Plain.count(checked.timers(), "timer"))
        + " on "
        + Plain.count(checked.loops(), "loop")
        + " against "
        + Plain.count(checked.rules(), "rule");
  }

  private String verdict() {
    return count == 0
        ? Colour.DONE.on(console, "correct")
        : Colour.FAILED.on(console, Plain.count(count, "finding"));
  }

  private static Map<String, Object> object(Finding finding) {
    return Json.object(
        "line", Json.id(finding.line()),
        "loop", finding.loop() == 0 ? null : finding.loop(),
        "seq", Json.id(finding.seq()),
        "rule", finding.rule().id(),
        "found", finding.found(),
        "expected", finding.expected(),
        "state", finding.state().isEmpty() ? null : finding.state());
  }

  private Map<String, Object> object(Reading trace, Verifier verifier, Checked checked) {
    return Json.object(
        "trace",
        trace.name(),
        "correct",
        count == 0,
        "complete",
        trace.reader().footer() != null,
        "findings",
        objects,
        "notes",
        Json.filled(verifier.notes()),
        "checked",
        Json.object(
            "loops", checked.loops(),
            "events", checked.events(),
            "tasks", checked.tasks(),
            "slices", checked.slices(),
            "handles", checked.handles(),
            "timers", checked.timers(),
            "rules", checked.rules()));
  }
}
