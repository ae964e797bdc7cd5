package dev.rondo.trace.verify;

/**
 * A rule that a trace breaks.
 *
 * @param file the trace's name
 * @param line the line in it, from 1; 0 for the end of the trace
 * @param loop the loop, or 0 where it concerns none
 * @param seq the event, or 0 where it concerns none
 * @param rule the rule
 * @param found what stands there
 * @param expected what should stand there instead; empty for a malformed event, where {@code found}
 *     tells both
 * @param state what ran and what was ready just before
 */
public record Finding(
    String file,
    long line,
    int loop,
    long seq,
    Rule rule,
    String found,
    String expected,
    String state) {

  /** The finding as one sentence, without its place. */
  public String sentence() {
    return expected.isEmpty() ? found : "found " + found + ", expected " + expected;
  }

  /** The finding with its place, on one line. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(file);
    if (line > 0) {
      text.append(", line ").append(line);
    }
    if (loop > 0) {
      text.append(", loop ").append(loop);
    }
    if (seq > 0) {
      text.append(", seq ").append(seq);
    }
    return text.append(": ").append(rule.id()).append(": ").append(sentence()).toString();
  }
}
