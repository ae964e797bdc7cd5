package dev.rondo;

import java.lang.System.Logger.Level;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A coroutine that nobody has awaited yet, nor made a task of: a forgotten {@code await}. In debug
 * mode every coroutine is watched. Else only the first ones of each site are, so that making one
 * costs nothing in the long run.
 */
final class Unawaited extends Neglect {
  private static final int MOST_FRAMES = 10;

  /** Whether some loop is or was in debug mode; a hint that is cheap to read. */
  static boolean debugSomewhere = LoopBuilder.DEBUG_BY_DEFAULT;

  private final String name;
  private final List<StackTraceElement> madeAt;

  private static final Map<Coroutine<?>, Unawaited> WATCHES =
      Collections.synchronizedMap(new WeakHashMap<>());

  private Unawaited(@Nullable EventLoop loop, String name) {
    super(loop);
    this.name = name;
    this.madeAt = List.of(ProgramFrames.here(MOST_FRAMES));
  }

  /** Watches a new coroutine of that site where that is due, and tells whether it does. */
  static boolean watch(Coroutine<?> coroutine, Site site) {
    EventLoop loop = EventLoop.runningOrNull();
    boolean debug = loop == null ? LoopBuilder.DEBUG_BY_DEFAULT : loop.debug();
    if (!site.takeWatch() && !debug) {
      return false;
    }
    Unawaited watch = new Unawaited(loop, site.name);
    WATCHES.put(coroutine, watch);
    watch.watch(coroutine);
    return true;
  }

  /** A coroutine that is watched begins, or is closed. */
  static void begun(Coroutine<?> coroutine) {
    Unawaited watch = WATCHES.remove(coroutine);
    if (watch != null) {
      watch.done();
    }
  }

  @Override
  void say(@Nullable EventLoop loop) {
    String message = "coroutine '" + name + "' was never awaited";
    if (loop != null) {
      String place = madeAt.isEmpty() ? "" : ", made at " + madeAt.getFirst();
      loop.complaints().warn("never-awaited", 0, 0, message + place);
    }
    Log.RONDO.log(Level.WARNING, message + "\nmade at:" + ProgramFrames.text(madeAt));
  }
}
