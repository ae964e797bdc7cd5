package dev.rondo;

/** A loop's time: nanoseconds of an arbitrary origin that never go back. */
sealed interface Clock permits Clock.Real, Clock.Virtual {

  long nanoTime();

  /** The machine's monotonic time. */
  record Real() implements Clock {
    @Override
    public long nanoTime() {
      return System.nanoTime();
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
