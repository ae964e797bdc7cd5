package dev.rondo;

import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The part of a task's or callback's stack that the program's author wrote: without this library,
 * without what parks a task, and cut where the loop begins.
 */
final class ProgramStack {
  private static final String OURS = "dev.rondo.";
  private static final @Nullable CodeSource OUR_JAR =
      ProgramStack.class.getProtectionDomain().getCodeSource();
  private static final Map<String, Boolean> IN_OUR_JAR = new ConcurrentHashMap<>();

  private final List<StackTraceElement> frames = new ArrayList<>();
  private final List<@Nullable String> places = new ArrayList<>();

  /** Takes a thread's or fiber's whole stack, innermost first. */
  ProgramStack(List<StackTraceElement> whole) {
    String place = null; // in the body of the coroutine in whose frames we are
    for (StackTraceElement frame : cut(whole)) {
      if (is(frame, "Coroutine", "runInPlace") || is(frame, "Sleep", "inPlace")) {
        places.add(place);
        place = null;
      } else if (!isOurs(frame.getClassName())) {
        frames.add(frame);
        place = isTheJdks(frame) ? place : lineOf(frame);
      }
    }
    places.add(place); // in the task's own
  }

  /** The program's frames, innermost first. */
  List<StackTraceElement> frames() {
    return frames;
  }

  /** Where the n-th coroutine stands, the innermost being 0: {@code File.java:12}, or null. */
  @Nullable String placeOf(int coroutine) {
    return coroutine < places.size() ? places.get(coroutine) : null;
  }

  /** Between what parks the task, or asks for this stack, and what the loop starts. */
  private static List<StackTraceElement> cut(List<StackTraceElement> whole) {
    int top = 0;
    int bottom = whole.size();
    for (int i = 0; i < bottom; i++) {
      if (is(whole.get(i), "Task", "pause") || is(whole.get(i), "EventLoop", "dump")) {
        top = i;
      } else if (ProgramFrames.isBottom(
          whole.get(i).getClassName(), whole.get(i).getMethodName())) {
        bottom = i;
      }
    }
    return whole.subList(top, bottom);
  }

  /** Whether it shows the inside of a slice, and of how many tasks. */
  static int bodiesOn(List<StackTraceElement> whole) {
    return (int) whole.stream().filter(ProgramStack::isBottomOfTask).count();
  }

  private static boolean isBottomOfTask(StackTraceElement frame) {
    return ProgramFrames.isBottomOfTask(frame.getClassName(), frame.getMethodName());
  }

  /** Whether it shows a plain callback at work. */
  static boolean showsCallback(List<StackTraceElement> whole) {
    return whole.stream().anyMatch(frame -> is(frame, "Handle", "run"));
  }

  private static boolean is(StackTraceElement frame, String type, String method) {
    return frame.getMethodName().equals(method) && frame.getClassName().equals(OURS + type);
  }

  static boolean isTheJdks(StackTraceElement frame) {
    String module = frame.getModuleName();
    return module != null && (module.startsWith("java.") || module.startsWith("jdk."));
  }

  /** A program may have packages of such a name too, as our own tests do. */
  private static boolean isOurs(String type) {
    return type.startsWith(OURS) && IN_OUR_JAR.computeIfAbsent(type, ProgramStack::isInOurJar);
  }

  private static boolean isInOurJar(String type) {
    try {
      CodeSource jar =
          Class.forName(type, false, ProgramStack.class.getClassLoader())
              .getProtectionDomain()
              .getCodeSource();
      return OUR_JAR != null && OUR_JAR.equals(jar);
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }

  private static String lineOf(StackTraceElement frame) {
    String file = frame.getFileName() == null ? frame.getClassName() : frame.getFileName();
    return frame.getLineNumber() > 0 ? file + ":" + frame.getLineNumber() : file;
  }
}
