package dev.rondo.trace.lint;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * Which checks are made, and from which value on there is a finding. Immutable.
 *
 * @param checks those that are made
 * @param thresholds the thresholds of those that have one
 */
public record LintSettings(Set<Check> checks, Map<Check, Long> thresholds) {

  public LintSettings {
    checks = Set.copyOf(checks);
    thresholds = Map.copyOf(thresholds);
  }

  /** All checks, with the thresholds that are their own. */
  public static LintSettings all() {
    return new LintSettings(EnumSet.allOf(Check.class), Map.of());
  }

  /** Only those checks, of those that are made. */
  public LintSettings only(Set<Check> wanted) {
    Set<Check> left = EnumSet.noneOf(Check.class);
    checks.stream().filter(wanted::contains).forEach(left::add);
    return new LintSettings(left, thresholds);
  }

  /** Without those checks. */
  public LintSettings without(Set<Check> unwanted) {
    Set<Check> left = EnumSet.noneOf(Check.class);
    checks.stream().filter(check -> !unwanted.contains(check)).forEach(left::add);
    return new LintSettings(left, thresholds);
  }

  /** With that threshold for a check. */
  public LintSettings with(Check check, long threshold) {
    Map<Check, Long> changed = new EnumMap<>(Check.class);
    changed.putAll(thresholds);
    changed.put(check, threshold);
    return new LintSettings(checks, changed);
  }

  /** Whether the check is made. */
  public boolean makes(Check check) {
    return checks.contains(check);
  }

  /** From which value on there is a finding. */
  public long threshold(Check check) {
    return thresholds.getOrDefault(check, check.threshold());
  }
}
