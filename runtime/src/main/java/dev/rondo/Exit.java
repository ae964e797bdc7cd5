package dev.rondo;

import dev.rondo.observe.ObserverProvider;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What happens to running loops when the virtual machine goes down (Ctrl-C, SIGTERM, {@code
 * System.exit}): they are asked to end and given a moment for it, and then their observers are told
 * that it is over. One shutdown hook for the process.
 */
final class Exit {
  private static final long GRACE_NANOS =
      TimeUnit.MILLISECONDS.toNanos(Long.getLong("rondo.exit.grace", 2_000));

  private static final Set<EventLoop> LOOPS = ConcurrentHashMap.newKeySet();
  private static final Set<ObserverProvider> PROVIDERS = ConcurrentHashMap.newKeySet();
  private static volatile boolean begun;

  static {
    try {
      Runtime.getRuntime().addShutdownHook(new Thread(Exit::shutdown, "rondo-exit"));
    } catch (IllegalStateException alreadyGoingDown) {
      Log.RONDO.log(
          System.Logger.Level.DEBUG,
          "the first loop was made by a shutdown hook: it is on its own");
    }
  }

  private Exit() {}

  static void watch(EventLoop loop) {
    LOOPS.add(loop);
  }

  static void forget(EventLoop loop) {
    LOOPS.remove(loop);
  }

  static void tellWhenOver(ObserverProvider provider) {
    PROVIDERS.add(provider);
  }

  /** Whether the virtual machine is going down. */
  static boolean begun() {
    return begun;
  }

  private static void shutdown() {
    begun = true;
    try {
      LOOPS.forEach(EventLoop::interrupt);
      awaitEnd(System.nanoTime() + GRACE_NANOS);
    } finally {
      PROVIDERS.forEach(Exit::tell);
    }
  }

  private static void tell(ObserverProvider provider) {
    try {
      provider.exiting();
    } catch (RuntimeException | Error e) {
      Log.RONDO.log(System.Logger.Level.WARNING, "an observer failed at exit: " + e, e);
    }
  }

  private static void awaitEnd(long deadline) {
    for (EventLoop loop : LOOPS) {
      Thread thread = loop.thread();
      if (thread == null || thread == Thread.currentThread() || isExiting(loop.runner())) {
        continue;
      }
      try {
        while (!loop.isClosed() && thread.isAlive() && System.nanoTime() < deadline) {
          thread.join(1);
        }
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  /** Whether that thread itself called {@code System.exit}: it will never come back to its loop. */
  static boolean isExiting(@Nullable Thread thread) {
    if (thread == null) {
      return false;
    }
    for (StackTraceElement frame : thread.getStackTrace()) {
      if (frame.getClassName().equals("java.lang.Shutdown")) {
        return true;
      }
    }
    return false;
  }
}
