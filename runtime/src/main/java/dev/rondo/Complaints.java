package dev.rondo;

import dev.rondo.observe.LoopObserver;
import java.lang.System.Logger.Level;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a loop complains of: told to its exception handler or logged, as CPython's asyncio does, and
 * to its observer as a warning.
 *
 * <p>Complaints are made on the loop's thread, between or within its slices. What another thread
 * notices it hands over with {@link #later}: no entry of the queue, so that the schedule stays the
 * same.
 */
final class Complaints {
  private static final int MOST_FRAMES = 10; // as asyncio keeps of a source traceback in debug mode

  private final EventLoop loop;
  private final ConcurrentLinkedQueue<Runnable> handedOver = new ConcurrentLinkedQueue<>();
  private final Set<Neglect> neglects = Collections.synchronizedSet(new LinkedHashSet<>());
  private final Map<Object, List<StackTraceElement>> madeAt =
      Collections.synchronizedMap(new WeakHashMap<>()); // filled in debug mode
  private volatile @Nullable Consumer<ExceptionContext> handler;
  private long slowNanos = 100_000_000;

  Complaints(EventLoop loop) {
    this.loop = loop;
  }

  // -- what may go unsaid until later -------------------------------------------------------------

  /** Any thread: has the loop make a complaint when it next looks; at once if it is closed. */
  void later(Runnable complaint) {
    handedOver.add(complaint);
    if (loop.isClosed()) {
      makeHandedOver();
    } else {
      loop.turns().lookAround();
    }
  }

  /** The loop's thread: makes what others handed over. */
  void makeHandedOver() {
    for (Runnable next = handedOver.poll(); next != null; next = handedOver.poll()) {
      next.run();
    }
  }

  void watch(Neglect neglect) {
    neglects.add(neglect);
  }

  void forget(Neglect neglect) {
    neglects.remove(neglect);
  }

  /** The loop is closed: what was left undone will stay so. */
  void settle() {
    makeHandedOver();
    List.copyOf(neglects).forEach(Neglect::complain);
  }

  /** The loop is closed under those tasks. */
  void destroyed(List<Task<?>> pending) {
    for (Task<?> task : pending) {
      String message = "Task was destroyed but it is pending!";
      warn("destroyed-pending", task.id(), 0, message + " " + task);
      call(new ExceptionContext(message, null, task));
      task.coroutine().close(); // if it has not begun, that is said with this
    }
  }

  // -- warnings -----------------------------------------------------------------------------------

  /** Tells the observer, on the loop's thread. */
  void warn(String code, long task, long handle, String text) {
    LoopObserver observer = loop.observer();
    if (observer != null) {
      observer.warned(code, task, handle, text);
    }
  }

  /** What to throw at a thread that is not the loop's. */
  IllegalStateException wrongThread(String thread) {
    String text =
        "Non-thread-safe operation invoked on an event loop other than the current one: thread "
            + thread
            + " is not the loop's: use callSoonThreadsafe";
    StackTraceElement[] place = ProgramFrames.here(1);
    String said = place.length == 0 ? text : text + " (" + place[0] + ")";
    later(() -> warn("wrong-thread", 0, 0, said));
    return new IllegalStateException(text);
  }

  /** What to throw at {@code task} (null: at a callback) where it cannot pause. */
  PauseException pauseRefused(@Nullable Task<?> task, String text, @Nullable Throwable cause) {
    warn("pause-refused", task == null ? 0 : task.id(), 0, text);
    return new PauseException(text, cause);
  }

  // -- slow slices --------------------------------------------------------------------------------

  void slowAfter(long nanos) {
    slowNanos = nanos;
  }

  long slowNanos() {
    return slowNanos;
  }

  /** That entry ran so long by the loop's clock. */
  void ran(Ready entry, long nanos) {
    if (nanos < slowNanos || (entry instanceof Handle handle && handle.cancelled())) {
      return;
    }
    Task<?> task = entry instanceof Task<?> stepped ? stepped : null;
    Handle handle = entry instanceof Handle made ? made : null;
    String seconds = String.format(Locale.ROOT, "%.3f", nanos / 1e9);
    String what = handle == null ? String.valueOf(task) : handle.described();
    String text = "Executing " + what + " took " + seconds + " seconds";
    warn("slow", task == null ? 0 : task.id(), handle == null ? 0 : handle.id(), text);
    Log.RONDO.log(Level.WARNING, text);
  }

  // -- where things were made, in debug mode ------------------------------------------------------

  /** Remembers that the calling code makes {@code made}: a future or a handle. */
  void noteMaking(Object made) {
    madeAt.put(made, List.of(ProgramFrames.here(MOST_FRAMES)));
  }

  /** Where it was made, innermost frame first; empty if that is not known. */
  List<StackTraceElement> madeAt(@Nullable Object made) {
    return made == null ? List.of() : madeAt.getOrDefault(made, List.of());
  }

  /** The same as asyncio's {@code repr} tells it, with a space before; any thread. */
  String createdAt(Object made) {
    List<StackTraceElement> frames = madeAt(made);
    return frames.isEmpty()
        ? ""
        : " created at "
            + frames.getFirst().getFileName()
            + ":"
            + frames.getFirst().getLineNumber();
  }

  // -- exceptions that nobody can be given --------------------------------------------------------

  @Nullable Consumer<ExceptionContext> handler() {
    return handler;
  }

  void handler(@Nullable Consumer<ExceptionContext> handler) {
    this.handler = handler;
  }

  /** Tells the exception handler, or logs it. As CPython's {@code call_exception_handler}. */
  void call(ExceptionContext told) {
    Task<?> task = told.task();
    call(told, task == null ? null : task.context());
  }

  /**
   * Tells the exception handler, or logs it. A handler sees the values of {@code variables}, if
   * any: a copy, since it may come to be told on another thread than uses that context.
   */
  void call(ExceptionContext told, @Nullable Context variables) {
    ProgramFrames.shorten(told.exception(), loop);
    ExceptionContext context = told.madeAt().isEmpty() ? withMaking(told) : told;
    Consumer<ExceptionContext> chosen = handler;
    if (chosen == null) {
      log(context);
      return;
    }
    try {
      if (variables == null) {
        chosen.accept(context);
      } else {
        variables.copy().run(() -> chosen.accept(context));
      }
    } catch (Throwable e) {
      ProgramFrames.shorten(e, loop);
      log(context); // or it would be lost
      log(new ExceptionContext("Unhandled error in exception handler", e, null));
    }
  }

  private ExceptionContext withMaking(ExceptionContext context) {
    List<StackTraceElement> frames = madeAt(context.future());
    List<StackTraceElement> chosen = frames.isEmpty() ? madeAt(context.handle()) : frames;
    return chosen.isEmpty() ? context : context.madeAt(chosen);
  }

  /** The default: logs it. */
  static void log(ExceptionContext context) {
    Log.RONDO.log(Level.ERROR, context.text(), context.exception());
  }
}
