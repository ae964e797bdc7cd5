package dev.rondo;

import dev.rondo.observe.ObserverProvider;
import org.jspecify.annotations.Nullable;

/** What can be chosen of a loop; everything has a default. */
public final class LoopBuilder {
  @Nullable String name;
  @Nullable String engine = System.getProperty("rondo.engine");
  boolean virtualClock = virtualByProperty();
  @Nullable ObserverProvider observers;
  @Nullable TaskFactory taskFactory;

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
