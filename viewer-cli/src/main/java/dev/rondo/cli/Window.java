package dev.rondo.cli;

import dev.rondo.trace.TraceEvent;
import dev.rondo.trace.model.Position;
import dev.rondo.trace.model.Slice;
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

  /** Whether the event lies within or before it. */
  boolean reaches(TraceEvent event) {
    return to.includes(event);
  }

  private boolean begun(TraceEvent event) {
    return begun(event.loop(), event.seq(), event.t());
  }

  private boolean begun(int loop, long seq, long t) {
    return switch (from) {
      case Position.AtSeq(int of, long first) -> (of == 0 || of == loop) && seq >= first;
      case Position.AtTime(long first) -> t >= first;
      case Position.AtEnd _ -> false;
    };
  }

  /** Whether the slice lies within, or some of it. */
  boolean includes(Slice slice) {
    long end = slice.end() == 0 ? Long.MAX_VALUE : slice.end();
    boolean ended =
        switch (to) {
          case Position.AtSeq(int of, long last) ->
              (of != 0 && of != slice.loop()) || slice.begin() > last;
          case Position.AtTime(long last) -> slice.start() > last;
          case Position.AtEnd _ -> false;
        };
    return begun(slice.loop(), end, slice.stop()) && !ended;
  }

  /**
   * Holds that both ends lie within the trace, and in their order where that can be told.
   *
   * @throws UsageException where they do not
   */
  void require(Extent extent, Reading trace) {
    if (isReversed()) {
      throw new UsageException("--from lies after --to");
    }
    extent.require(from, trace);
    extent.require(to, trace);
  }

  private boolean isReversed() {
    return switch (from) {
      case Position.AtSeq(int loop, long first) ->
          to instanceof Position.AtSeq(int of, long last) && of == loop && first > last;
      case Position.AtTime(long first) -> to instanceof Position.AtTime(long last) && first > last;
      case Position.AtEnd _ -> false;
    };
  }
}
