package dev.rondo;

import java.lang.StackWalker.StackFrame;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Leaves the loop's machinery out of a stack trace that somebody is about to read: what is below a
 * task's body or a callback, and the steps between an {@code await} and the coroutine that it runs.
 */
final class ProgramFrames {
  private static final Set<String> MACHINERY =
      Set.of(
          "dev.rondo.Coroutine",
          "dev.rondo.Coroutine$OfBlock",
          "dev.rondo.Coroutine$OfCallable",
          "dev.rondo.Future$Callback",
          "dev.rondo.Handle",
          "dev.rondo.Handle$Soon",
          "dev.rondo.Handle$WhenDone",
          "dev.rondo.Nap",
          "dev.rondo.Sleep",
          "dev.rondo.Task",
          "dev.rondo.Thrown",
          "dev.rondo.TimerHandle",
          "jdk.internal.vm.Continuation");
  private static final Set<String> BODIES =
      Set.of("dev.rondo.Coroutine$OfBlock", "dev.rondo.Coroutine$OfCallable", "dev.rondo.Sleep");
  private static final Set<String> RUNNERS =
      Set.of(
          "dev.rondo.Async",
          "dev.rondo.EventLoop",
          "dev.rondo.ProgramFrames",
          "dev.rondo.Runner",
          "java.lang.Thread");

  private static final StackWalker WALKER =
      StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

  private ProgramFrames() {}

  /** Leaves the loop's own frames out of what somebody will read; not in debug mode. */
  static void shorten(@Nullable Throwable failure, EventLoop loop) {
    if (!loop.debug()) {
      keepIn(failure);
    }
  }

  /** Shortens the stack traces of {@code failure}, of its causes and of what it suppressed. */
  static void keepIn(@Nullable Throwable failure) {
    keepIn(failure, Collections.newSetFromMap(new IdentityHashMap<>()));
  }

  private static void keepIn(@Nullable Throwable failure, Set<Throwable> seen) {
    if (failure == null || !seen.add(failure)) {
      return;
    }
    StackTraceElement[] frames = failure.getStackTrace();
    int bottom = bottomOf(frames);
    if (bottom >= 0) {
      failure.setStackTrace(
          Arrays.stream(frames, 0, bottom)
              .filter(frame -> !isMachinery(frame.getClassName(), frame.getMethodName()))
              .toArray(StackTraceElement[]::new));
    }
    keepIn(failure.getCause(), seen);
    for (Throwable suppressed : failure.getSuppressed()) {
      keepIn(suppressed, seen);
    }
  }

  /** Where the loop begins; -1 if this stack is not of a task or a callback, or was cut before. */
  private static int bottomOf(StackTraceElement[] frames) {
    for (int i = 0; i < frames.length; i++) {
      if (isBottom(frames[i].getClassName(), frames[i].getMethodName())) {
        return i;
      }
    }
    return -1;
  }

  /** Whether that is where the loop enters a task's body or a callback. */
  static boolean isBottom(String type, String method) {
    return isBottomOfTask(type, method)
        || (type.equals("dev.rondo.Handle") && method.equals("run"));
  }

  /** Whether that is where it enters a task's body. */
  static boolean isBottomOfTask(String type, String method) {
    return method.equals("run") && BODIES.contains(type);
  }

  private static boolean isMachinery(String type, String method) {
    return MACHINERY.contains(type)
        || type.startsWith("dev.rondo.engine.")
        || (type.equals("dev.rondo.Async") && method.startsWith("lambda$"));
  }

  /** The frames of the program's code that runs now, innermost first, so many at most. */
  static StackTraceElement[] here(int most) {
    return WALKER.walk(new Walk(most));
  }

  /** A class, since a lambda would start slower. */
  private record Walk(int most) implements Function<Stream<StackFrame>, StackTraceElement[]> {
    @Override
    public StackTraceElement[] apply(Stream<StackFrame> stack) {
      List<StackTraceElement> frames = new ArrayList<>();
      boolean begun = false;
      for (Iterator<StackFrame> each = stack.iterator(); each.hasNext() && frames.size() < most; ) {
        StackFrame frame = each.next();
        if (isBottom(frame.getClassName(), frame.getMethodName())) {
          break;
        }
        begun |= Site.isThePrograms(frame);
        if (begun && !isMachinery(frame.getClassName(), frame.getMethodName())) {
          frames.add(frame.toStackTraceElement());
        }
      }
      return frames.toArray(StackTraceElement[]::new);
    }
  }

  /** Frames as in a printed stack trace, a line each. */
  static String text(List<StackTraceElement> frames) {
    StringBuilder text = new StringBuilder();
    for (StackTraceElement frame : frames) {
      text.append("\n    at ").append(frame);
    }
    return text.toString();
  }

  /**
   * Lets {@code failure}, which is about to leave the method that runs the loop, end with the
   * frames of that method's caller, who may have waited in another thread.
   */
  static void endWithCaller(Throwable failure) {
    StackTraceElement[] here = Thread.currentThread().getStackTrace();
    int caller = 0;
    while (caller < here.length && RUNNERS.contains(here[caller].getClassName())) {
      caller++;
    }
    StackTraceElement[] frames = failure.getStackTrace();
    if (!endsWith(frames, Arrays.copyOfRange(here, caller, here.length))) {
      failure.setStackTrace(
          Stream.concat(
                  Arrays.stream(frames), Arrays.stream(here, Math.max(0, caller - 1), here.length))
              .toArray(StackTraceElement[]::new));
    }
  }

  private static boolean endsWith(StackTraceElement[] frames, StackTraceElement[] end) {
    int from = frames.length - end.length;
    return from >= 0 && Arrays.equals(frames, from, frames.length, end, 0, end.length);
  }
}
