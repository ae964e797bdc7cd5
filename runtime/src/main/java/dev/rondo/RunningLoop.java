package dev.rondo;

import org.jspecify.annotations.Nullable;

/**
 * Which loop runs in the calling thread. Every await asks, so before the thread's own note comes a
 * guess that nearly always holds: the loop that was started last, if it is this thread's. A thread
 * reads its own writes, so it never meets a guess about itself that is out of date.
 */
final class RunningLoop {
  private static final ThreadLocal<@Nullable EventLoop> OF_THREAD = new ThreadLocal<>();
  private static @Nullable Guess guess;

  private record Guess(Thread thread, EventLoop loop) {}

  private RunningLoop() {}

  static @Nullable EventLoop get() {
    Guess latest = guess;
    return latest != null && latest.thread == Thread.currentThread()
        ? latest.loop
        : OF_THREAD.get();
  }

  /** {@code loop} runs in this thread from now on; null: none does. */
  static void set(@Nullable EventLoop loop) {
    if (loop != null) {
      OF_THREAD.set(loop);
      guess = new Guess(Thread.currentThread(), loop);
      return;
    }
    OF_THREAD.remove();
    Guess latest = guess;
    if (latest != null && latest.thread == Thread.currentThread()) {
      guess = null;
    }
  }

  /** This thread is one that {@code loop} runs a task's body on. */
  static void lend(EventLoop loop) {
    if (get() != loop) {
      OF_THREAD.set(loop);
    }
  }
}
