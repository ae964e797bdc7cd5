package dev.rondo.trace.diff;

/**
 * One thing that differs.
 *
 * @param kind what became of it
 * @param leftLoop the loop's number in the left trace, 0 where that has none
 * @param leftSeq the event in the left trace; 0 where it has none
 * @param rightSeq the event in the right trace; 0 where it has none
 * @param who whose step it is, or the task
 * @param aspect in what a changed step differs: {@code event}, {@code target}, {@code order} or the
 *     key of the event ({@code outcome}, {@code what}, {@code chain} …); else empty
 * @param left what happens on the left, in plain words; empty where nothing does
 * @param right what happens on the right, in plain words; empty where nothing does
 */
public record Change(
    Kind kind,
    int leftLoop,
    long leftSeq,
    long rightSeq,
    String who,
    String aspect,
    String left,
    String right) {

  /** About where it lies, in events from the beginning. */
  long place() {
    return leftSeq == 0 ? rightSeq : rightSeq == 0 ? leftSeq : (leftSeq + rightSeq) / 2;
  }

  /** What became of a step. */
  public enum Kind {
    /** It is the same step, but came before or after another that touched the same thing. */
    MOVED,
    /** In its place something else happens. */
    CHANGED,
    /** Only the left trace has it. */
    LEFT_ONLY,
    /** Only the right trace has it. */
    RIGHT_ONLY,
    /** The same task has another name. */
    RENAMED;

    private final String text = name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');

    /** The word for it in output. */
    public String text() {
      return text;
    }
  }
}
