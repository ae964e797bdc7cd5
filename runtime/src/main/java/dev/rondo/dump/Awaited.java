package dev.rondo.dump;

import java.util.List;

/**
 * What a paused task waits for.
 *
 * @param future the number of the future, as in traces
 * @param what what it stands for: {@code sleep}, {@code lock L}, {@code task child}, {@code gather}
 *     …
 * @param tasks the numbers of the tasks at whose end the waiting task may go on: the awaited one,
 *     or those behind a gather, a group, a wait, a shield; empty where it waits for something else
 */
public record Awaited(long future, String what, List<Long> tasks) {

  /** Copies the list. */
  public Awaited {
    tasks = List.copyOf(tasks);
  }
}
