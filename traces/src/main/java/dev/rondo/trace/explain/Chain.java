package dev.rondo.trace.explain;

import java.util.List;

/**
 * Which events led to one, by their numbers, latest first. Of a long chain the middle may be left
 * out.
 *
 * @param loop the loop that all of them belong to
 * @param latest the event that is asked about, what led to it, and so on
 * @param skipped how many come then that are left out
 * @param first the last of the chain, down to where it begins; empty where nothing was left out
 */
public record Chain(int loop, List<Long> latest, long skipped, List<Long> first) {

  public Chain {
    latest = List.copyOf(latest);
    first = List.copyOf(first);
  }

  /** The event that is asked about. */
  public long seq() {
    return latest.getFirst();
  }
}
