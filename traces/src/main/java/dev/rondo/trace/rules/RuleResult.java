package dev.rondo.trace.rules;

/**
 * What became of one rule.
 *
 * @param rule its name
 * @param kind the word of the rule file that makes it what it is
 * @param matched how often the trace had what it is about: the last of an {@code order}, an
 *     interval of a {@code never}, a measure of a {@code limit}, a task, a stretch, a use, a cause
 *     to wait for
 * @param findings how often it was broken; once where it matched nothing and is not optional
 */
public record RuleResult(String rule, String kind, long matched, long findings) {

  /** Whether it was tried and never broken. */
  public boolean held() {
    return findings == 0 && matched > 0;
  }
}
