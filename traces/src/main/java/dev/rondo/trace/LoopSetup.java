package dev.rondo.trace;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What a loop has otherwise than its trace's header says.
 *
 * @param clock {@code monotonic} or {@code virtual}; null where it is the header's
 * @param policy how the next ready entry is chosen, {@code fifo} named; null where that and the
 *     seed are the header's
 * @param seed of that policy's choices; null where it has none
 */
public record LoopSetup(@Nullable String clock, @Nullable String policy, @Nullable Long seed)
    implements Serializable {

  /** Such a setup, or null where nothing is otherwise. */
  public static @Nullable LoopSetup of(
      @Nullable String clock, @Nullable String policy, @Nullable Long seed) {
    return clock == null && policy == null && seed == null
        ? null
        : new LoopSetup(clock, policy, seed);
  }

  /** In words: {@code clock virtual, policy random seed 7}. */
  @Override
  public String toString() {
    String time = clock == null ? "" : "clock " + clock;
    String order = policy == null ? "" : "policy " + policy + (seed == null ? "" : " seed " + seed);
    return time + (time.isEmpty() || order.isEmpty() ? "" : ", ") + order;
  }
}
