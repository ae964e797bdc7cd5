package dev.rondo.recorder;

import java.util.function.LongSupplier;

/**
 * A loop's time. To read the clock costs more than to write a row, so what the loop itself does
 * directly after a reading shares it: the entries that the end of a slice puts in the queue, a new
 * task's first entry, timers that are due together, and the beginning of a slice directly after
 * another's end. So a step reads the clock once. Whatever the program's code does has a reading of
 * its own.
 */
final class Moment {
  private final LongSupplier clock;
  private final long origin;
  private long latest;
  private Sharing sharing = Sharing.NOBODY;

  /** Who may share the latest reading: only the very next events can. */
  private enum Sharing {
    NOBODY,
    THE_LOOP,
    TIMERS
  }

  /** Nanoseconds of {@code clock} since {@code origin}. */
  Moment(LongSupplier clock, long origin) {
    this.clock = clock;
    this.origin = origin;
  }

  long origin() {
    return origin;
  }

  /** The latest reading. */
  long latest() {
    return latest;
  }

  /** A new reading. */
  long now() {
    sharing = Sharing.NOBODY;
    return read();
  }

  /** A new reading, for something after which the loop's own code goes on. */
  long nowAndForTheLoop() {
    sharing = Sharing.THE_LOOP;
    return read();
  }

  /** The time of an entry of the queue. */
  long ofEntry() {
    return sharing == Sharing.THE_LOOP ? latest : now();
  }

  /**
   * The time at which a slice begins: where nothing lies between it and the end of the last but the
   * loop's own way, the same.
   *
   * @param sharing whether the latest reading may be shared, if it was made for the loop
   */
  long ofSlice(boolean sharing) {
    if (sharing && this.sharing == Sharing.THE_LOOP) {
      this.sharing = Sharing.NOBODY;
      return latest;
    }
    return now();
  }

  /** The time of a due timer's entry: never earlier than the clock that found it due. */
  long ofDueTimer() {
    if (sharing == Sharing.TIMERS) {
      return latest;
    }
    sharing = Sharing.TIMERS;
    return read();
  }

  private long read() {
    latest = clock.getAsLong() - origin;
    return latest;
  }
}
