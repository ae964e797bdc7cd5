package dev.rondo.cli;

import dev.rondo.trace.TraceEvent;
import dev.rondo.trace.model.Position;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How far a trace goes, loop by loop: so that nobody asks for what is beyond it. */
final class Extent {
  private final Map<Integer, Long> last = new TreeMap<>();

  /** Takes note of an event. */
  void add(TraceEvent event) {
    if (event.loop() > 0) {
      last.merge(event.loop(), event.seq(), Math::max);
    }
  }

  /**
   * Holds that the position lies within the events that were added, which are all of the trace.
   *
   * @throws UsageException where it does not; it names the range
   */
  void require(Position position, Reading trace) {
    if (position instanceof Position.AtSeq(int loop, long seq)) {
      long end =
          loop == 0
              ? last.values().stream().max(Long::compare).orElse(0L)
              : last.getOrDefault(loop, 0L);
      if (seq > end) {
        throw new UsageException(
            "%s has no event %s; it has %s"
                .formatted(trace.name(), loop == 0 ? seq : loop + ":" + seq, range()));
      }
    }
  }

  /**
   * Holds that there is such a loop, or that none was asked for (0).
   *
   * @throws UsageException where there is not; it names those that there are
   */
  void requireLoop(int loop, Reading trace) {
    if (loop != 0 && !last.containsKey(loop)) {
      throw new UsageException(
          "%s has no loop %d; it has %s"
              .formatted(
                  trace.name(),
                  loop,
                  last.isEmpty()
                      ? "none"
                      : last.keySet().stream()
                          .map(String::valueOf)
                          .collect(Collectors.joining(", "))));
    }
  }

  private String range() {
    return switch (last.size()) {
      case 0 -> "none";
      case 1 -> "1 to " + last.values().iterator().next();
      default ->
          last.entrySet().stream()
              .map(loop -> "1 to " + loop.getValue() + " on loop " + loop.getKey())
              .collect(Collectors.joining(", "));
    };
  }
}
