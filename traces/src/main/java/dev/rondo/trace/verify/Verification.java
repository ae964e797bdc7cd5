package dev.rondo.trace.verify;

import java.util.List;

/**
 * What the verification of a trace gave.
 *
 * @param file the trace's name
 * @param findings the rules that it breaks, in the order of the file
 * @param notes what is worth knowing and no flaw: that the trace is cut off, kinds that are not
 *     known …
 * @param complete whether the trace has its footer, lost nothing, and did not end at its limit
 * @param checked how much was checked
 */
public record Verification(
    String file, List<Finding> findings, List<String> notes, boolean complete, Checked checked) {

  public Verification {
    findings = List.copyOf(findings);
    notes = List.copyOf(notes);
  }

  /** Whether no rule is broken. */
  public boolean correct() {
    return findings.isEmpty();
  }

  /**
   * How much was checked.
   *
   * @param loops loops
   * @param events events
   * @param tasks tasks created
   * @param slices slices begun
   * @param handles entries put in the ready queue
   * @param timers timers set
   * @param rules rules of the format
   */
  public record Checked(
      long loops, long events, long tasks, long slices, long handles, long timers, long rules) {}
}
