package dev.rondo.testing;

import dev.rondo.Awaitable;
import dev.rondo.EventLoop;
import dev.rondo.LoopBuilder;
import dev.rondo.Stepper;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * A loop for tests: it runs as far as the test says, its time passes only when the test says so,
 * and it keeps a trace in memory. No test needs to sleep.
 *
 * {@snippet :
 * try (TestLoop test = TestLoop.create()) {
 *   Task<String> tea = test.loop().createTask(brew("tea"), "tea"); // sleeps for 3 minutes
 *   test.advance(Duration.ofMinutes(2));
 *   assertFalse(tea.done());
 *   test.advance(Duration.ofMinutes(1));
 *   assertEquals("tea", tea.result());
 *   assertEquals(
 *       List.of(
 *           "resume tea", "pause tea on sleep", "callback wake", "resume tea", "done tea returned"),
 *       test.trace().schedule());
 * }
 * }
 *
 * <p>What never happens by itself can be seen: a wait for ever ends in a {@code StalledException}
 * that tells who waits for what, in {@link #run}; and {@code loop().dump()} tells it at any time.
 *
 * <p>On either engine. Belongs to the thread that made it, in which no other loop may run.
 */
public final class TestLoop implements AutoCloseable {
  private static final int MOST_TURNS = 1_000_000;

  private final InMemoryTrace trace = new InMemoryTrace();
  private final EventLoop loop;
  private final Stepper stepper;
  private final long start;

  private TestLoop(LoopBuilder builder) {
    loop = builder.virtualClock().observer(trace).create();
    stepper = new Stepper(loop);
    start = loop.time();
  }

  /** A loop on the preferred engine. */
  public static TestLoop create() {
    return create(EventLoop.builder());
  }

  /** A loop of that builder, which is given a virtual clock and an observer. */
  public static TestLoop create(LoopBuilder builder) {
    return new TestLoop(builder);
  }

  /** The loop itself. */
  public EventLoop loop() {
    return loop;
  }

  /** What has happened on it. */
  public InMemoryTrace trace() {
    return trace;
  }

  /** How much time has passed on its clock. */
  public Duration time() {
    return Duration.ofNanos(loop.time() - start);
  }

  // -- while time stands still --------------------------------------------------------------------

  /** Runs one handle: a step of a task, or a callback. False if nothing is ready. */
  public boolean step() {
    return stepper.step();
  }

  /** Runs what is left of the turn under way, else the next turn; gives the number of handles. */
  public int turn() {
    return stepper.turn();
  }

  /**
   * Runs until nothing is ready, and no thread has work of the loop any more.
   *
   * @return how many handles ran
   * @throws IllegalStateException if it does not come to rest within a million turns
   */
  public int runUntilIdle() {
    return stepper.untilIdle(MOST_TURNS);
  }

  // -- time ---------------------------------------------------------------------------------------

  /**
   * Lets that much time pass as it would by itself: runs until idle, then moves the clock to the
   * next timer that falls due meanwhile, and so on; at the end it is idle at the new time.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public void advance(Duration duration) {
    long end = later(duration);
    runUntilIdle();
    for (OptionalLong next = stepper.nextDeadline();
        next.isPresent() && next.getAsLong() - end <= 0;
        next = stepper.nextDeadline()) {
      stepper.moveClock(Math.max(next.getAsLong(), loop.time()));
      runUntilIdle();
    }
    stepper.moveClock(end);
  }

  /**
   * Moves the clock at once, as if the machine had slept: nothing runs, and whatever fell due
   * meanwhile will be ready in the same turn.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public void jump(Duration duration) {
    stepper.moveClock(later(duration));
  }

  /** Runs until idle, and moves the clock to the next timer, if any; what it wakes does not run. */
  public boolean advanceToNextTimer() {
    runUntilIdle();
    OptionalLong next = stepper.nextDeadline();
    next.ifPresent(stepper::moveClock);
    return next.isPresent();
  }

  private long later(Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException("time cannot go back by " + duration.negated());
    }
    return loop.time() + duration.toNanos();
  }

  /**
   * Runs until {@code awaited} is done, and gives its result; time jumps from timer to timer.
   *
   * @throws dev.rondo.StalledException if it would wait for ever
   */
  public <T> T run(Awaitable<T> awaited) {
    return loop.runUntilComplete(awaited);
  }

  /** Closes the loop: tasks that are not done are unwound. */
  @Override
  public void close() {
    loop.close();
  }
}
