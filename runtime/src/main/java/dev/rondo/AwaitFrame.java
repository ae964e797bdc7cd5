package dev.rondo;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The frame between what was awaited and the code that awaited it, in the stack trace of a failure
 * that went from one task to another: {@code dev.rondo.Async.await(task guest)}.
 *
 * <p>It also tells which task awaited, in the version of a module that it does not have: that is
 * not printed. An exception object is often shared, and only so can a task know whether the
 * awaiting code at the end of the trace is its own.
 */
final class AwaitFrame {
  private static final int MOST_FRAMES = 1024; // as the virtual machine fills in
  private static final StackTraceElement[] NONE = {};

  private AwaitFrame() {}

  /**
   * What {@code exception} has to tell where {@code owner} (null: a callback) ends with it: without
   * the awaiting code of others, to whom the same exception came before.
   */
  static StackTraceElement[] framesOf(
      Throwable exception, @Nullable Task<?> owner, EventLoop loop) {
    if (exception instanceof CancelledError) {
      return NONE;
    }
    try {
      ProgramFrames.shorten(exception, loop);
      return ownPart(exception.getStackTrace(), owner);
    } catch (RuntimeException | StackOverflowError e) {
      return NONE; // a program's own exception class may do as it likes
    }
  }

  private static StackTraceElement[] ownPart(StackTraceElement[] frames, @Nullable Task<?> owner) {
    int first = -1;
    int last = -1;
    for (int i = 0; i < frames.length; i++) {
      if (isOne(frames[i])) {
        first = first < 0 ? i : first;
        last = i;
      }
    }
    return last < 0 || isAwaitOf(owner, frames[last]) ? frames : Arrays.copyOf(frames, first);
  }

  private static boolean isAwaitOf(@Nullable Task<?> task, StackTraceElement frame) {
    return task != null && awaiterOf(task).equals(frame.getModuleVersion());
  }

  private static boolean isOne(StackTraceElement frame) {
    return frame.getModuleName() == null && frame.getModuleVersion() != null;
  }

  private static String awaiterOf(Task<?> task) {
    return Integer.toHexString(System.identityHashCode(task));
  }

  /**
   * Such a frame, and the frames of the program's code that runs now, as many as there is room for
   * behind {@code before} others.
   */
  static StackTraceElement[] here(Task<?> awaiter, Future<?> awaited, int before) {
    StackTraceElement frame =
        new StackTraceElement(
            null, null, awaiterOf(awaiter), "dev.rondo.Async", "await", awaited.what(), -1);
    int room = Math.max(0, MOST_FRAMES - before - 1);
    return join(new StackTraceElement[] {frame}, ProgramFrames.here(room));
  }

  /** All of {@code outer}, and of {@code inner} the innermost that there is room for. */
  static StackTraceElement[] join(StackTraceElement[] inner, StackTraceElement[] outer) {
    int kept = Math.min(inner.length, MOST_FRAMES - outer.length);
    StackTraceElement[] all = Arrays.copyOf(inner, kept + outer.length);
    System.arraycopy(outer, 0, all, kept, outer.length);
    return all;
  }
}
