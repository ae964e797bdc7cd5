package dev.rondo;

import java.lang.StackWalker.StackFrame;
import java.util.Optional;
import java.util.Set;
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
 * ever more rarely, and in debug mode for every pause.
 */
final class PauseGuard {
  private static final int FIRST_PAUSES = 32;
  private static final StackWalker WALKER =
      StackWalker.getInstance(
          Set.of(StackWalker.Option.RETAIN_CLASS_REFERENCE, StackWalker.Option.SHOW_HIDDEN_FRAMES));

  private PauseGuard() {}

  /**
   * Looks at the running stack, if it is the site's turn.
   *
   * @throws PauseException if a pause must be refused
   */
  static void check(Task<?> task, Coroutine<?> innermost, boolean always) {
    int pauses = ++programs(innermost).pauses;
    if (always || pauses <= FIRST_PAUSES || (pauses & (pauses - 1)) == 0) {
      String reason = WALKER.walk(PauseGuard::reason);
      if (reason != null) {
        throw new PauseException("cannot pause " + task.name() + " " + reason);
      }
    }
  }

  /** The site of the innermost coroutine that is the program's own. */
  private static Site programs(Coroutine<?> coroutine) {
    Coroutine<?> own = coroutine;
    for (Coroutine<?> next = own; next != null && own.internal(); next = next.awaiter()) {
      own = next;
    }
    return own.site();
  }

  private static @Nullable String reason(Stream<StackFrame> frames) {
    Optional<String> found =
        frames
            .takeWhile(frame -> !isBottom(frame))
            .filter(frame -> !frame.getDeclaringClass().isHidden())
            .map(PauseGuard::reason)
            .filter(reason -> !reason.isEmpty())
            .findFirst();
    return found.orElse(null);
  }

  private static boolean isBottom(StackFrame frame) {
    return frame.getDeclaringClass() == Task.class && frame.getMethodName().equals("runBody");
  }

  /** Why no pause may be under this frame, or an empty string. */
  private static String reason(StackFrame frame) {
    Class<?> type = frame.getDeclaringClass();
    String method = frame.getMethodName();
    if (type.getName().equals("java.lang.ScopedValue$Carrier")) {
      return "within a ScopedValue binding: other tasks would see it. End the binding before, or pass the value on.";
    }
    if (method.equals("<clinit>")) {
      return "in the class initialiser of " + type.getName() + " (" + place(frame) + ")";
    }
    if (frame.isNativeMethod()) {
      return "under the native method " + place(frame);
    }
    if (HeldMonitors.of(type).heldAt(method, frame.getDescriptor(), frame.getByteCodeIndex())) {
      return "inside synchronized: "
          + place(frame)
          + " holds a monitor, and the next task to enter it would hang the loop. Use"
          + " dev.rondo.sync, or leave the synchronized block first.";
    }
    return "";
  }

  private static String place(StackFrame frame) {
    return frame.toStackTraceElement().toString();
  }
}
