package dev.rondo.recorder;

import dev.rondo.observe.LoopInfo;
import dev.rondo.observe.LoopObserver;
import org.jspecify.annotations.Nullable;

/** The door to JFR, which not every Java has: what needs it is loaded only where it is there. */
final class Jfr {
  private static final boolean AVAILABLE =
      ModuleLayer.boot().findModule("jdk.jfr").filter(Jfr.class.getModule()::canRead).isPresent();

  private Jfr() {}

  /**
   * An observer of a new loop that tells JFR before {@code next}, if a recording wants our events,
   * or may come to want them while the loop lives ({@code -Drondo.jfr=true}); else {@code next}.
   */
  static @Nullable LoopObserver before(
      @Nullable LoopObserver next, LoopInfo loop, Filtering filter) {
    return AVAILABLE && (Boolean.getBoolean("rondo.jfr") || JfrObserver.isWanted())
        ? new JfrObserver(loop, filter, next)
        : next;
  }
}
