package dev.rondo.trace.diff;

import dev.rondo.trace.TraceEvent;
import dev.rondo.trace.model.ReadyHandle;
import dev.rondo.trace.model.Slice;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The first place at which two traces part.
 *
 * @param aspect in what the two events differ: {@code event} (another kind, or none), or the key
 * @param left what the left trace has there
 * @param right what the right trace has there
 * @param before the last steps that both have in common, latest last
 */
public record Difference(String aspect, Side left, Side right, List<Step> before) {

  public Difference {
    before = List.copyOf(before);
  }

  /**
   * One trace at the difference.
   *
   * @param loop the loop's number in this trace; 0 where it has no such loop
   * @param seq the event; 0 where this trace ended before
   * @param line its line in the file; 0 where this trace ended before
   * @param event the event; null where this trace ended before
   * @param sentence what happens there, in plain words
   * @param running what ran just before, outermost first
   * @param ready what was ready just before, head first
   * @param chain the slices that led to the event, latest first, back to the root
   * @param because the chain in plain words, a sentence for each slice
   */
  public record Side(
      int loop,
      long seq,
      long line,
      @Nullable TraceEvent event,
      String sentence,
      List<Slice> running,
      List<ReadyHandle> ready,
      List<Slice> chain,
      List<String> because) {

    public Side {
      running = List.copyOf(running);
      ready = List.copyOf(ready);
      chain = List.copyOf(chain);
      because = List.copyOf(because);
    }
  }

  /**
   * A step that both traces have.
   *
   * @param leftSeq its event in the left trace
   * @param rightSeq its event in the right trace
   * @param sentence what happens there, in plain words
   */
  public record Step(long leftSeq, long rightSeq, String sentence) {}
}
