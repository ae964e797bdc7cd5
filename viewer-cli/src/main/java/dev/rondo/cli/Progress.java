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

  private final String name;
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
    this.name = name;
    this.console = console;
    this.clock = clock;
    next = clock.getAsLong() + PATIENCE;
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
    console.err().print("\rrondo: reading %s: %,d events ".formatted(Plain.text(name), events));
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
