package dev.rondo;

import dev.rondo.schedule.Director;
import org.jspecify.annotations.Nullable;

/** A loop's time: nanoseconds of an arbitrary origin that never go back. */
sealed interface Clock permits Clock.Real, Clock.Virtual, Clock.Directed {

  long nanoTime();

  /** A new loop's. */
  static Clock of(boolean virtual, @Nullable Director director) {
    return virtual ? new Virtual() : director == null ? new Real() : new Directed(director);
  }

  /** The machine's monotonic time. */
  record Real() implements Clock {
    @Override
    public long nanoTime() {
      return System.nanoTime();
    }
  }

  /** Time that somebody else tells. */
  record Directed(Director director) implements Clock {
    @Override
    public long nanoTime() {
      return director.time();
    }
  }

  /** Time that stands still while anything is ready, and then jumps to the next deadline. */
  final class Virtual implements Clock {
    private long now;

    @Override
    public long nanoTime() {
      return now;
    }

    void advanceTo(long time) {
      now = Math.max(now, time);
    }
  }
}
