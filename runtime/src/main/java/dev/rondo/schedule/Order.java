package dev.rondo.schedule;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a {@link Director} has its loop do next. */
public sealed interface Order {

  /** Be as if it had slept. */
  record Sleep(long nanos) implements Order {}

  /** Begin a turn with that timer, due or not, at the tail of the ready queue. */
  record Due(long handle) implements Order {}

  /**
   * Begin a turn with that hand-over from another thread at the tail of the ready queue; where it
   * has not come, wait for it.
   *
   * @param future the future that it is for; 0 where it is for none
   * @param callback its name; of several, the first that came is meant
   * @param limit how long to wait for it, in real time
   */
  record Arrival(long future, @Nullable String callback, Duration limit) implements Order {}

  /** Run that entry of the ready queue. */
  record Run(long handle) implements Order {}

  /** Nothing of that sort: the turn or the run is at its end, if all goes as it is to. */
  record Nothing() implements Order {}
}
