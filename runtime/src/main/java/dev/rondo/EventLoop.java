package dev.rondo;

import dev.rondo.dump.LoopDump;
import dev.rondo.engine.Engine;
import dev.rondo.observe.Cause;
import dev.rondo.observe.LoopInfo;
import dev.rondo.observe.LoopObserver;
import dev.rondo.observe.LoopPhase;
import dev.rondo.observe.ObserverProvider;
import dev.rondo.schedule.Director;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * An event loop: a queue of things ready to run. It takes one, gives it control, gets control back
 * when it pauses or ends, and takes the next. Nothing is preempted. When nothing is ready it waits,
 * without using the processor.
 *
 * <p>One thread runs a loop, and only that thread may touch it or what belongs to it; {@link
 * #callSoonThreadsafe} is the one door for others. As CPython 3.13's {@code asyncio.BaseEventLoop}:
 * {@link Turns#turn} is its {@code _run_once}.
 */
public final class EventLoop implements AutoCloseable {
  private static final ThreadLocal<@Nullable EventLoop> CURRENT = new ThreadLocal<>();

  private final @Nullable String name;
  private final Engine engine;
  private final boolean virtual;
  private final Clock clock;
  private final @Nullable Policy policy;
  private final Turns turns;
  private final TaskList tasks = new TaskList();
  private final Threads threads = new Threads(this);
  private final LoopThread thread = new LoopThread(this);
  private final Complaints complaints = new Complaints(this);
  private boolean debug;
  private @Nullable LoopObserver observer;
  private @Nullable TaskFactory taskFactory;
  private @Nullable Task<?> running; // whose body has control
  private @Nullable Context context; // of the code that has control; null: empty and never used
  private long lastFuture;
  private int lastTaskNumber; // of those without a name of their own
  private long lastObject;
  private @Nullable ObjectIds objects; // that the program notes the use of
  private boolean stopping;
  private boolean circle; // a cancellation came back to where it began
  private boolean unwinding; // close() ends the tasks that are left
  private volatile boolean closed;
  private volatile EagerStarts eagerStarts = new EagerStarts(List.of()); // that are under way

  EventLoop(LoopBuilder builder) {
    name = builder.name;
    engine = Engine.named(builder.engine);
    policy = builder.newPolicy();
    virtual = builder.virtualClock;
    ObserverProvider observers = Observers.chosen(builder.observers);
    Director director = Observers.director(observers, info(() -> 0));
    clock = Clock.of(virtual, director);
    turns = new Turns(this, clock, policy, director);
    taskFactory = builder.taskFactory;
    setDebug(builder.debug);
    observer = Observers.observer(observers, this, info(clock::nanoTime));
    Exit.watch(this);
    DumpSignal.listen();
  }

  private LoopInfo info(LongSupplier time) {
    return new LoopInfo(
        name,
        time,
        virtual,
        engine.name(),
        policy == null ? null : policy.name(),
        policy == null ? null : policy.seed());
  }

  /** A new loop with nothing in it. */
  public static EventLoop create() {
    return builder().create();
  }

  /** A loop with something chosen otherwise. */
  public static LoopBuilder builder() {
    return new LoopBuilder();
  }

  // -- which loop ---------------------------------------------------------------------------------

  /**
   * The loop that runs in this thread.
   *
   * @throws IllegalStateException if none does
   */
  public static EventLoop running() {
    EventLoop loop = RunningLoop.get();
    if (loop == null) {
      throw new IllegalStateException("no running event loop in thread " + LoopThread.name());
    }
    return loop;
  }

  static @Nullable EventLoop runningOrNull() {
    return RunningLoop.get();
  }

  /** The loop that runs in this thread, else the one given to {@link #setCurrent}. */
  public static EventLoop current() {
    EventLoop loop = RunningLoop.get();
    loop = loop == null ? CURRENT.get() : loop;
    if (loop == null) {
      throw new IllegalStateException(
          "no event loop in thread "
              + LoopThread.name()
              + ": none runs and none was set with EventLoop.setCurrent");
    }
    return loop;
  }

  /** Makes {@code loop} the one that is meant in this thread when none runs; null for none. */
  public static void setCurrent(@Nullable EventLoop loop) {
    if (loop == null) {
      CURRENT.remove();
    } else {
      CURRENT.set(loop);
    }
  }

  // -- running ------------------------------------------------------------------------------------

  /**
   * Runs until {@link #stop} is called. An interrupt of this thread does not end it; it is kept,
   * and the thread is interrupted again when this method returns.
   *
   * @throws IllegalStateException if this loop is closed or runs, or another runs in this thread
   */
  public void runForever() {
    thread.host(this::runTurns);
  }

  private void runTurns() {
    do {
      turns.turn(stopping);
    } while (!stopping);
  }

  /** It has run, and may run again. */
  void stopped() {
    stopping = false;
  }

  /** Tells that the loop would sleep for ever, and who waits for what. */
  StalledException stalled() {
    List<Task<?>> waiters = tasks.toList();
    if (observer != null) {
      observer.stalled(waiters.stream().mapToLong(Future::id).toArray());
    }
    StringBuilder text = new StringBuilder("nothing is ready, timed or able to wake the loop");
    waiters.forEach(task -> text.append("\n  ").append(task));
    return new StalledException(text.toString());
  }

  /**
   * Runs until {@code awaited} is done and gives its result; a coroutine is made a task first.
   *
   * @throws IllegalStateException as {@link #runForever}, and if the loop was stopped before
   */
  public <T> T runUntilComplete(Awaitable<T> awaited) {
    thread.requireIdle();
    Future<T> future = Async.ensureFuture(awaited, this);
    Consumer<Future<T>> stop = Async.named("stop when done", f -> stop());
    future.addDoneCallback(stop);
    try {
      runForever();
    } catch (Throwable e) {
      if (future != awaited && future.done() && !future.cancelled()) {
        future.exception(); // it is this that is thrown
      }
      throw e;
    } finally {
      future.removeDoneCallback(stop);
    }
    if (!future.done()) {
      throw new IllegalStateException("Event loop stopped before Future completed.");
    }
    return resultOf(future);
  }

  private <T> T resultOf(Future<T> future) {
    try {
      return future.resultForCaller();
    } catch (Throwable e) {
      ProgramFrames.shorten(e, this);
      ProgramFrames.endWithCaller(e);
      throw e;
    }
  }

  /** Ends {@link #runForever} after the turn that is under way. */
  public void stop() {
    stopping = true;
  }

  boolean stopping() {
    return stopping;
  }

  /** Whether it runs now. */
  public boolean isRunning() {
    return thread.isRunning();
  }

  /** Whether it was closed. */
  public boolean isClosed() {
    return closed;
  }

  /**
   * Ends the loop for good: what is queued is dropped, tasks that are not done are unwound (their
   * {@code finally} blocks run), and the threads of {@link #runInExecutor} are told to end. Closing
   * it twice does nothing.
   *
   * @throws IllegalStateException if it runs
   */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    if (isRunning()) {
      throw new IllegalStateException("Cannot close a running event loop");
    }
    thread.own();
    closed = true;
    if (!thread.interruptedByExit()) { // else it is not the program that drops them
      complaints.destroyed(tasks.toList());
    }
    complaints.settle();
    tell(LoopPhase.CLOSED);
    observer = null;
    unwind();
    turns.close();
    threads.shutdown();
    complaints.settle(); // what the unwound tasks left
    Exit.forget(this);
    thread.disown();
  }

  /** Ends the tasks that are left, as if on the loop, but nothing gets into its queue any more. */
  private void unwind() {
    EventLoop outer = RunningLoop.get();
    RunningLoop.set(this);
    unwinding = true;
    try {
      tasks.toList().forEach(Task::abandon);
    } finally {
      unwinding = false;
      RunningLoop.set(outer);
    }
  }

  void tell(LoopPhase phase) {
    if (observer != null) {
      observer.loopState(phase, LoopThread.name());
    }
  }

  /** This loop, if it is not closed. */
  EventLoop open() {
    if (closed) {
      if (running != null) {
        running.dropIfItNeverEnds();
      }
      throw new IllegalStateException("Event loop is closed");
    }
    return this;
  }

  // -- the ready queue ----------------------------------------------------------------------------

  /**
   * Puts a callback at the tail of the ready queue, to be made in a copy of the caller's context.
   */
  public Handle callSoon(Runnable callback) {
    return enqueued(callback, copyContext());
  }

  /** Puts a callback at the tail of the ready queue, to be made in {@code context}. */
  public Handle callSoon(Runnable callback, Context context) {
    return enqueued(callback, Objects.requireNonNull(context));
  }

  private Handle enqueued(Runnable callback, @Nullable Context context) {
    requireOurThread();
    open();
    Objects.requireNonNull(callback);
    Handle handle = noted(new Handle.Soon(this, callback, nameOf(callback), Cause.SOON, context));
    enqueue(handle);
    return handle;
  }

  /** Makes a callback when that much time has passed; at once if it is not positive. */
  public TimerHandle callLater(Duration delay, Runnable callback) {
    return callAt(deadline(delay), callback);
  }

  /** Makes a callback in {@code context} when that much time has passed. */
  public TimerHandle callLater(Duration delay, Runnable callback, Context context) {
    return callAt(deadline(delay), callback, context);
  }

  /** Makes a callback when {@link #time} has reached {@code deadline}, in nanoseconds. */
  public TimerHandle callAt(long deadline, Runnable callback) {
    return timed(deadline, callback, copyContext());
  }

  /** Makes a callback in {@code context} when {@link #time} has reached {@code deadline}. */
  public TimerHandle callAt(long deadline, Runnable callback, Context context) {
    return timed(deadline, callback, Objects.requireNonNull(context));
  }

  private TimerHandle timed(long deadline, Runnable callback, @Nullable Context context) {
    requireOurThread();
    open();
    TimerHandle timer =
        new TimerHandle.OfCallback(this, deadline, callback, nameOf(callback), context);
    turns.add(timer);
    return noted(timer);
  }

  private <H extends Handle> H noted(H handle) {
    if (debug) {
      complaints.noteMaking(handle);
    }
    return handle;
  }

  /** Puts a callback in the ready queue from any thread, and wakes the loop if it waits. */
  public Handle callSoonThreadsafe(Runnable callback) {
    return handedOver(callback, Context.copyOrNull(Context.current()));
  }

  /** Puts a callback in the ready queue from any thread, to be made in {@code context}. */
  public Handle callSoonThreadsafe(Runnable callback, Context context) {
    return handedOver(callback, Objects.requireNonNull(context));
  }

  private Handle handedOver(Runnable callback, @Nullable Context context) {
    open();
    return RunningLoop.get() == this
        ? enqueued(callback, context)
        : handedOver(callback, 0, context);
  }

  /** From any thread: has the loop do what completes that future, in a copy of the context. */
  void handOver(Runnable completion, Future<?> future) {
    if (RunningLoop.get() == this) {
      callSoonThreadsafe(completion);
    } else {
      arrives(completion, future);
    }
  }

  /** The same, as a hand-over in any case. */
  void arrives(Runnable completion, Future<?> future) {
    open();
    handedOver(completion, future.id(), Context.copyOrNull(Context.current()));
  }

  private Handle handedOver(Runnable callback, long recipient, @Nullable Context context) {
    Objects.requireNonNull(callback);
    Handle handle =
        noted(new Handle.Handover(this, callback, nameOf(callback), recipient, context));
    turns.handOver(handle);
    return handle;
  }

  /** A callback's name where somebody observes the loop; else it is found when it is printed. */
  String nameOf(Object callback) {
    if (observer == null) {
      Site.note(callback);
      return "";
    }
    return Site.nameOf(callback);
  }

  /** Numbers a handle and puts it at the tail. */
  void enqueue(Handle handle) {
    if (unwinding) {
      return; // a finally block completes or cancels something: nobody is left to be woken
    }
    open();
    turns.enqueue(handle);
  }

  /** Puts the next step of a task at the tail; {@code of} is the future that wakes it, or 0. */
  void enqueue(Task<?> task, Cause why, long of) {
    if (!unwinding) {
      open();
      turns.enqueue(task, why, of);
    }
  }

  /** Refuses other threads while the loop runs: what they did would be lost, or do damage. */
  void requireOurThread() {
    if (isRunning() && RunningLoop.get() != this) {
      throw complaints.wrongThread(LoopThread.name());
    }
  }

  /** The time of the loop's clock that long from now. */
  long deadline(Duration delay) {
    return clock.nanoTime() + saturatedNanos(delay);
  }

  static long saturatedNanos(Duration delay) {
    try {
      return Math.min(delay.toNanos(), Long.MAX_VALUE / 2);
    } catch (ArithmeticException e) {
      return delay.isNegative() ? 0 : Long.MAX_VALUE / 2;
    }
  }

  /** The time of the loop's clock in nanoseconds, of an arbitrary origin. */
  public long time() {
    return clock.nanoTime();
  }

  // -- what lives on it ---------------------------------------------------------------------------

  /** Makes a task of a coroutine: its first step is queued, nothing runs yet. */
  public <T> Task<T> createTask(Coroutine<T> coroutine) {
    return createTask(coroutine, null);
  }

  /** Makes a task of that name; null for {@code Task-1}, {@code Task-2} … */
  public <T> Task<T> createTask(Coroutine<T> coroutine, @Nullable String name) {
    return make(coroutine, name, null);
  }

  /** Makes a task of that name (or null) that runs in {@code context} itself, not in a copy. */
  public <T> Task<T> createTask(Coroutine<T> coroutine, @Nullable String name, Context context) {
    return make(coroutine, name, Objects.requireNonNull(context));
  }

  private <T> Task<T> make(
      Coroutine<T> coroutine, @Nullable String name, @Nullable Context context) {
    TaskFactory factory = taskFactory;
    return factory == null
        ? new Task<>(coroutine, this, name, context, false)
        : factory.create(this, coroutine, name, context);
  }

  /** What makes this loop's tasks from now on; null for plain ones. */
  public void setTaskFactory(@Nullable TaskFactory factory) {
    taskFactory = factory;
  }

  /** What makes this loop's tasks; null for plain ones. */
  public @Nullable TaskFactory taskFactory() {
    return taskFactory;
  }

  /** A future that somebody will complete. */
  public <T> Future<T> createFuture() {
    return createFuture("future");
  }

  /** A future that stands for {@code what} in traces, such as {@code lock L}. */
  public <T> Future<T> createFuture(String what) {
    return new Future<>(this, what);
  }

  /** The tasks that are not done, in order of creation. */
  public List<Task<?>> allTasks() {
    return tasks.toList();
  }

  /** The task whose body has control, or null. */
  public @Nullable Task<?> currentTask() {
    return running;
  }

  /** Runs {@code work} on a thread of the loop's own pool; the future is completed on the loop. */
  public <T> Future<T> runInExecutor(Callable<T> work) {
    return threads.run(null, work);
  }

  /** Runs {@code work} on {@code executor}; the future is completed on the loop. */
  public <T> Future<T> runInExecutor(ExecutorService executor, Callable<T> work) {
    return threads.run(Objects.requireNonNull(executor), work);
  }

  /**
   * Lets {@link #runInExecutor(Callable)} use {@code executor}, which the loop shuts down when it
   * is closed.
   */
  public void setDefaultExecutor(ExecutorService executor) {
    threads.use(executor);
  }

  /**
   * Lets the threads of {@link #runInExecutor(Callable)} take no more work, for good, and waits
   * until they have done what they have. The exception handler is told if that takes longer than
   * {@code timeout} (of real time; null for no limit), and the wait is over.
   */
  public Coroutine<Void> shutdownDefaultExecutor(@Nullable Duration timeout) {
    return threads.end(timeout);
  }

  /** Waits for the threads of the loop's own pool to end what they do. */
  void shutdownDefaultExecutor() {
    threads.awaitEnd();
  }

  /**
   * What to do about an exception that nobody can be given; null for the default, {@link
   * #defaultExceptionHandler}. It is told on the loop's thread, or on the one that closes it; after
   * that, on any. What concerns a task or a callback is told in its context, or a copy of it.
   */
  public void setExceptionHandler(@Nullable Consumer<ExceptionContext> handler) {
    complaints.handler(handler);
  }

  /** What was given to {@link #setExceptionHandler}; null for the default. */
  public @Nullable Consumer<ExceptionContext> exceptionHandler() {
    return complaints.handler();
  }

  /**
   * Tells the exception handler. The loop's own frames are left out of the stack trace, but in
   * debug mode. What a handler throws is logged, together with what it was told.
   */
  public void callExceptionHandler(ExceptionContext context) {
    complaints.call(context);
  }

  /** Logs it, as an error of the logger {@code dev.rondo}: for a handler that leaves some to it. */
  public void defaultExceptionHandler(ExceptionContext context) {
    Complaints.log(context);
  }

  /** Whether it is in debug mode; at first as {@link LoopBuilder#debug} says. */
  public boolean debug() {
    return debug;
  }

  /**
   * Turns debug mode on or off. In it, every pause is looked at, slices that take too long are told
   * of ({@link #setSlowCallbackDuration}), and so is where forgotten coroutines, tasks, futures and
   * callbacks were made. {@code docs/debugging.md} tells more.
   */
  public void setDebug(boolean on) {
    debug = on;
    Unawaited.debugSomewhere |= on;
  }

  /** How long a slice may take in debug mode before it is complained of; at first 100 ms. */
  public Duration slowCallbackDuration() {
    return Duration.ofNanos(complaints.slowNanos());
  }

  /**
   * How long a slice (a step of a task, or a callback) may take in debug mode, by the loop's own
   * clock, before it is complained of. On a virtual clock no slice takes any time.
   */
  public void setSlowCallbackDuration(Duration duration) {
    complaints.slowAfter(saturatedNanos(duration));
  }

  /**
   * What it looks like now, with every task that is not done: what it awaits, who awaits it, where
   * it is paused.
   *
   * <p>Any thread may ask. On the loop's own, and of a loop that does not run, the dump is exact. A
   * running loop is held for a moment between two slices, for an exact one too. One that does not
   * come to a stand within 200 ms, as it hangs in a slice, is looked at while it does: {@link
   * LoopDump#fromOutside} tells.
   */
  public LoopDump dump() {
    return Dumper.dump(this);
  }

  /** A dump of each loop of this process that is not closed; any thread may ask. */
  public static List<LoopDump> dumpAll() {
    return Exit.loops().stream().map(EventLoop::dump).toList();
  }

  // -- for the other classes of the runtime -------------------------------------------------------

  @Nullable String name() {
    return name;
  }

  LoopPhase phase() {
    return closed ? LoopPhase.CLOSED : isRunning() ? LoopPhase.RUNNING : LoopPhase.STOPPED;
  }

  long lastFutureId() {
    return lastFuture;
  }

  EagerStarts eagerStarts() {
    return eagerStarts;
  }

  void beginEagerStart(Task<?> maker) {
    eagerStarts = eagerStarts.begin(maker);
  }

  void endEagerStart() {
    eagerStarts = eagerStarts.end();
  }

  Engine engine() {
    return engine;
  }

  boolean isVirtual() {
    return virtual;
  }

  @Nullable LoopObserver observer() {
    return observer;
  }

  void dropObserver() {
    observer = null;
  }

  Clock clock() {
    return clock;
  }

  Turns turns() {
    return turns;
  }

  Threads threads() {
    return threads;
  }

  Complaints complaints() {
    return complaints;
  }

  LoopThread thread() {
    return thread;
  }

  /** Gives {@code task} control, in its context. */
  void enter(Task<?> task, @Nullable Context context) {
    running = task;
    enter(context);
  }

  /** Takes control back, for {@code outer} if any, and gives the context that was left. */
  @Nullable Context leave(@Nullable Task<?> outer, @Nullable Context outerContext) {
    Context left = context;
    running = outer;
    enter(outerContext);
    return left;
  }

  /** The context of the code that has control; null for an empty one that nobody has used. */
  @Nullable Context context() {
    return context;
  }

  void enter(@Nullable Context context) {
    if (this.context != context) { // mostly both are null, and a look is cheaper than a write
      this.context = context;
    }
  }

  /** A callback is over. */
  void leaveContext() {
    enter(null);
  }

  /** A copy of the caller's context, for what it makes. */
  @Nullable Context copyContext() {
    return Context.copyOrNull(isRunning() ? context : Context.current());
  }

  /** Makes this loop the running one of the thread that a fiber's body is on. */
  void bindThread() {
    RunningLoop.lend(this);
  }

  /** A cancellation that was handed on has come back to a task that is handing it on. */
  void foundCircle() {
    circle = true;
  }

  /** Whether one was found since the last call. */
  boolean leaveCircle() {
    boolean found = circle;
    circle = false;
    return found;
  }

  void register(Task<?> task) {
    tasks.add(task);
  }

  void unregister(Task<?> task) {
    tasks.remove(task);
  }

  long currentTaskId() {
    Task<?> task = running;
    return task == null ? 0 : task.id();
  }

  long nextFutureId() {
    return ++lastFuture;
  }

  long nextObjectId() {
    return ++lastObject;
  }

  /** The number of an object that may be any, by identity. */
  long objectId(Object object) {
    if (objects == null) {
      objects = new ObjectIds(this::nextObjectId);
    }
    return objects.of(object);
  }

  int nextTaskNumber() {
    return ++lastTaskNumber;
  }

  @Override
  public String toString() {
    return "<EventLoop"
        + (name == null ? "" : " '" + name + "'")
        + (closed ? " closed" : isRunning() ? " running" : " stopped")
        + " ready="
        + turns.readySize()
        + " timers="
        + turns.timersSize()
        + " tasks="
        + tasks.size()
        + " engine="
        + engine.name()
        + (debug ? " debug" : "")
        + ">";
  }
}
