package dev.rondo.trace.model;

import dev.rondo.trace.TraceEvent;
import dev.rondo.trace.Why;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A slice with all that it did.
 *
 * @param number the how-manieth slice of its loop it is, from 1, by its beginning
 * @param slice the slice; one that still runs at the end of the trace has no end
 * @param title what people recognise the task or callback by
 * @param by what put it in the ready queue, or null where nothing inside the trace did
 * @param of what the future stands for whose completion put it there, or null where none did
 * @param ready how many entries were left in the ready queue when it began
 * @param deeds what happened in it, without its beginning and its end, and without what the eager
 *     first steps within it did
 * @param wakes what it put in the ready queue, within it or by ending
 */
public record Step(
    long number,
    Slice slice,
    String title,
    @Nullable String by,
    @Nullable String of,
    int ready,
    List<TraceEvent> deeds,
    List<Wake> wakes) {

  public Step {
    deeds = List.copyOf(deeds);
    wakes = List.copyOf(wakes);
  }

  /**
   * An entry that a step put in the ready queue.
   *
   * @param seq the event
   * @param task the task that the entry steps, or 0 for a plain callback
   * @param title what people recognise the task or callback by
   * @param why the reason that the trace gives
   */
  public record Wake(long seq, long task, String title, Why why) {}
}
