package dev.rondo.trace.model;

import java.util.List;

/**
 * Every loop of a trace at one position.
 *
 * @param loops the loops, in order of appearance
 */
public record TraceSnapshot(List<LoopSnapshot> loops) {

  public TraceSnapshot {
    loops = List.copyOf(loops);
  }
}
