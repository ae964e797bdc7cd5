package dev.rondo.trace.rules;

import java.util.List;

/**
 * What the check of a trace against rules gave.
 *
 * @param file the trace's name
 * @param findings what breaks a rule, in the order in which that was known
 * @param results what became of each rule, in the order of the rule file
 * @param notes what is worth knowing and no flaw
 */
public record RuleReport(
    String file, List<RuleFinding> findings, List<RuleResult> results, List<String> notes) {

  public RuleReport {
    findings = List.copyOf(findings);
    results = List.copyOf(results);
    notes = List.copyOf(notes);
  }

  /** Whether no rule is broken; one that matched nothing and is not optional is. */
  public boolean held() {
    return findings.isEmpty();
  }
}
