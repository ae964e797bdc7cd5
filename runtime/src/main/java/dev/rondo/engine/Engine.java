package dev.rondo.engine;

import org.jspecify.annotations.Nullable;

/** Makes fibers, and the thread that a loop needs to run them. */
public sealed interface Engine permits ContinuationEngine, VirtualThreadEngine {

  /** The name that a trace's header gives: {@code continuation} or {@code virtual-thread}. */
  String name();

  /** A fiber that will run {@code body}, which must not throw. Nothing runs yet. */
  Fiber fiber(Runnable body);

  /** Whether each fiber has a thread of its own, whose stack can be had while it runs. */
  boolean usesThreads();

  /**
   * Runs {@code loop} on a thread that suits this engine and returns when it is over: this thread,
   * or another that this one waits for. What {@code loop} throws is thrown here.
   */
  void host(Runnable loop);

  /**
   * The engine named by the system property {@code rondo.engine}, else continuations where the
   * virtual machine was started with {@code --add-exports java.base/jdk.internal.vm=…}, else
   * virtual threads.
   *
   * @throws IllegalArgumentException if the property names no engine, or one that is not available
   */
  static Engine preferred() {
    return named(System.getProperty("rondo.engine"));
  }

  /** The engine of that name; null asks for the fastest that is available. */
  static Engine named(@Nullable String name) {
    if (name == null) { // a case of its own would make the switch 5 ms slower at start-up
      return ContinuationEngine.available() ? new ContinuationEngine() : new VirtualThreadEngine();
    }
    return switch (name) {
      case VirtualThreadEngine.NAME -> new VirtualThreadEngine();
      case ContinuationEngine.NAME -> {
        if (!ContinuationEngine.available()) {
          throw new IllegalArgumentException(
              "engine continuation needs java --add-exports java.base/jdk.internal.vm=ALL-UNNAMED");
        }
        yield new ContinuationEngine();
      }
      default ->
          throw new IllegalArgumentException(
              "no engine is named '" + name + "': choose continuation or virtual-thread");
    };
  }
}
