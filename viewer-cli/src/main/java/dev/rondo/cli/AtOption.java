package dev.rondo.cli;

import dev.rondo.trace.model.Position;
import dev.rondo.trace.model.TraceModel;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code --at} and {@code --loop}: the state of a trace at one position. A mixin. */
final class AtOption {

  @Option(
      names = "--at",
      paramLabel = "SEQ|TIME",
      converter = PositionConverter.class,
      description =
          "Right after event SEQ (2:5000 is one of loop 2), or at TIME (12ms, 1.5s, 250us); left"
              + " out, at the end of the trace.")
  private Position at = new Position.AtEnd();

  @Mixin private final LoopOption loop = new LoopOption();

  LoopOption loop() {
    return loop;
  }

  /** The position, on the loop that is meant. */
  Position position() {
    return loop.place(at);
  }

  /** The trace as it stands there. */
  TraceModel of(Reading trace) {
    return trace.at(position(), loop.number());
  }
}
