package dev.rondo;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Says so when a loop hangs: a slice in which the loop's thread stands still, blocked or waiting,
 * for longer than {@link #TICK_MILLIS}. That is a blocking call in a task, or a task that enters a
 * monitor or lock which a paused task holds, and then it would hang for ever without a word.
 *
 * <p>A thread that waits for a class to be initialised counts as runnable. So one that is runnable,
 * but at the very same place for {@value #SAME_PLACE_TICKS} ticks, stands still too.
 */
final class Watchdog implements Runnable {
  static final long TICK_MILLIS = Long.getLong("rondo.watchdog.millis", 2_000);
  private static final int SAME_PLACE_TICKS = 3;

  private static final Map<EventLoop, Watchdog> WATCHED = new ConcurrentHashMap<>();
  private static @Nullable Thread ticker;

  private final EventLoop loop;
  private long seen = -1;
  private boolean said;
  private StackTraceElement[] place = {};
  private int ticksThere;

  private Watchdog(EventLoop loop) {
    this.loop = loop;
  }

  static synchronized void watch(EventLoop loop) {
    if (TICK_MILLIS <= 0) {
      return;
    }
    WATCHED.put(loop, new Watchdog(loop));
    if (ticker == null) {
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
    long slices = loop.turns().slices();
    Thread thread = loop.thread().runner();
    if (slices != seen || loop.turns().waiting() || thread == null) {
      seen = slices;
      said = false;
      ticksThere = 0;
    } else if (!said && standsStill(thread)) {
      said = true;
      say(thread);
    }
  }

  /** At once to the log; to the observer, which is the loop's, once that goes on. */
  private void say(Thread thread) {
    Task<?> task = loop.currentTask();
    String blocked = blocked(task);
    String place = place(thread);
    long id = task == null ? 0 : task.id();
    Complaints complaints = loop.complaints();
    complaints.later(() -> complaints.warn("blocked", id, 0, blocked + place));
    Log.RONDO.log(System.Logger.Level.WARNING, report(blocked, thread));
  }

  /** The innermost frame that is not the JDK's, in brackets. */
  private static String place(Thread thread) {
    return Stream.of(thread.getStackTrace())
        .filter(frame -> !ProgramStack.isTheJdks(frame))
        .findFirst()
        .map(frame -> " (" + frame + ")")
        .orElse("");
  }

  private String blocked(@Nullable Task<?> task) {
    return (task == null ? "a callback" : "task " + task.name())
        + " has blocked its event loop for over "
        + TICK_MILLIS * Math.max(1, ticksThere)
        + " ms";
  }

  private boolean standsStill(Thread thread) {
    return switch (thread.getState()) {
      case BLOCKED, WAITING, TIMED_WAITING, TERMINATED -> true;
      case RUNNABLE -> isAtTheSamePlace(thread);
      case NEW -> false;
    };
  }

  private boolean isAtTheSamePlace(Thread thread) {
    StackTraceElement[] now = thread.getStackTrace();
    ticksThere = now.length > 0 && Arrays.equals(now, place) ? ticksThere + 1 : 1;
    place = now;
    return ticksThere >= SAME_PLACE_TICKS;
  }

  private String report(String blocked, Thread thread) {
    Thread caller = loop.thread().waitingCaller();
    return blocked
        + ": a blocking call, a monitor or lock that a paused task holds, a class that another"
        + " thread initialises, or a loop without end"
        + stack(thread)
        + (caller == null ? "" : "\n  run by thread " + caller.getName() + stack(caller))
        + "\n  "
        + DumpSignal.hint();
  }

  private static String stack(Thread thread) {
    return Stream.of(thread.getStackTrace())
        .map(frame -> "\n    at " + frame)
        .collect(Collectors.joining());
  }
}
