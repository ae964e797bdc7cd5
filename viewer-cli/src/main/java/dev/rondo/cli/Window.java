package dev.rondo.cli;

import dev.rondo.trace.TraceEvent;
import dev.rondo.trace.model.Position;
import picocli.CommandLine.Option;

/** {@code --from} and {@code --to}: a part of a trace, both ends included. A mixin. */
final class Window {

  @Option(
      names = "--from",
      paramLabel = "SEQ|TIME",
      converter = PositionConverter.class,
      description = "Begin at event SEQ (2:5000 is one of loop 2), or at TIME (12ms, 1.5s, 250us).")
  private Position from = new Position.AtTime(Long.MIN_VALUE);

  @Option(
      names = "--to",
      paramLabel = "SEQ|TIME",
      converter = PositionConverter.class,
      description = "End with event SEQ, or at TIME.")
  private Position to = new Position.AtEnd();

  /** Whether the event lies within. */
  boolean includes(TraceEvent event) {
    return begun(event) && to.includes(event);
  }

  private boolean begun(TraceEvent event) {
    return switch (from) {
      case Position.AtSeq(int loop, long seq) ->
          (loop == 0 || loop == event.loop()) && event.seq() >= seq;
      case Position.AtTime(long t) -> event.t() >= t;
      case Position.AtEnd _ -> false;
    };
  }

  /**
   * Holds that both ends lie within the trace.
   *
   * @throws UsageException where they do not
   */
  void require(Extent extent, Reading trace) {
    extent.require(from, trace);
    extent.require(to, trace);
  }
}
