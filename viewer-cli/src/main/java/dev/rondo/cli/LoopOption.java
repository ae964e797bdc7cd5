package dev.rondo.cli;

import dev.rondo.trace.TraceEvent;
import dev.rondo.trace.model.LoopModel;
import dev.rondo.trace.model.Position;
import dev.rondo.trace.model.TraceModel;
import java.util.List;
import picocli.CommandLine.Option;

/** {@code --loop}: which of a trace's loops is meant. A mixin. */
final class LoopOption {

  @Option(names = "--loop", paramLabel = "N", description = "Only loop N; left out, every loop.")
  private int number;

  /** The loop's number, or 0 for all. */
  int number() {
    return number;
  }

  /** Whether the event is on a loop that is meant. */
  boolean includes(TraceEvent event) {
    return includes(event.loop());
  }

  /** Whether the loop is meant. */
  boolean includes(int loop) {
    return number == 0 || loop == number;
  }

  /** The loops that are meant. */
  List<LoopModel> of(TraceModel model) {
    return model.loops().stream().filter(loop -> number == 0 || loop.number() == number).toList();
  }

  /** The position on the loop that is meant, where a plain number would be one of every loop. */
  Position place(Position position) {
    return position instanceof Position.AtSeq(int loop, long seq) && loop == 0
        ? new Position.AtSeq(number, seq)
        : position;
  }
}
