package dev.rondo.cli;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Tells a person at a terminal how far a long reading has come: nothing in its first second, then
 * one line that is kept up to date and taken away at the end.
 */
final class Progress {
  private static final long EVERY = TimeUnit.MILLISECONDS.toNanos(200);
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(1);

  /** How many events pass between two looks at the clock. */
  private static final int MASK = 0xFFF;

  private final String doing;
  private final String what;
  private final Console console;
  private final LongSupplier clock;
  private long next;
  private long events;
  private boolean shown;

  /**
   * Progress in reading the trace {@code name}; {@code clock} is {@link System#nanoTime} or as
   * good.
   */
  Progress(String name, Console console, LongSupplier clock) {
    this("reading " + name, "events", console, clock);
  }

  private Progress(String doing, String what, Console console, LongSupplier clock) {
    this.doing = doing;
    this.what = what;
    this.console = console;
    this.clock = clock;
    next = clock.getAsLong() + PATIENCE;
  }

  /** Progress in sending spans. */
  static Progress sending(Console console) {
    return new Progress("sending", "spans", console, System::nanoTime);
  }

  /** So many have been dealt with. */
  void at(long count) {
    events = count;
    if (clock.getAsLong() - next >= 0) {
      show();
    }
  }

  /** One event further. */
  void tick() {
    if ((++events & MASK) == 0 && clock.getAsLong() - next >= 0) {
      show();
    }
  }

  private void show() {
    next = clock.getAsLong() + EVERY;
    shown = true;
    console.err().print("\rrondo: %s: %,d %s ".formatted(Plain.text(doing), events, what));
    console.err().flush();
  }

  /** Takes the line away. */
  void end() {
    if (shown) {
      console.err().print("\r\u001b[K");
      console.err().flush();
      shown = false;
    }
  }
}
