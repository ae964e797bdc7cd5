package dev.rondo.trace.model;

import dev.rondo.trace.TraceEvent;
import dev.rondo.trace.Why;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The plain callbacks on the futures of a loop. The trace tells when one is added and when it is
 * put in the ready queue, but not when it is taken off again: what is left on a future once the
 * callbacks of its completion are queued, was taken off.
 */
final class Listeners {
  private final Map<Long, List<String>> byFuture = new HashMap<>();

  /**
   * The future whose callbacks are being queued: one run of {@code enqueue}s of the same future.
   */
  private long completing;

  Listeners copy() {
    Listeners copy = new Listeners();
    byFuture.forEach((future, names) -> copy.byFuture.put(future, new ArrayList<>(names)));
    copy.completing = completing;
    return copy;
  }

  void apply(TraceEvent event) {
    switch (event) {
      case TraceEvent.Listen e -> {
        settle(0);
        byFuture.computeIfAbsent(e.future(), _ -> new ArrayList<>(1)).add(e.callback());
      }
      case TraceEvent.Done e -> settle(e.task() != 0 ? e.task() : e.future());
      case TraceEvent.Enqueue e when e.why() == Why.DONE -> {
        settle(e.of());
        remove(e.of(), e.callback());
      }
      default -> settle(0);
    }
  }

  /** The future that the running completion is of, or 0. */
  long completing() {
    return completing;
  }

  List<String> of(long future) {
    return byFuture.getOrDefault(future, List.of());
  }

  private void settle(long next) {
    if (completing != next) {
      byFuture.remove(completing);
      completing = next;
    }
  }

  private void remove(long future, @Nullable String callback) {
    List<String> callbacks = byFuture.get(future);
    if (callback != null && callbacks != null) {
      callbacks.remove(callback);
    }
  }
}
