package dev.rondo.trace.lint;

/**
 * What deserves a look.
 *
 * @param file the trace's name
 * @param line the line in it at which this was seen, from 1; 0 for the trace as a whole
 * @param loop the loop, or 0 where it concerns none
 * @param seq the event at which this was seen, or 0 where it concerns none
 * @param check the kind of finding
 * @param task the task that it is about, or 0
 * @param subject what people recognise that task, callback or lock by; empty where there is none
 * @param sentence what was seen, in a plain sentence without a full stop
 * @param why the event whose causes explain it, or 0 where no causes do
 */
public record LintFinding(
    String file,
    long line,
    int loop,
    long seq,
    Check check,
    long task,
    String subject,
    String sentence,
    long why) {

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
    return text.append(": ").append(check.id()).append(": ").append(sentence).toString();
  }
}
