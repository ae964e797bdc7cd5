package dev.rondo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Selector;
import org.jspecify.annotations.Nullable;

/** Where the loop waits when nothing is ready: a selector, so that channels can wake it too. */
final class Poller implements AutoCloseable {
  /** Wait until woken. */
  static final long FOR_EVER = Long.MAX_VALUE;

  private @Nullable Selector selector; // opened at the first wait

  /** Waits up to that long, or until {@link #wakeUp}; one that came before counts. */
  void await(long nanos) {
    try {
      if (nanos == FOR_EVER) {
        selector().select();
      } else {
        // rounded up: to wake before the deadline would only mean to wait again
        selector().select(Math.max(1, (nanos + 999_999) / 1_000_000));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Wakes the waiting thread; may be called by any. */
  void wakeUp() {
    selector().wakeup();
  }

  private synchronized Selector selector() {
    Selector open = selector;
    if (open == null) {
      try {
        open = Selector.open();
      } catch (IOException e) {
        throw new UncheckedIOException("cannot open a selector for the loop to wait in", e);
      }
      selector = open;
    }
    return open;
  }

  @Override
  public synchronized void close() {
    if (selector != null) {
      try {
        selector.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
