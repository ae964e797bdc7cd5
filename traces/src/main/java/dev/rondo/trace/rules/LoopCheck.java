package dev.rondo.trace.rules;

import dev.rondo.trace.TraceEvent;
import java.util.List;

/** The checks of all rules over one loop. */
final class LoopCheck {
  private final Scene scene = new Scene();
  private final List<Watch> watches;
  private long next = 1;

  LoopCheck(List<Watch> watches) {
    this.watches = watches;
  }

  void accept(TraceEvent event, long line) {
    if (isGap(event)) {
      forget();
    }
    scene.apply(event, line);
    for (Watch watch : watches) {
      watch.see(event, scene);
    }
  }

  private boolean isGap(TraceEvent event) {
    boolean gap =
        event.seq() != next
            || event instanceof TraceEvent.Lost
            || event instanceof TraceEvent.Malformed;
    next = event.seq() + 1;
    return gap;
  }

  /** Events are missing here. */
  void forget() {
    scene.forget();
    watches.forEach(Watch::forget);
  }

  void finish(boolean whole) {
    watches.forEach(watch -> watch.finish(scene, whole));
  }

  long matched(int rule) {
    return watches.get(rule).matched();
  }
}
