package dev.rondo.recorder;

import dev.rondo.observe.LoopInfo;
import dev.rondo.observe.LoopObserver;
import org.jspecify.annotations.Nullable;

/** Who else wants to know what a loop does: JFR and OpenTelemetry, beside a recording or alone. */
final class Onlookers {
  private Onlookers() {}

  /** An observer of a new loop that tells them all before {@code next}; null if there is none. */
  static @Nullable LoopObserver before(
      @Nullable LoopObserver next, LoopInfo loop, Filtering filter) {
    return Otel.before(Jfr.before(next, loop, filter), loop, filter);
  }
}
