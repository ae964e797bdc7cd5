package dev.rondo;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The front door, to be imported whole: {@code import static dev.rondo.Async.*;}. Coroutines are
 * made with {@link #async}, awaited with {@link #await(Awaitable)}, and the outermost is given to
 * {@link #run}.
 *
 * {@snippet :
 * Coroutine<String> brew(String what, int ms) {    // calling it runs nothing
 *   return async(() -> {
 *     await(sleep(Duration.ofMillis(ms)));         // the loop gets its turn
 *     return what;
 *   });
 * }
 * }
 */
public final class Async {
  private static final Site TO_THREAD = Site.internal("toThread");

  private Async() {}

  // -- coroutines ---------------------------------------------------------------------------------

  /** A coroutine with that body, named after the method that calls this. Nothing runs yet. */
  public static <T> Coroutine<T> async(Callable<? extends T> body) {
    return Coroutine.of(Site.of(body), body);
  }

  /** A coroutine without a result. */
  public static Coroutine<Void> async(Block body) {
    return Coroutine.of(Site.of(body), body);
  }

  /** A coroutine of that name. */
  public static <T> Coroutine<T> async(String name, Callable<? extends T> body) {
    return Coroutine.of(Site.of(body).named(name), body);
  }

  /** A coroutine of that name, without a result. */
  public static Coroutine<Void> async(String name, Block body) {
    return Coroutine.of(Site.of(body).named(name), body);
  }

  @SuppressWarnings("NullAway") // null is the one value of Void
  static Callable<Void> withoutResult(Block body) {
    return () -> {
      body.run();
      return null;
    };
  }

  /**
   * Waits for a result, and gives it.
   *
   * <ul>
   *   <li>A <b>coroutine</b> runs at once, in place, on the awaiter's own turn, like a call:
   *       control is never ceded (unless its body awaits something that does).
   *   <li>A <b>task</b> or future that is not done cedes control to the loop, and is given a
   *       callback that puts the awaiter back in the queue when it is done. One that is done gives
   *       its result at once.
   * </ul>
   *
   * An unchecked exception comes out as it is, a checked one in a {@code CompletionException}.
   *
   * @throws PauseException if it is called outside of a task, or where a pause cannot be
   * @throws CancelledError if the awaiting task, or what it awaits, was cancelled
   * @throws IllegalStateException if the coroutine was awaited before
   */
  public static <T> T await(Awaitable<T> awaited) {
    Task<?> task = requireTask("await");
    return awaited instanceof Coroutine<T> coroutine
        ? task.await(coroutine)
        : task.await((Future<T>) awaited);
  }

  /**
   * Waits for what a stage of the JDK gives, such as {@code HttpClient.sendAsync} returns: control
   * is ceded, unless it is complete. Where the awaiting task is cancelled, so is the stage.
   *
   * @throws PauseException if it is called outside of a task, or where a pause cannot be
   * @throws CancelledError if the awaiting task or the stage was cancelled
   */
  public static <T> T await(CompletionStage<T> stage) {
    Task<?> task = requireTask("await");
    return task.await(Stages.wrap(stage, task.loop()));
  }

  /** The task whose body calls. @throws PauseException if there is none */
  static Task<?> requireTask(String what) {
    EventLoop loop = EventLoop.runningOrNull();
    Task<?> task = loop == null ? null : loop.currentTask();
    if (task != null) {
      return task;
    }
    String text = what + " outside of a task: ";
    if (loop == null) {
      throw new PauseException(
          text + "no event loop runs in this thread; start one with run(coroutine)");
    }
    text += "a plain callback cannot pause; make a task with createTask";
    throw loop.complaints().pauseRefused(null, text, null);
  }

  /**
   * Runs {@code body}, in which an attempt to pause is a {@link PauseException}: proof that no
   * other task gets a turn in between, and no lock is needed. Awaiting what does not pause is
   * allowed.
   */
  public static <T> T withoutPause(Callable<? extends T> body) {
    EventLoop loop = EventLoop.runningOrNull();
    Task<?> task = loop == null ? null : loop.currentTask();
    if (task == null) {
      return Thrown.call(body);
    }
    task.forbidPause();
    try {
      return Thrown.call(body);
    } finally {
      task.allowPause();
    }
  }

  /** Runs {@code body}, in which an attempt to pause is a {@link PauseException}. */
  public static void withoutPause(Block body) {
    withoutPause(withoutResult(body));
  }

  // -- tasks --------------------------------------------------------------------------------------

  /** Makes a task of a coroutine on the running loop: it is queued, not started. */
  public static <T> Task<T> createTask(Coroutine<T> coroutine) {
    return EventLoop.running().createTask(coroutine);
  }

  /** Makes a task of that name. */
  public static <T> Task<T> createTask(Coroutine<T> coroutine, @Nullable String name) {
    return EventLoop.running().createTask(coroutine, name);
  }

  /** Makes a task of that name (or null) that runs in {@code context} itself, not in a copy. */
  public static <T> Task<T> createTask(
      Coroutine<T> coroutine, @Nullable String name, Context context) {
    return EventLoop.running().createTask(coroutine, name, context);
  }

  /**
   * A {@link TaskFactory} whose tasks start eagerly: they run at once, up to their first pause,
   * within the slice of the code that makes them. {@code
   * loop.setTaskFactory(Async::eagerTaskFactory)}.
   */
  public static <T> Task<T> eagerTaskFactory(
      EventLoop loop, Coroutine<T> coroutine, @Nullable String name, @Nullable Context context) {
    return new Task<>(coroutine, loop, name, context, true);
  }

  /** The task whose body calls this, or null in a plain callback. */
  public static @Nullable Task<?> currentTask() {
    return EventLoop.running().currentTask();
  }

  /** The tasks of the running loop that are not done, in order of creation. */
  public static List<Task<?>> allTasks() {
    return EventLoop.running().allTasks();
  }

  /** {@code awaited} as a future: a coroutine is made a task on the running (or current) loop. */
  public static <T> Future<T> ensureFuture(Awaitable<T> awaited) {
    return awaited instanceof Coroutine<T> coroutine
        ? taskOf(coroutine, EventLoop.current())
        : (Future<T>) awaited;
  }

  private static <T> Task<T> taskOf(Coroutine<T> coroutine, EventLoop loop) {
    try {
      return loop.createTask(coroutine);
    } finally {
      if (loop.isClosed()) {
        coroutine.close(); // nobody else will
      }
    }
  }

  static <T> Future<T> ensureFuture(Awaitable<T> awaited, EventLoop loop) {
    if (awaited instanceof Coroutine<T> coroutine) {
      return taskOf(coroutine, loop);
    }
    Future<T> future = (Future<T>) awaited;
    if (future.loop() != loop) {
      throw new IllegalArgumentException(future + " belongs to another loop than " + loop);
    }
    return future;
  }

  // -- waiting ------------------------------------------------------------------------------------

  /**
   * Cedes control for that long. Zero (or less) is a bare yield: the task goes to the tail of the
   * ready queue, and all that is ready now runs before it.
   */
  public static Coroutine<Void> sleep(Duration duration) {
    return duration.isPositive() ? new Sleep<>(duration) : Sleep.YIELD;
  }

  /** Cedes control for that long and gives {@code result}. */
  public static <T> Coroutine<T> sleep(Duration duration, T result) {
    return new Sleep.Giving<>(duration, result);
  }

  /**
   * Runs awaitables side by side: a future of their results, in the order given; coroutines are
   * made tasks. The first to fail fails it, and the others go on. Cancelling it cancels all of
   * them.
   */
  @SafeVarargs
  @SuppressWarnings("varargs") // it is only read
  public static <T> Future<List<T>> gather(Awaitable<? extends T>... awaitables) {
    return gather(Arrays.asList(awaitables));
  }

  /** Runs awaitables side by side, as {@link #gather(Awaitable[])}. */
  public static <T> Future<List<T>> gather(
      Collection<? extends Awaitable<? extends T>> awaitables) {
    return GatheringFuture.of(awaitables, false);
  }

  /**
   * Runs awaitables side by side; what they throw stands among the results (asyncio's {@code
   * return_exceptions=True}).
   */
  public static Future<List<Object>> gatherReturningExceptions(
      Collection<? extends Awaitable<?>> awaitables) {
    return GatheringFuture.of(awaitables, true);
  }

  /**
   * Waits until all are done; never throws for them.
   *
   * @throws IllegalArgumentException if there are none
   */
  public static <F extends Future<?>> Coroutine<Waited<F>> waitAll(Collection<F> futures) {
    return waitAll(futures, null);
  }

  /** Waits until all are done or the time is up; null for no limit. */
  public static <F extends Future<?>> Coroutine<Waited<F>> waitAll(
      Collection<F> futures, @Nullable Duration timeout) {
    return Waits.forSome(futures, timeout, done -> false);
  }

  /** Waits until one is done. */
  public static <F extends Future<?>> Coroutine<Waited<F>> waitAny(Collection<F> futures) {
    return waitAny(futures, null);
  }

  /** Waits until one is done or the time is up; null for no limit. */
  public static <F extends Future<?>> Coroutine<Waited<F>> waitAny(
      Collection<F> futures, @Nullable Duration timeout) {
    return Waits.forSome(futures, timeout, done -> true);
  }

  /** Waits until one has failed, all are done, or the time is up; null for no limit. */
  public static <F extends Future<?>> Coroutine<Waited<F>> waitFirstException(
      Collection<F> futures, @Nullable Duration timeout) {
    return Waits.forSome(futures, timeout, Waits::failed);
  }

  /**
   * Waits for a result that long; when the time is up, what is awaited is cancelled.
   *
   * @param timeout null for no limit; zero or less: what is not done is cancelled at once
   * @throws TimeoutException (when awaited) if the time is up
   */
  public static <T> Coroutine<T> waitFor(Awaitable<T> awaited, @Nullable Duration timeout) {
    return Waits.within(awaited, timeout);
  }

  /**
   * Runs {@code body} with a time limit: {@link Timeout} tells more.
   *
   * @throws TimeoutException if it took longer
   */
  public static <T> T timeout(Duration limit, Callable<? extends T> body) {
    return Timeout.call(limit, t -> body.call());
  }

  /** Runs {@code body} with a time limit. */
  public static void timeout(Duration limit, Block body) {
    Timeout.run(limit, t -> body.run());
  }

  /**
   * A future of the same result that can be cancelled without cancelling what is awaited. A
   * coroutine is made a task first; of a future that is done, it is that future.
   */
  public static <T> Future<T> shield(Awaitable<T> awaited) {
    return Waits.shield(awaited);
  }

  /**
   * Coroutines, each of which waits for the next result, in the order in which the awaitables are
   * done. To be gone through once.
   */
  public static <T> Iterable<Coroutine<T>> asCompleted(
      Collection<? extends Awaitable<? extends T>> awaitables) {
    return asCompleted(awaitables, null);
  }

  /** As {@link #asCompleted(Collection)}; awaiting throws TimeoutException once the time is up. */
  public static <T> Iterable<Coroutine<T>> asCompleted(
      Collection<? extends Awaitable<? extends T>> awaitables, @Nullable Duration timeout) {
    return Waits.asCompleted(awaitables, timeout);
  }

  /**
   * Runs {@code work} on another thread, in a copy of the caller's context, so that the loop goes
   * on meanwhile.
   */
  public static <T> Coroutine<T> toThread(Callable<T> work) {
    return Coroutine.of(
        TO_THREAD,
        () -> {
          Task<?> task = requireTask("toThread");
          Context context = Context.copyCurrent();
          return task.await(task.loop().runInExecutor(() -> context.call(work)));
        });
  }

  /** Runs {@code work} without a result on another thread. */
  public static Coroutine<Void> toThread(Block work) {
    return toThread(withoutResult(work));
  }

  /**
   * A future of what a stage of the JDK gives, on the running (or current) loop. Cancelling it
   * cancels the stage.
   */
  public static <T> Future<T> wrapFuture(CompletionStage<T> stage) {
    return Stages.wrap(stage, EventLoop.current());
  }

  /**
   * Makes a task of a coroutine on {@code loop}, from any other thread, which may wait for the
   * result. Cancelling that cancels the task. On the loop's own thread, waiting would be for ever.
   *
   * @throws IllegalStateException if the loop is closed
   */
  public static <T> CompletableFuture<T> runCoroutineThreadsafe(
      Coroutine<T> coroutine, EventLoop loop) {
    CompletableFuture<T> result = new CompletableFuture<>();
    Runnable start = named("start coroutine", () -> Stages.start(coroutine, loop, result));
    loop.callSoonThreadsafe(start);
    return result;
  }

  // -- running ------------------------------------------------------------------------------------

  /**
   * Runs a program: a new loop runs {@code main} to its end, then cancels the tasks that are left,
   * waits for its threads and is closed. As {@code asyncio.run}, and as a {@link Runner} that is
   * used once. When the virtual machine goes down meanwhile (Ctrl-C), {@code main} is cancelled,
   * and this method does not return.
   *
   * @throws IllegalStateException if a loop runs in this thread already
   */
  public static <T> T run(Coroutine<T> main) {
    return run(main, EventLoop.builder());
  }

  /** Runs a program on the loop that {@code builder} makes. */
  public static <T> T run(Coroutine<T> main, LoopBuilder builder) {
    if (EventLoop.runningOrNull() != null) {
      throw new IllegalStateException("run() cannot be called from a running event loop");
    }
    try (Runner runner = new Runner(builder)) {
      runner.loop().thread().own(); // until it is closed
      return runner.run(main);
    }
  }

  // -- names --------------------------------------------------------------------------------------

  /** A callback with a name, by which traces and {@code toString} call it. */
  public static Runnable named(String name, Runnable callback) {
    return new Runnable() {
      @Override
      public void run() {
        callback.run();
      }

      @Override
      public String toString() {
        return name;
      }
    };
  }

  /** A future's callback with a name. */
  public static <T> Consumer<T> named(String name, Consumer<T> callback) {
    return new Consumer<>() {
      @Override
      public void accept(T value) {
        callback.accept(value);
      }

      @Override
      public String toString() {
        return name;
      }
    };
  }
}
