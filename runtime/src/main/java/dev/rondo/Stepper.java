package dev.rondo;

import java.util.OptionalLong;

/**
 * Runs a loop with a virtual clock by hand: one handle, one turn, or until nothing is left to do,
 * between which the caller may look at everything. Time stands still, unless the caller moves it.
 * Tests will want {@code dev.rondo.testing.TestLoop}, which stands on this.
 *
 * <p>Turns have the bounds that they have in {@link EventLoop#runForever}, so the order of steps is
 * the same. On either engine; belongs to the thread that calls it, in which no loop may run.
 */
public final class Stepper {
  private final EventLoop loop;
  private final Turns turns;
  private int left; // of the turn under way
  private long slices; // when we last ran it

  /**
   * For that loop.
   *
   * @throws IllegalArgumentException if its clock is the machine's
   */
  public Stepper(EventLoop loop) {
    if (!(loop.clock() instanceof Clock.Virtual)) {
      throw new IllegalArgumentException(
          "only a loop with a virtual clock can be stepped: " + loop);
    }
    this.loop = loop;
    this.turns = loop.turns();
  }

  /**
   * Runs the next handle: a step of a task, or a callback.
   *
   * @return false if nothing is ready now
   * @throws IllegalStateException as {@link EventLoop#runForever}
   */
  public boolean step() {
    boolean[] ran = {false};
    loop.thread()
        .host(() -> {
          begin();
          while (left > 0 && !ran[0]) {
            ran[0] = next();
          }
        });
    slices = turns.slices();
    return ran[0];
  }

  /**
   * Runs what is left of the turn under way, else the next turn.
   *
   * @return how many handles ran
   * @throws IllegalStateException as {@link EventLoop#runForever}
   */
  public int turn() {
    int[] ran = {0};
    loop.thread().host(() -> ran[0] = runTurn());
    slices = turns.slices();
    return ran[0];
  }

  /**
   * Runs turns until nothing is ready at this time of the clock, no other thread has work of the
   * loop (it waits for those), or {@link EventLoop#stop} is called.
   *
   * @param mostTurns more mean that the program never comes to rest
   * @return how many handles ran
   * @throws IllegalStateException if it did not come to rest, and as {@link EventLoop#runForever}
   */
  public int untilIdle(int mostTurns) {
    int[] ran = {0};
    loop.thread()
        .host(() -> {
          int todo = mostTurns;
          do {
            if (todo-- == 0) {
              throw new IllegalStateException("still busy after " + mostTurns + " turns: " + loop);
            }
            ran[0] += runTurn();
          } while (!loop.stopping() && (turns.readySize() > 0 || turns.awaitHandover()));
        });
    slices = turns.slices();
    return ran[0];
  }

  /** Begins a turn, unless one is under way that nobody else has ended. */
  private void begin() {
    if (left == 0 || slices != turns.slices()) {
      left = turns.begin();
    }
  }

  private int runTurn() {
    int ran = 0;
    for (begin(); left > 0; ) {
      ran += next() ? 1 : 0;
    }
    return ran;
  }

  private boolean next() {
    return turns.next(left--);
  }

  /** When the first timer is due, in nanoseconds of the loop's clock; empty if there is none. */
  public OptionalLong nextDeadline() {
    TimerHandle first = turns.firstTimer();
    return first == null ? OptionalLong.empty() : OptionalLong.of(first.when());
  }

  /**
   * Moves the loop's clock; nothing runs.
   *
   * @param time in nanoseconds, as {@link EventLoop#time}
   * @throws IllegalArgumentException if that is in the past
   */
  public void moveClock(long time) {
    if (time - loop.time() < 0) {
      throw new IllegalArgumentException(
          "time cannot go back from " + loop.time() + " ns to " + time + " ns");
    }
    if (loop.clock() instanceof Clock.Virtual virtual) {
      virtual.advanceTo(time);
    }
  }
}
