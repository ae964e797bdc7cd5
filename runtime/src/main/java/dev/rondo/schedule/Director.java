package dev.rondo.schedule;

import org.jspecify.annotations.Nullable;

/**
 * Decides for one loop what no rule of the loop decides: what time it is, which timers and
 * hand-overs become ready at the beginning of a turn, which ready entry runs next, and how long the
 * loop sleeps. To run a program under a schedule that was recorded, for one. Called on the loop's
 * thread.
 *
 * <p>The loop's guarantees hold whatever is decided: one slice at a time, a task's steps in their
 * order, and what a turn makes ready runs in the next.
 */
public interface Director {

  /**
   * The time on the loop's clock, in nanoseconds of an arbitrary origin; never less than before.
   * Not asked by a loop whose clock is virtual.
   */
  long time();

  /**
   * What the loop is to do next; asked between two slices, where there is something to decide, and
   * again until the loop has done it, which its observer sees. Null: the loop decides by itself.
   *
   * @throws RuntimeException to end the run of the loop
   */
  @Nullable Order next();

  /** The loop cannot do as it was told: the entry is not there, or has not come in time. */
  void impossible(Order order);

  /**
   * When something that other threads complete is complete to a program that begins to wait for it;
   * asked within a slice.
   *
   * @param future the number of the loop's future that stands for it
   */
  Completion completion(long future);

  /**
   * What the program is given where it asks for an input of that name; null: what its source gives.
   * Asked within a slice.
   */
  default @Nullable Input input(String name) {
    return null;
  }

  /** When something is complete. */
  enum Completion {
    /** Already: the loop waits for it on the spot, if need be. */
    ALREADY,
    /** Later, by a hand-over, though it may be complete. */
    LATER,
    /** As it is. */
    AS_IT_IS
  }
}
