package dev.rondo;

import dev.rondo.observe.ObserverProvider;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What can be chosen of a loop; everything has a default. */
public final class LoopBuilder {
  /** As the system property {@code rondo.debug} says, or else the variable RONDO_DEBUG. */
  static final boolean DEBUG_BY_DEFAULT = debugByDefault();

  @Nullable String name;
  @Nullable String engine = System.getProperty("rondo.engine");
  boolean virtualClock = virtualByProperty();
  private String policy = System.getProperty("rondo.policy", "fifo");
  private @Nullable Long seed; // null: as the property says
  @Nullable ObserverProvider observers;
  @Nullable TaskFactory taskFactory;
  boolean debug = DEBUG_BY_DEFAULT;

  LoopBuilder() {
    LoopScope.choose(this);
  }

  private static boolean virtualByProperty() {
    String clock = System.getProperty("rondo.clock", "monotonic");
    return switch (clock) {
      case "virtual" -> true;
      case "monotonic" -> false;
      default ->
          throw new IllegalArgumentException(
              "rondo.clock is '" + clock + "': choose monotonic or virtual");
    };
  }

  private static long seedByProperty() {
    String seed = System.getProperty("rondo.seed", "0");
    try {
      return Long.parseLong(seed);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("rondo.seed is '" + seed + "': give a whole number", e);
    }
  }

  private static boolean debugByDefault() {
    String variable = System.getenv("RONDO_DEBUG");
    boolean asked = variable != null && !Set.of("", "0", "false").contains(variable);
    return Boolean.parseBoolean(System.getProperty("rondo.debug", String.valueOf(asked)));
  }

  /** A name for traces and {@code toString}. */
  public LoopBuilder name(String name) {
    this.name = name;
    return this;
  }

  /**
   * {@code continuation} or {@code virtual-thread}; the default is the fastest that is available.
   */
  public LoopBuilder engine(String engine) {
    this.engine = engine;
    return this;
  }

  /** Time that jumps to the next deadline whenever nothing is ready, instead of passing. */
  public LoopBuilder virtualClock() {
    virtualClock = true;
    return this;
  }

  /**
   * The next entry of the ready queue is chosen at random among those that were ready when the turn
   * began, instead of first in, first out: to find out whether a program hangs on their order. The
   * same seed gives the same choices. Every other guarantee of the loop holds.
   */
  public LoopBuilder randomOrder(long seed) {
    return policy("random", seed);
  }

  /**
   * Tasks have random priorities, a few of which change on the way, and of what is ready the
   * highest runs next: probabilistic concurrency testing, which finds what needs few but long
   * overtakings. As {@link #policy} with {@code pct:depth=…,steps=…}.
   *
   * @param depth how many orderings a bug may need, at least 1; priorities change {@code depth - 1}
   *     times
   * @param steps how many slices the program has, more or less; the changes are among the first so
   *     many
   * @throws IllegalArgumentException if one is less than 1
   */
  public LoopBuilder priorityOrder(long seed, int depth, int steps) {
    return policy(Pct.name(depth, steps), seed);
  }

  /**
   * How the next entry of the ready queue is chosen: {@code fifo}, {@code random} or {@code pct},
   * or as the header of a trace names it. {@code docs/schedules.md} tells what each does. For loops
   * that are not asked, the system properties {@code rondo.policy}, {@code rondo.seed} (0 where it
   * is not given), {@code rondo.pct.depth} (3) and {@code rondo.pct.steps} (100) choose.
   *
   * @param seed of its choices: the same choices for the same seed
   * @throws IllegalArgumentException if there is no such policy
   */
  public LoopBuilder policy(String name, long seed) {
    Policy.named(name, seed);
    this.policy = name;
    this.seed = seed;
    return this;
  }

  /** One of its own for each loop: what it chooses next depends on what it chose before. */
  @Nullable Policy newPolicy() {
    return Policy.named(policy, seed == null ? seedByProperty() : seed);
  }

  /**
   * Whether the costly checks are on: {@link EventLoop#setDebug}. The default is what the system
   * property {@code rondo.debug} says, or else whether the environment variable {@code RONDO_DEBUG}
   * is set (to something but {@code 0} or {@code false}).
   */
  public LoopBuilder debug(boolean on) {
    debug = on;
    return this;
  }

  /** What makes its tasks: {@link EventLoop#setTaskFactory}. */
  public LoopBuilder taskFactory(TaskFactory factory) {
    this.taskFactory = factory;
    return this;
  }

  /** Who observes it, in place of the services that would. */
  public LoopBuilder observer(ObserverProvider observers) {
    this.observers = observers;
    return this;
  }

  /**
   * The loop.
   *
   * @throws IllegalArgumentException if the engine is unknown or not available
   */
  public EventLoop create() {
    return new EventLoop(this);
  }
}
