package dev.rondo.sync;

/**
 * A semaphore that never has more permits than it began with. As {@code asyncio.BoundedSemaphore}.
 */
public final class BoundedSemaphore extends Semaphore {
  private final int bound;

  /** A semaphore of {@code value} permits, without a name. */
  public BoundedSemaphore(int value) {
    this(value, "");
  }

  /** A semaphore of {@code value} permits that traces call by {@code name}. */
  public BoundedSemaphore(int value, String name) {
    super(value, name);
    bound = value;
  }

  /**
   * Gives a permit back.
   *
   * @throws IllegalStateException if none was taken
   */
  @Override
  public void release() {
    if (value() >= bound) {
      throw new IllegalStateException("BoundedSemaphore released too many times: " + this);
    }
    super.release();
  }
}
