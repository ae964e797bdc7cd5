package dev.rondo;

import dev.rondo.observe.LoopObserver;
import dev.rondo.observe.Traceparent;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * What a program has to say in the trace of its loop: notes, and the use of state that its tasks
 * share and the loop cannot see. All of it is about the loop that runs in the calling thread, and
 * the task that runs there; where no loop runs, or nobody records it, nothing happens, so a library
 * may call it from anywhere.
 *
 * {@snippet :
 * Trace.mark("order accepted", "id", order.id(), "items", order.size());
 * Trace.use(cache, "put");
 * }
 */
public final class Trace {
  private static final AtomicBoolean WARNED = new AtomicBoolean();

  private Trace() {}

  /**
   * Whether what is said here and now is recorded: to be asked where the values of a note would
   * cost something to find.
   */
  public static boolean isRecorded() {
    EventLoop loop = EventLoop.runningOrNull();
    return loop != null && loop.observer() != null;
  }

  // -- notes --------------------------------------------------------------------------------------

  /** A note. */
  public static void mark(String name) {
    note(name, Map.of());
  }

  /**
   * A note with an attribute. Values are those of JSON (strings, numbers, booleans, lists, maps);
   * of anything else its text is taken, and null is left out.
   */
  public static void mark(String name, String key, @Nullable Object value) {
    if (isRecorded()) {
      Map<String, Object> attributes = new LinkedHashMap<>(2);
      put(attributes, key, value);
      note(name, attributes);
    }
  }

  /** A note with two attributes, as {@link #mark(String, String, Object)}. */
  public static void mark(
      String name, String key1, @Nullable Object value1, String key2, @Nullable Object value2) {
    if (isRecorded()) {
      Map<String, Object> attributes = new LinkedHashMap<>(4);
      put(attributes, key1, value1);
      put(attributes, key2, value2);
      note(name, attributes);
    }
  }

  /** A note with three attributes, as {@link #mark(String, String, Object)}. */
  public static void mark(
      String name,
      String key1,
      @Nullable Object value1,
      String key2,
      @Nullable Object value2,
      String key3,
      @Nullable Object value3) {
    if (isRecorded()) {
      Map<String, Object> attributes = new LinkedHashMap<>(4);
      put(attributes, key1, value1);
      put(attributes, key2, value2);
      put(attributes, key3, value3);
      note(name, attributes);
    }
  }

  /** A note with attributes, as {@link #mark(String, String, Object)}; the map is copied. */
  public static void mark(String name, Map<String, ? extends @Nullable Object> attributes) {
    if (isRecorded()) {
      Map<String, Object> noted = new LinkedHashMap<>(); // in their order, which copyOf would lose
      attributes.forEach((key, value) -> put(noted, key, value));
      note(name, noted);
    }
  }

  /** The nulls of a program must not fail it for being observed. */
  private static void put(
      Map<String, Object> attributes, @Nullable String key, @Nullable Object value) {
    if (value != null) {
      attributes.put(String.valueOf(key), value);
    }
  }

  private static void note(String name, Map<String, Object> attributes) {
    EventLoop loop = EventLoop.runningOrNull();
    LoopObserver observer = loop == null ? null : loop.observer();
    if (loop != null && observer != null) {
      observer.marked(
          loop.currentTaskId(), String.valueOf(name), Collections.unmodifiableMap(attributes));
    }
  }

  // -- shared state -------------------------------------------------------------------------------

  /**
   * The use of an object that tasks share, called by the name of its class.
   *
   * @param object whose identity counts, not its {@code equals}; it is not kept from being
   *     collected, and none of its methods is called
   * @param operation what took effect, such as {@code read} or {@code put}
   */
  public static void use(Object object, String operation) {
    if (isRecorded()) {
      use(object, nameOf(object.getClass()), operation);
    }
  }

  /**
   * The use of an object that tasks share.
   *
   * @param object as {@link #use(Object, String)}
   * @param what what the trace calls it, such as {@code cache sessions}
   * @param operation what took effect
   */
  public static void use(Object object, String what, String operation) {
    EventLoop loop = EventLoop.runningOrNull();
    LoopObserver observer = loop == null ? null : loop.observer();
    if (loop != null && observer != null) {
      observer.used(loop.currentTaskId(), loop.objectId(object), what, operation);
    }
  }

  private static String nameOf(Class<?> type) {
    String simple = type.getSimpleName();
    return simple.isEmpty() ? type.getName().substring(type.getPackageName().length() + 1) : simple;
  }

  // -- across processes ---------------------------------------------------------------------------

  /**
   * What a process or message is to be told that the task that runs now makes, so that its trace is
   * known to be a part of this one: the task's span, where somebody makes spans; else the one that
   * an export of the recording will give it; else what this process was started with, in {@code
   * TRACEPARENT}; else null.
   *
   * {@snippet :
   * Traceparent here = Trace.traceparent();
   * if (here != null) {
   *   processBuilder.environment().put(Traceparent.VARIABLE, here.toString());
   * }
   * }
   */
  public static @Nullable Traceparent traceparent() {
    EventLoop loop = EventLoop.runningOrNull();
    LoopObserver observer = loop == null ? null : loop.observer();
    Traceparent here =
        loop == null || observer == null ? null : observer.traceparent(loop.currentTaskId());
    return here == null ? Traceparent.ofProcess() : here;
  }

  /**
   * The task that runs now deals with a message of another process, which came with {@code
   * traceparent}: noted in the trace, and as a link of the task's span. Null says nothing; what
   * breaks the W3C's rules is ignored, and warned of once.
   */
  public static void received(@Nullable String traceparent) {
    Traceparent from = checked(traceparent);
    EventLoop loop = EventLoop.runningOrNull();
    LoopObserver observer = loop == null ? null : loop.observer();
    if (loop != null && observer != null && from != null) {
      observer.received(loop.currentTaskId(), from);
    }
  }

  private static @Nullable Traceparent checked(@Nullable String text) {
    Traceparent parsed = Traceparent.parse(text);
    if (parsed == null && text != null && !text.isEmpty() && WARNED.compareAndSet(false, true)) {
      String shown = text.length() > 80 ? text.substring(0, 80) + "…" : text;
      Log.RONDO.log(System.Logger.Level.WARNING, "no traceparent, and ignored: '" + shown + "'");
    }
    return parsed;
  }
}
