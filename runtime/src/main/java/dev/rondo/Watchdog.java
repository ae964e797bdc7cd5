package dev.rondo;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Says so when a loop hangs: a slice in which the loop's thread stands still, blocked or waiting,
 * for longer than {@link #TICK_MILLIS}. That is a blocking call in a task, or a task that enters a
 * monitor or lock which a paused task holds, and then it would hang for ever without a word.
 */
final class Watchdog implements Runnable {
  static final long TICK_MILLIS = Long.getLong("rondo.watchdog.millis", 2_000);

  private static final System.Logger LOG = System.getLogger("dev.rondo");
  private static final Map<EventLoop, Watchdog> WATCHED = new ConcurrentHashMap<>();
  private static @Nullable Thread ticker;

  private final EventLoop loop;
  private long seen = -1;
  private boolean said;

  private Watchdog(EventLoop loop) {
    this.loop = loop;
  }

  static synchronized void watch(EventLoop loop) {
    WATCHED.put(loop, new Watchdog(loop));
    if (ticker == null && TICK_MILLIS > 0) {
      ticker = Thread.ofPlatform().daemon().name("rondo-watchdog").start(Watchdog::tick);
    }
  }

  static void forget(EventLoop loop) {
    WATCHED.remove(loop);
  }

  private static void tick() {
    try {
      while (true) {
        Thread.sleep(TICK_MILLIS);
        WATCHED.values().forEach(Watchdog::run);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void run() {
    long slices = loop.slices();
    if (slices != seen || loop.waiting()) {
      seen = slices;
      said = false;
      return;
    }
    Thread thread = loop.runner();
    if (!said && thread != null && standsStill(thread.getState())) {
      said = true;
      LOG.log(System.Logger.Level.WARNING, report(thread));
    }
  }

  private static boolean standsStill(Thread.State state) {
    return switch (state) {
      case BLOCKED, WAITING, TIMED_WAITING -> true;
      case NEW, RUNNABLE, TERMINATED -> false;
    };
  }

  private String report(Thread thread) {
    String stack =
        Stream.of(thread.getStackTrace())
            .map(frame -> "\n    at " + frame)
            .collect(Collectors.joining());
    Task<?> task = loop.currentTask();
    return (task == null ? "a callback" : "task " + task.name())
        + " has blocked its event loop for over "
        + TICK_MILLIS
        + " ms: a blocking call, or a monitor or lock that a paused task holds"
        + stack;
  }
}
