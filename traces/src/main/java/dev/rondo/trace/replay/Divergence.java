package dev.rondo.trace.replay;

import dev.rondo.trace.TraceEvent;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The first place at which a run does something else than its recording.
 *
 * @param kind in what way
 * @param loop the loop, in the recording
 * @param seq the recording's event there; where it has none left, its last
 * @param actualSeq the run's event there; 0 where it has none
 * @param aspect the key of the event in which the two differ; empty where it is more than one
 * @param expected what the recording has; null where it has no more
 * @param actual what the run did instead; null where it did nothing
 * @param hint what it may hang on that no recording captures; empty where nothing points to any
 */
public record Divergence(
    Kind kind,
    int loop,
    long seq,
    long actualSeq,
    String aspect,
    @Nullable TraceEvent expected,
    @Nullable TraceEvent actual,
    String hint) {

  /** In what way a run parts from its recording. */
  public enum Kind {
    /** Another task or callback runs. */
    OTHER_ENTRY("another entry runs"),
    /** The same entry is put in the queue for another reason. */
    OTHER_CAUSE("the same step has another cause"),
    /** Something happens that the recording does not have. */
    EXTRA("something happens that the recording does not have"),
    /** Something that the recording has does not happen. */
    MISSING("something that the recording has does not happen"),
    /** A task waits for something else. */
    OTHER_WAIT("the task waits for something else"),
    /** A task, future or callback ends otherwise. */
    OTHER_OUTCOME("the outcome is another"),
    /** Another input is asked for, or one that the recording does not have there. */
    OTHER_INPUT("another input is asked for"),
    /** The input is there, but a filter kept what it was from the recording. */
    WITHHELD_INPUT(
        "an input was withheld from the recording by its filter, and cannot be given back"),
    /** The same happens with another content. */
    OTHER_CONTENT("the same happens, with another content"),
    /** The recording goes on, the task or the loop does not. */
    ENDED_EARLY("it ends early"),
    /** The run is over and the recording is not used up. */
    NOT_USED_UP("the run is over, and the recording is not used up"),
    /** What another thread handed over in the recording did not come. */
    NO_HANDOVER("a hand-over from another thread did not come");

    private final String sentence;

    Kind(String sentence) {
      this.sentence = sentence;
    }

    /** The word for it in output. */
    public String text() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** It in plain words. */
    public String sentence() {
      return sentence;
    }

    /** The kind of that word. */
    public static Kind of(String text) {
      return valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
  }
}
