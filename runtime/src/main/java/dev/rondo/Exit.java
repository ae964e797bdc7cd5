package dev.rondo;

import dev.rondo.observe.ObserverProvider;
import java.util.HashMap;
import java.util.Map;
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

  /** Those that are not closed, or whose close is still unwinding tasks. */
  private static final Set<EventLoop> LOOPS = ConcurrentHashMap.newKeySet();

  private static final Set<ObserverProvider> PROVIDERS = ConcurrentHashMap.newKeySet();
  private static volatile boolean begun;

  static {
    if (!goingDown()) {
      Runtime.getRuntime().addShutdownHook(new Thread(Exit::shutdown, "rondo-exit"));
    }
  }

  private Exit() {}

  /** Whether the virtual machine takes no hooks any more. */
  private static boolean goingDown() {
    Thread probe = new Thread(() -> {}, "rondo-probe");
    try {
      Runtime.getRuntime().addShutdownHook(probe);
      Runtime.getRuntime().removeShutdownHook(probe);
      return false;
    } catch (IllegalStateException e) {
      return true;
    }
  }

  /** A loop that is made by a shutdown hook is on its own: asked to end, it would hang the exit. */
  static void watch(EventLoop loop) {
    if (!goingDown()) {
      LOOPS.add(loop);
    }
  }

  static void forget(EventLoop loop) {
    LOOPS.remove(loop);
  }

  /** The loops of this process that are not closed. */
  static Set<EventLoop> loops() {
    return Set.copyOf(LOOPS);
  }

  static void tellWhenOver(ObserverProvider provider) {
    PROVIDERS.add(provider);
  }

  static void forget(ObserverProvider provider) {
    PROVIDERS.remove(provider);
  }

  /** Whether the virtual machine is going down. */
  static boolean begun() {
    return begun;
  }

  private static void shutdown() {
    begun = true;
    try {
      Map<EventLoop, Thread> busy = new HashMap<>();
      for (EventLoop loop : LOOPS) {
        Thread owner = loop.thread().owner();
        if (owner != null) {
          busy.put(loop, owner);
        }
      }
      LOOPS.forEach(loop -> loop.thread().interrupt());
      awaitEnd(busy, System.nanoTime() + GRACE_NANOS);
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

  /** Waits for the loops that were at work, until they are closed or their threads are gone. */
  private static void awaitEnd(Map<EventLoop, Thread> busy, long deadline) {
    try {
      for (var entry : busy.entrySet()) {
        EventLoop loop = entry.getKey();
        Thread owner = entry.getValue();
        while (LOOPS.contains(loop)
            && owner.isAlive()
            && !isExiting(owner)
            && !isExiting(loop.thread().runner())
            && System.nanoTime() - deadline < 0) {
          owner.join(1);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
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
