package dev.rondo;

import dev.rondo.engine.Fiber;
import java.lang.StackWalker.StackFrame;
import java.util.Iterator;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Refuses a pause on a stack that must not be put aside, with an error that names the place:
 *
 * <ul>
 *   <li>one that holds a monitor ({@code synchronized}): the next task to enter it would hang the
 *       loop, or with continuations be let in;
 *   <li>one that runs a class initialiser or native code, which pins it;
 *   <li>one within a {@code ScopedValue} binding, which with continuations leaks to other tasks.
 * </ul>
 *
 * Looking costs some microseconds, so it is done for the first pauses of each coroutine site, then
 * ever more rarely, and in debug mode for every pause. Where a coroutine awaits another in place,
 * both count: a hot coroutine under a new one is looked at again.
 */
final class PauseGuard {
  private static final int FIRST_PAUSES = 32;
  private static final int CHAIN = 8; // so many coroutines, innermost first, are counted

  private static final StackWalker WALKER =
      StackWalker.getInstance(
          Set.of(StackWalker.Option.RETAIN_CLASS_REFERENCE, StackWalker.Option.SHOW_HIDDEN_FRAMES));

  private static final Look REASON = new Look(false);
  private static final Look MONITORS = new Look(true);

  private PauseGuard() {}

  /**
   * Looks at the running stack, if it is the turn of one of its sites.
   *
   * @throws PauseException if a pause must be refused
   */
  static void check(Task<?> task, Chain innermost, boolean always) {
    boolean due = innermost.countPause() && tellSites(innermost); // mostly a decrement
    if (due || always) {
      String reason = look(REASON);
      if (reason != null) {
        throw refused(task, reason, null);
      }
    }
  }

  /**
   * Refuses to start {@code coroutine} eagerly within a slice that holds a monitor: a continuation
   * that pauses takes all monitors of its thread along, those of its maker too.
   *
   * @param maker whose slice it is, or null for a callback's, which is always looked at
   */
  static void checkEagerStart(EventLoop loop, @Nullable Task<?> maker, Coroutine<?> coroutine) {
    Chain innermost = maker == null ? null : maker.innermost();
    if (loop.debug() || innermost == null || (innermost.countPause() && tellSites(innermost))) {
      String reason = look(MONITORS);
      if (reason != null) {
        String text = "cannot start " + coroutine.coroutine() + " eagerly" + reason;
        throw loop.complaints().pauseRefused(maker, text, null);
      }
    }
  }

  private static @Nullable String look(Look forWhat) {
    try {
      return WALKER.walk(forWhat);
    } catch (InternalError e) { // the walker's word for having no stack left to work with
      StackOverflowError overflow = new StackOverflowError("no stack left to look at the stack");
      overflow.initCause(e);
      throw overflow;
    }
  }

  /** What to throw when the engine refused a pause that was not looked at: with the place too. */
  static PauseException refused(Task<?> task, Fiber.PinnedException e) {
    String reason = look(REASON);
    return refused(task, reason == null ? ": " + e.getMessage() : reason, e);
  }

  private static PauseException refused(Task<?> task, String reason, @Nullable Throwable cause) {
    String text = "cannot pause " + task.name() + reason;
    return task.loop().complaints().pauseRefused(task, text, cause);
  }

  /** Whether one of the sites has had its first pauses, or so many that it is to be looked at. */
  private static boolean tellSites(Chain innermost) {
    int pauses = innermost.pausesAtOnce();
    long next = Integer.MAX_VALUE;
    boolean due = false;
    Chain chain = innermost;
    for (int i = 0; chain != null && i < CHAIN; i++, chain = chain.awaiter()) {
      Site site = chain.site();
      if (!site.internal) {
        long all = site.countPauses(pauses);
        due |= all <= FIRST_PAUSES || Long.highestOneBit(all) > all - pauses;
        next = Math.min(next, all < FIRST_PAUSES ? 1 : 2 * Long.highestOneBit(all) - all);
      }
    }
    innermost.countAtOnce((int) next);
    return due;
  }

  /** Why no pause may be on this stack, or null. A class, since a lambda would start slower. */
  private record Look(boolean monitorsOnly)
      implements Function<Stream<StackFrame>, @Nullable String> {
    @Override
    public @Nullable String apply(Stream<StackFrame> frames) {
      StackFrame inner = null; // the program's method that was seen last
      for (Iterator<StackFrame> each = frames.iterator(); each.hasNext(); ) {
        StackFrame frame = each.next();
        if (ProgramFrames.isBottom(frame.getClassName(), frame.getMethodName())) {
          return null;
        }
        String reason = monitorsOnly ? monitor(frame) : reason(frame, inner);
        if (reason != null) {
          return reason;
        }
        inner = isThePrograms(frame) ? frame : inner;
      }
      return null;
    }
  }

  private static boolean isThePrograms(StackFrame frame) {
    Class<?> type = frame.getDeclaringClass();
    return type.getClassLoader() != null && !type.isHidden() && !isOnEveryStack(type);
  }

  /** Our own, without monitors: no need to read their files. */
  private static boolean isOnEveryStack(Class<?> type) {
    return type == Task.class
        || type == Async.class
        || (Coroutine.class.isAssignableFrom(type) && !type.isHidden());
  }

  /** Why no pause may be under this frame, or null; {@code inner} is the place that it called. */
  private static @Nullable String reason(StackFrame frame, @Nullable StackFrame inner) {
    Class<?> type = frame.getDeclaringClass();
    if (isOnEveryStack(type)) {
      return null;
    }
    if (type.getPackageName().equals("jdk.internal.foreign.abi")) {
      return " in a callback from native code (" + (inner == null ? frame : place(inner)) + ")";
    }
    if (type.isHidden()) { // a lambda's class; or another one made at run time, without a file
      return null;
    }
    if (type.getName().equals("java.lang.ScopedValue$Carrier")) {
      return " within a ScopedValue binding"
          + (inner == null ? "" : " (" + place(inner) + ")")
          + ": other tasks would see it. End the binding before, or pass the value on.";
    }
    if (frame.getMethodName().equals("<clinit>")) {
      return " in the class initialiser of " + type.getName() + " (" + place(frame) + ")";
    }
    if (frame.isNativeMethod()) {
      return " under the native method " + place(frame);
    }
    return monitor(frame);
  }

  private static @Nullable String monitor(StackFrame frame) {
    return holdsMonitor(frame)
        ? " inside synchronized: "
            + place(frame)
            + " holds a monitor, and the next task to enter it would hang the loop. Leave it"
            + " before: no other task runs between two pauses."
        : null;
  }

  private static boolean holdsMonitor(StackFrame frame) {
    Class<?> type = frame.getDeclaringClass();
    if (type.isHidden() || isOnEveryStack(type)) {
      return false;
    }
    HeldMonitors monitors = HeldMonitors.of(type);
    return monitors.any()
        && monitors.heldAt(frame.getMethodName(), frame.getDescriptor(), frame.getByteCodeIndex());
  }

  private static String place(StackFrame frame) {
    return frame.toStackTraceElement().toString();
  }
}
