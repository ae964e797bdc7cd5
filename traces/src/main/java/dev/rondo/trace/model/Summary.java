package dev.rondo.trace.model;

import dev.rondo.trace.LoopSetup;
import dev.rondo.trace.Outcome;
import dev.rondo.trace.Phase;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is in a trace, in numbers.
 *
 * @param kinds how many events of each kind, by the kind's name
 * @param warnings how many of the runtime's warnings, by code
 * @param loops what happened on each loop, in order of appearance
 */
public record Summary(Map<String, Long> kinds, Map<String, Long> warnings, List<OfLoop> loops) {

  public Summary {
    loops = List.copyOf(loops);
  }

  /** How many events there are. */
  public long events() {
    return kinds.values().stream().mapToLong(Long::longValue).sum();
  }

  /** The time of the last event, in nanoseconds of the trace. */
  public long duration() {
    return loops.stream().mapToLong(OfLoop::last).max().orElse(0);
  }

  /**
   * What happened on one loop. Times are in nanoseconds of the trace.
   *
   * @param loop its number
   * @param phase its state at the end; null where the trace does not say
   * @param setup what it has otherwise than the header says; null where nothing
   * @param counts what happened, counted
   * @param first when its first event was
   * @param last when its last event was
   * @param turns its turns
   * @param outcomes how many tasks ended how
   * @param longest the longest slice, the first of equals; null where none took any time
   * @param deepest the most entries that the ready queue had at once
   * @param deepestSeq the event at which it first had as many, or 0
   * @param failures the first tasks and callbacks that raised an error
   * @param failed how many raised an error
   */
  public record OfLoop(
      int loop,
      @Nullable Phase phase,
      @Nullable LoopSetup setup,
      LoopCounts counts,
      long first,
      long last,
      long turns,
      Map<Outcome, Long> outcomes,
      @Nullable Longest longest,
      int deepest,
      long deepestSeq,
      List<Failure> failures,
      long failed) {

    public OfLoop {
      failures = List.copyOf(failures);
    }

    /** Which part of its time the loop slept, from 0 to 1. */
    public double idleShare() {
      return last == first ? 0 : Math.min(1, (double) counts.idle() / (last - first));
    }

    /** Tasks that did not finish. */
    public long pending() {
      return counts.tasks() - counts.done();
    }
  }

  /**
   * A slice that took long.
   *
   * @param seq the event with which it began
   * @param who the task or callback
   * @param ns nanoseconds that it had control itself
   */
  public record Longest(long seq, String who, long ns) {}

  /**
   * A task or callback that raised an error.
   *
   * @param seq the event that tells
   * @param who the task or callback
   * @param error the error, as the trace has it
   */
  public record Failure(long seq, String who, String error) {}
}
