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
   * The results of many traces as one: all findings and notes, and the sum of what was checked.
   *
   * @param name what to call them
   */
  public static Verification of(String name, List<Verification> results) {
    return new Verification(
        name,
        results.stream().flatMap(result -> result.findings.stream()).toList(),
        results.stream()
            .flatMap(result -> result.notes.stream().map(note -> result.file + ": " + note))
            .toList(),
        results.stream().allMatch(Verification::complete),
        results.stream().map(Verification::checked).reduce(Checked.NOTHING, Checked::plus));
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
      long loops, long events, long tasks, long slices, long handles, long timers, long rules) {

    /** Nothing yet. */
    public static final Checked NOTHING = new Checked(0, 0, 0, 0, 0, 0, 0);

    /** This and that together; the rules are the same. */
    public Checked plus(Checked other) {
      return new Checked(
          loops + other.loops,
          events + other.events,
          tasks + other.tasks,
          slices + other.slices,
          handles + other.handles,
          timers + other.timers,
          Math.max(rules, other.rules));
    }
  }
}
