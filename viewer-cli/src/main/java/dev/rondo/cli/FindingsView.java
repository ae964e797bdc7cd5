package dev.rondo.cli;

import dev.rondo.trace.rules.RuleCheck;
import dev.rondo.trace.rules.RuleFinding;
import dev.rondo.trace.rules.RuleResult;
import dev.rondo.trace.rules.Rules;
import dev.rondo.trace.verify.Finding;
import dev.rondo.trace.verify.Verification.Checked;
import dev.rondo.trace.verify.Verifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

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

  /** Shows a finding by a rule of the user's own. */
  void found(RuleFinding finding) {
    count++;
    if (json) {
      objects.add(object(finding));
    } else {
      String why = finding.explained() == 0 ? "" : "rondo why " + finding.explained();
      console
          .out()
          .println(
              line(
                  finding.file(),
                  finding.line(),
                  finding.seq(),
                  finding.rule(),
                  finding.sentence(),
                  why));
    }
  }

  private String line(Finding finding) {
    return line(
        finding.file(),
        finding.line(),
        finding.seq(),
        finding.rule().id(),
        finding.sentence(),
        finding.state());
  }

  private String line(
      String file, long line, long seq, String rule, String sentence, String beside) {
    return Plain.text(file + (line > 0 ? ":" + line : ""))
        + ": "
        + Colour.FAILED.on(console, Plain.text(rule))
        + ": "
        + Plain.text((seq > 0 ? "seq " + seq + ": " : "") + sentence)
        + (beside.isEmpty() ? "" : Colour.FAINT.on(console, " (" + Plain.text(beside) + ")"));
  }

  /** Shows what the check of a trace gave as a whole. */
  void end(Reading trace, Verifier verifier, Map<Rules, RuleCheck> own) {
    Checked checked = verifier.checked();
    if (json) {
      Json.print(console, object(trace, verifier, checked, own));
      return;
    }
    notes(verifier, own)
        .filter(note -> !note.startsWith("incomplete"))
        .forEach(note -> console.warn(trace.name() + ": " + Plain.text(note)));
    console
        .out()
        .println(Plain.text(trace.name()) + ": " + verdict() + "; checked " + amount(checked));
    own.forEach((rules, check) -> console.out().println(verdict(trace, rules, check)));
  }

  private static Stream<String> notes(Verifier verifier, Map<Rules, RuleCheck> own) {
    return Stream.concat(
            verifier.notes().stream(),
            own.values().stream().flatMap(check -> check.notes().stream()))
        .distinct();
  }

  private String verdict(Reading trace, Rules rules, RuleCheck check) {
    long broken = check.results().stream().filter(result -> result.findings() > 0).count();
    return Plain.text(trace.name() + ": " + rules.file())
        + ": "
        + (broken == 0
            ? Plain.count(rules.size(), "rule") + " " + Colour.DONE.on(console, "held")
            : broken
                + " of "
                + Plain.count(rules.size(), "rule")
                + " "
                + Colour.FAILED.on(console, "broken"));
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

  private static Map<String, Object> object(RuleFinding finding) {
    return Json.object(
        "line", Json.id(finding.line()),
        "loop", finding.loop() == 0 ? null : finding.loop(),
        "seq", Json.id(finding.seq()),
        "rule", finding.rule(),
        "kind", finding.kind(),
        "found", finding.found(),
        "expected", finding.expected(),
        "because", finding.because().isEmpty() ? null : finding.because(),
        "why", Json.id(finding.explained()));
  }

  private static Map<String, Object> object(Rules rules, RuleResult result) {
    return Json.object(
        "file", rules.file(),
        "rule", result.rule(),
        "kind", result.kind(),
        "matched", result.matched(),
        "findings", result.findings());
  }

  private static List<Map<String, Object>> results(Map<Rules, RuleCheck> own) {
    List<Map<String, Object>> results = new ArrayList<>();
    own.forEach(
        (rules, check) -> check.results().forEach(result -> results.add(object(rules, result))));
    return results;
  }

  private Map<String, Object> object(
      Reading trace, Verifier verifier, Checked checked, Map<Rules, RuleCheck> own) {
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
        Json.filled(notes(verifier, own).toList()),
        "rules",
        Json.filled(results(own)),
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
