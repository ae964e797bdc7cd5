package dev.rondo.trace.rules;

/**
 * A rule of the user's that a trace breaks.
 *
 * @param file the trace's name
 * @param line the line in it, from 1; 0 where it is about the trace as a whole
 * @param loop the loop, or 0 where it concerns none
 * @param seq the event, or 0 where it concerns none
 * @param rule the rule's name
 * @param kind the word of the rule file that makes it what it is: {@code order}, {@code never} …
 * @param found what stands there
 * @param expected what should stand there instead
 * @param because what the rule file says it is good for; may be empty
 * @param explained the event whose chain of causes explains it ({@code rondo why}), or 0
 */
public record RuleFinding(
    String file,
    long line,
    int loop,
    long seq,
    String rule,
    String kind,
    String found,
    String expected,
    String because,
    long explained) {

  /** The finding as one sentence, without its place. */
  public String sentence() {
    return "found "
        + found
        + ", expected "
        + expected
        + (because.isEmpty() ? "" : ", because " + because);
  }

  /** The finding with its place, on one line. */
  @Override
  public String toString() {
    return file
        + (line > 0 ? ", line " + line : "")
        + (loop > 0 ? ", loop " + loop : "")
        + (seq > 0 ? ", seq " + seq : "")
        + ": "
        + rule
        + ": "
        + sentence();
  }
}
