package dev.rondo;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs programs one after the other on one loop, in one context: what one sets in a {@link
 * ContextVar}, the next one sees. {@link #close} cancels the tasks that are left, waits for the
 * loop's threads and closes the loop. As CPython's {@code asyncio.Runner}; {@link Async#run} is one
 * for a single program.
 *
 * {@snippet :
 * try (Runner runner = new Runner()) {
 *   Connection connection = runner.run(connect());
 *   runner.run(query(connection)); // on the same loop
 * }
 * }
 *
 * <p>The loop is made at the first use, by the thread that uses it. When the virtual machine goes
 * down (Ctrl-C), the program that runs is cancelled, and {@link #close} does not return.
 */
public final class Runner implements AutoCloseable {
  private final Supplier<EventLoop> loops;
  private final boolean setsCurrent;
  private @Nullable Boolean debug;
  private @Nullable EventLoop loop; // from the first use on
  private @Nullable Context context; // of its programs
  private boolean closed;

  /** One that runs its programs on a plain loop. */
  public Runner() {
    this(EventLoop.builder());
  }

  /**
   * One that runs its programs on the loop that {@code builder} makes, which is the thread's
   * current one ({@link EventLoop#current}) until this runner is closed.
   */
  public Runner(LoopBuilder builder) {
    this(builder::create, true);
  }

  /** One that runs its programs on a loop of {@code factory}, which it closes. */
  public Runner(Supplier<EventLoop> factory) {
    this(factory, false);
  }

  private Runner(Supplier<EventLoop> loops, boolean setsCurrent) {
    this.loops = Objects.requireNonNull(loops);
    this.setsCurrent = setsCurrent;
  }

  /** Whether the loop is to be in debug mode ({@link EventLoop#setDebug}); to be called first. */
  public Runner debug(boolean on) {
    debug = on;
    return this;
  }

  /**
   * The loop.
   *
   * @throws IllegalStateException if this runner is closed
   */
  public EventLoop loop() {
    if (closed) {
      throw new IllegalStateException("Runner is closed");
    }
    EventLoop made = loop;
    if (made == null) {
      made = loops.get();
      loop = made;
      if (debug != null) {
        made.setDebug(debug);
      }
      if (setsCurrent) {
        EventLoop.setCurrent(made);
      }
      context = Context.copyCurrent();
    }
    return made;
  }

  /**
   * Runs a program to its end, in this runner's context, and gives its result.
   *
   * @throws IllegalStateException if a loop runs in this thread already, or this runner is closed
   */
  public <T> T run(Coroutine<T> program) {
    return run(program, null);
  }

  /** Runs a program in {@code context} itself; null for this runner's. */
  public <T> T run(Coroutine<T> program, @Nullable Context context) {
    requireNoLoop("run");
    EventLoop on = loop();
    Context chosen = context == null ? Objects.requireNonNull(this.context) : context;
    Task<T> task = on.createTask(program, null, chosen);
    on.thread().onInterrupt(task::cancel);
    try {
      return on.runUntilComplete(task);
    } finally {
      on.thread().onInterrupt(on::stop); // for whoever runs the loop himself next
    }
  }

  /**
   * Cancels the tasks that are left, waits for them and for the loop's threads, and closes the
   * loop. Closing it twice does nothing.
   *
   * @throws IllegalStateException if a loop runs in this thread
   */
  @Override
  public void close() {
    EventLoop ending = loop;
    if (closed || ending == null) {
      return;
    }
    requireNoLoop("close");
    ending.thread().own();
    try (ending) {
      closed = true;
      finish(ending);
    } finally {
      loop = null;
      if (setsCurrent) {
        EventLoop.setCurrent(null);
      }
      while (ending.thread().interruptedByExit()) {
        LockSupport.park(); // the virtual machine is going down: let it
      }
    }
  }

  private static void requireNoLoop(String what) {
    if (EventLoop.runningOrNull() != null) {
      throw new IllegalStateException(
          "Runner." + what + "() cannot be called from a running event loop");
    }
  }

  private static void finish(EventLoop loop) {
    loop.thread().onInterrupt(() -> {}); // it ends already
    try {
      cancelAllTasks(loop);
    } finally {
      loop.shutdownDefaultExecutor();
    }
  }

  private static void cancelAllTasks(EventLoop loop) {
    List<Task<?>> left = loop.allTasks();
    if (left.isEmpty()) {
      return;
    }
    left.forEach(Task::cancel);
    loop.runUntilComplete(Async.gatherReturningExceptions(left));
    for (Task<?> task : left) {
      if (!task.cancelled() && task.exception() != null) {
        loop.callExceptionHandler(
            new ExceptionContext(
                "unhandled exception during run() shutdown", task.exception(), task));
      }
    }
  }
}
