package dev.rondo.trace.diff;

import dev.rondo.trace.TraceEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The first place at which two traces part: the earliest by causes, which all else may follow from,
 * and not the earliest line.
 *
 * @param aspect in what the two sides differ: {@code order} (another step came first to the same
 *     thing), {@code event} (another kind, or none), {@code target} (the same, done to another
 *     thing), or the key of the event
 * @param summary the difference in one sentence
 * @param origin where it comes from
 * @param input the input that came otherwise; null unless that is the origin
 * @param left what the left trace has there
 * @param right what the right trace has there
 * @param before the last steps that both have in common, latest last
 */
public record Difference(
    String aspect,
    String summary,
    Origin origin,
    @Nullable Came input,
    Side left,
    Side right,
    List<Common> before) {

  public Difference {
    before = List.copyOf(before);
  }

  /** Where a difference comes from. */
  public enum Origin {
    /** Something came otherwise from outside: at another time, or another value. */
    INPUT,
    /** The program decided otherwise, after the same steps. */
    PROGRAM,
    /** The loop chose another entry of the ready queue: its policy, or another order before. */
    SCHEDULE;

    private final String text = name().toLowerCase(java.util.Locale.ROOT);

    /** The word for it in output. */
    public String text() {
      return text;
    }
  }

  /** Which input came otherwise. */
  public enum Came {
    /** A timer was due at another time. */
    TIMER,
    /** A channel was ready at another time. */
    IO,
    /** Another thread handed over at another time. */
    THREAD,
    /** The program took another value from outside. */
    VALUE;

    private final String text = name().toLowerCase(java.util.Locale.ROOT);

    /** The word for it in output. */
    public String text() {
      return text;
    }
  }

  /**
   * One trace at the difference.
   *
   * @param loop the loop's number in this trace; 0 where it has no such loop
   * @param seq the event; where there is none, the beginning of the step that goes no further, or
   *     of the last step before that both traces have; 0 where they have none in common
   * @param line the line of the event, or in which its step begins; 0 where there is none
   * @param event the event; null where there is none
   * @param sentence what happens there, in plain words
   * @param who whose step it is; empty where there is none
   * @param step all that happens in that step
   * @param chain the steps that led there, latest first, back to the last that both traces have
   */
  public record Side(
      int loop,
      long seq,
      long line,
      @Nullable TraceEvent event,
      String sentence,
      String who,
      List<Deed> step,
      List<Link> chain) {

    public Side {
      step = List.copyOf(step);
      chain = List.copyOf(chain);
    }
  }

  /** An event of a step, in plain words. */
  public record Deed(long seq, String sentence) {}

  /**
   * A step in a chain of causes.
   *
   * @param seq the event with which it begins
   * @param end the event with which it ends
   * @param who the task or callback
   * @param common whether the other trace has the same step
   * @param sentence what ran and why, in plain words
   */
  public record Link(long seq, long end, String who, boolean common, String sentence) {}

  /**
   * A step that both traces have.
   *
   * @param leftSeq its first event in the left trace
   * @param rightSeq its first event in the right trace
   * @param sentence what happens there, in plain words
   */
  public record Common(long leftSeq, long rightSeq, String sentence) {}
}
