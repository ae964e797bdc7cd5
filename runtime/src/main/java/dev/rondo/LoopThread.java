package dev.rondo;

import dev.rondo.observe.LoopPhase;
import org.jspecify.annotations.Nullable;

/** Which thread runs a loop, and which is about to end it in good order. */
final class LoopThread {
  private final EventLoop loop;
  private volatile @Nullable Thread caller; // of run; null when the loop does not run
  private volatile @Nullable Thread host; // that the turns are on: the same, or the engine's own
  private volatile @Nullable Thread owner;
  private volatile boolean interruptedByExit;
  private Runnable onInterrupt;

  LoopThread(EventLoop loop) {
    this.loop = loop;
    onInterrupt = loop::stop;
  }

  /** The name of the thread that asks, or where it has none, what else there is to say of it. */
  static String name() {
    String name = Thread.currentThread().getName();
    return name.isEmpty() ? Thread.currentThread().toString() : name;
  }

  boolean isRunning() {
    return caller != null;
  }

  /** Makes it the running loop, on the thread that its engine wants, while {@code work} runs. */
  void host(Runnable work) {
    requireIdle();
    caller = Thread.currentThread();
    boolean taken = own();
    try {
      loop.engine().host(() -> runHosted(work));
    } catch (Throwable e) {
      ProgramFrames.endWithCaller(e);
      throw e;
    } finally {
      caller = null;
      if (taken) {
        disown();
      }
    }
  }

  void requireIdle() {
    loop.open();
    if (caller != null) {
      throw new IllegalStateException("This event loop is already running");
    }
    if (RunningLoop.get() != null) {
      throw new IllegalStateException("Cannot run the event loop while another loop is running");
    }
  }

  private void runHosted(Runnable work) {
    RunningLoop.set(loop);
    host = Thread.currentThread();
    loop.tell(LoopPhase.RUNNING);
    Watchdog.watch(loop);
    try {
      work.run();
    } finally {
      loop.stopped();
      Watchdog.forget(loop);
      loop.tell(LoopPhase.STOPPED);
      host = null;
      RunningLoop.set(null);
      if (loop.turns().takeInterrupt()) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** The thread that called run and waits while the loop runs on another, or null. */
  @Nullable Thread waitingCaller() {
    Thread called = caller;
    return called == host ? null : called;
  }

  /** The thread that executes the loop's slices right now, or null if it does not run. */
  @Nullable Thread runner() {
    Task<?> task = loop.currentTask();
    Thread fibers = task == null ? null : task.thread();
    return fibers == null ? host : fibers;
  }

  /**
   * Takes the loop for this thread, for as long as it is at work; false if it was taken already.
   */
  boolean own() {
    if (owner != null) {
      return false;
    }
    owner = Thread.currentThread();
    return true;
  }

  void disown() {
    owner = null;
  }

  /** The thread that runs or closes the loop, or will; an exit waits for that. */
  @Nullable Thread owner() {
    return owner;
  }

  /** The virtual machine goes down: asks the running loop to end. */
  void interrupt() {
    if (caller != null && !loop.isClosed()) {
      interruptedByExit = true;
      loop.callSoonThreadsafe(Async.named("interrupt", () -> onInterrupt.run()));
    }
  }

  boolean interruptedByExit() {
    return interruptedByExit;
  }

  void onInterrupt(Runnable action) {
    onInterrupt = action;
  }
}
