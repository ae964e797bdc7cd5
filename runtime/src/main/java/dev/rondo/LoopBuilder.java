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
  @Nullable Policy policy = policyByProperty();
  @Nullable ObserverProvider observers;
  @Nullable TaskFactory taskFactory;
  boolean debug = DEBUG_BY_DEFAULT;

  LoopBuilder() {}

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

  private static @Nullable Policy policyByProperty() {
    String policy = System.getProperty("rondo.policy", "fifo");
    return switch (policy) {
      case "fifo" -> null;
      case "random" -> new Policy.Random(seedByProperty());
      default ->
          throw new IllegalArgumentException(
              "rondo.policy is '" + policy + "': choose fifo or random");
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
   * same seed gives the same choices. Every other guarantee of the loop holds. The system
   * properties {@code rondo.policy} ({@code fifo} or {@code random}) and {@code rondo.seed} choose
   * for loops that are not asked.
   */
  public LoopBuilder randomOrder(long seed) {
    policy = new Policy.Random(seed);
    return this;
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
