package dev.rondo;

import java.lang.System.Logger.Level;
import java.util.List;
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

  private Unawaited(@Nullable EventLoop loop, String name) {
    super(loop);
    this.name = name;
    this.madeAt = List.of(ProgramFrames.here(MOST_FRAMES));
  }

  /**
   * What a coroutine that is watched holds on to, alone. It is this that is watched: a coroutine
   * that were given away could not be left out by the compiler where it is awaited at once.
   */
  static final class Token {
    private final Unawaited watch;

    private Token(Unawaited watch) {
      this.watch = watch;
    }

    /** The coroutine begins, or is closed. */
    void begun() {
      watch.done();
    }
  }

  /** Begins to watch a new coroutine of that site, where that is due; else null. */
  static @Nullable Token watch(Site site) {
    EventLoop loop = EventLoop.runningOrNull();
    boolean debug = loop == null ? LoopBuilder.DEBUG_BY_DEFAULT : loop.debug();
    if (!site.takeWatch() && !debug) {
      return null;
    }
    Token token = new Token(new Unawaited(loop, site.name));
    token.watch.watch(token);
    return token;
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
