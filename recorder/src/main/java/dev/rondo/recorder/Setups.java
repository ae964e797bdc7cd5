package dev.rondo.recorder;

import dev.rondo.observe.LoopInfo;
import dev.rondo.trace.LoopSetup;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the loops of a recording have otherwise than the first, of which the header tells. */
final class Setups {
  private final LoopInfo first;

  Setups(LoopInfo first) {
    this.first = first;
  }

  /** Null where nothing is otherwise. */
  @Nullable LoopSetup of(LoopInfo loop) {
    boolean samePolicy =
        Objects.equals(loop.policy(), first.policy()) && Objects.equals(loop.seed(), first.seed());
    return LoopSetup.of(
        loop.virtual() == first.virtual() ? null : Headers.clock(loop),
        samePolicy ? null : Objects.requireNonNullElse(loop.policy(), "fifo"),
        samePolicy ? null : loop.seed());
  }
}
