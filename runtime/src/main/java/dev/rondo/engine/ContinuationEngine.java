package dev.rondo.engine;

import jdk.internal.vm.Continuation;
import jdk.internal.vm.ContinuationScope;
import org.jspecify.annotations.Nullable;

/**
 * Fibers on the JDK's own continuations: the fastest switch there is, on the loop's own thread. The
 * one class that knows the internal package.
 */
final class ContinuationEngine implements Engine {
  static final String NAME = "continuation";

  private static final boolean AVAILABLE = probe();

  static boolean available() {
    return AVAILABLE;
  }

  private static boolean probe() {
    try {
      Probe.run();
      return true;
    } catch (LinkageError notExported) {
      return false;
    }
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Fiber fiber(Runnable body) {
    return new ContinuationFiber(body);
  }

  @Override
  public boolean usesThreads() {
    return false;
  }

  @Override
  public void host(Runnable loop) {
    loop.run();
  }

  /** Apart, so that the engine's class can be linked where the package is not exported. */
  private static final class Probe {
    private Probe() {}

    static void run() {
      new ContinuationFiber(() -> {}).resume();
    }
  }

  private static final class ContinuationFiber extends Continuation implements Fiber {
    private static final ContinuationScope SCOPE = new ContinuationScope("rondo");

    ContinuationFiber(Runnable body) {
      super(SCOPE, body);
    }

    @Override
    public void resume() {
      run();
    }

    @Override
    public void pause() {
      Continuation.yield(SCOPE);
    }

    @Override
    public boolean ended() {
      return isDone();
    }

    @Override
    public StackTraceElement[] stack() {
      return getStackTrace();
    }

    @Override
    public @Nullable Thread thread() {
      return null;
    }

    @Override
    protected void onPinned(Pinned reason) {
      throw new PinnedException("this stack is pinned (" + reason + ")");
    }
  }
}
