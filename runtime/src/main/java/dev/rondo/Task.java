package dev.rondo;

import dev.rondo.engine.Fiber;
import dev.rondo.observe.Cause;
import dev.rondo.observe.Ending;
import dev.rondo.observe.LoopObserver;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A coroutine tied to a loop. Making one puts its first step in the loop's queue; nothing runs yet.
 * It is the future of the coroutine's result.
 *
 * <p>The steps follow CPython 3.13's {@code asyncio.Task}, line by line where it matters: see
 * {@link #step}.
 *
 * @param <T> the type of the result
 */
public final class Task<T> extends Future<T> implements Waiter, Ready {
  private static final int MOST_REFUSALS = 100;

  private final Coroutine<T> coroutine;
  private @Nullable String name; // null: made of the number when somebody asks
  private final int number; // 0 for one that was given a name
  private long step; // the handle of the step that is due
  private @Nullable Fiber fiber; // from the first step on
  @Nullable Chain innermost; // up to the coroutine whose code runs or paused
  private boolean paused;
  private @Nullable PausedOn waitingFor; // null for a bare yield
  private @Nullable Throwable error; // to be thrown where it paused; or that came out of the body
  private @Nullable Context context; // for its next step; null: empty and never used
  private boolean mustCancel;
  private @Nullable String mustCancelMessage;
  private boolean cancelling; // what it awaits
  private boolean abandoned;
  private byte refusals; // since it was abandoned
  private short pauseForbidden; // depth of withoutPause
  private int cancelRequests;
  int place; // in the loop's list of tasks

  /**
   * A task on the running loop, or where none runs on the thread's current one ({@link
   * EventLoop#setCurrent}).
   *
   * @throws IllegalStateException if there is neither, or the coroutine was used already
   */
  public Task(Coroutine<T> coroutine) {
    this(coroutine, EventLoop.current(), null);
  }

  /** A task on {@code loop}. */
  public Task(Coroutine<T> coroutine, EventLoop loop) {
    this(coroutine, loop, null);
  }

  /**
   * A task on {@code loop}.
   *
   * @param name null for {@code Task-1}, {@code Task-2} …
   * @throws IllegalStateException if the loop is closed, or the coroutine was used already
   */
  public Task(Coroutine<T> coroutine, EventLoop loop, @Nullable String name) {
    this(coroutine, loop, name, null, false);
  }

  /** A task on {@code loop}, of that name (or null), that runs in {@code context}, not a copy. */
  public Task(Coroutine<T> coroutine, EventLoop loop, @Nullable String name, Context context) {
    this(coroutine, loop, name, Objects.requireNonNull(context), false);
  }

  /**
   * A task on {@code loop}, that may start eagerly: where the loop runs, its first step is not
   * queued, but runs at once, within the slice of the code that makes it, up to its first pause. If
   * there is none, the task is done when this returns.
   *
   * @param name null for {@code Task-1}, {@code Task-2} …
   * @param context null for a copy of the current one
   * @throws IllegalStateException as above, and if {@code context} is the one of the code that
   *     makes an eager task
   * @throws PauseException if an eager task is made inside {@code synchronized}
   */
  public Task(
      Coroutine<T> coroutine,
      EventLoop loop,
      @Nullable String name,
      @Nullable Context context,
      boolean eagerStart) {
    coroutine.claim("make a task of");
    loop.requireOurThread();
    boolean eager = eagerStart && loop.isRunning();
    if (eager) {
      requireEagerStart(coroutine, loop, context);
    }
    super(loop.open(), null);
    this.coroutine = coroutine.own();
    this.coroutine.belongTo(this);
    this.context = context == null ? loop.copyContext() : context;
    this.name = name;
    this.number = name == null ? loop.nextTaskNumber() : 0;
    loop.register(this);
    LoopObserver observer = loop.observer();
    if (observer != null) {
      observer.taskCreated(
          id(), name(), coroutine.coroutine(), coroutine.at(), loop.currentTaskId());
    }
    if (eager) {
      startEagerly();
    } else {
      loop.enqueue(this, Cause.START, 0);
    }
  }

  private static void requireEagerStart(
      Coroutine<?> coroutine, EventLoop loop, @Nullable Context context) {
    PauseGuard.checkEagerStart(loop, loop.currentTask(), coroutine);
    if (context != null) {
      context.requireNotEntered();
    }
  }

  /** Its name. */
  public String name() {
    String known = name;
    if (known == null) {
      known = "Task-" + number;
      name = known;
    }
    return known;
  }

  @Override
  String describedInTraces() {
    return "task " + name();
  }

  /** Renames it, for {@code toString}; a trace keeps the name that it was created with. */
  public void setName(String name) {
    what();
    this.name = Objects.requireNonNull(name);
  }

  /** The coroutine that it runs. */
  public Coroutine<T> coroutine() {
    return coroutine;
  }

  /** The context that it runs in. */
  public Context context() {
    if (loop().currentTask() == this) {
      return Context.currentForUse();
    }
    if (context == null) {
      context = new Context();
    }
    return context;
  }

  /** The coroutines that it is in, innermost first. */
  Chain innermost() {
    return innermost == null ? coroutine.site().alone() : innermost;
  }

  boolean isPaused() {
    return paused;
  }

  /** Whether its first step was taken. */
  boolean hasBegun() {
    return fiber != null;
  }

  /** What it is paused on; null for a bare yield, or if it is not paused. */
  @Nullable PausedOn waitingFor() {
    return waitingFor;
  }

  /** Where it is paused, innermost frame first; empty if it is not. */
  public StackTraceElement[] stack() {
    return fiber == null || !paused ? new StackTraceElement[0] : fiber.stack();
  }

  /** The thread that its body is on, where that is not the loop's own; else null. */
  @Nullable Thread thread() {
    Fiber on = fiber;
    return on == null ? null : on.thread();
  }

  // -- the loop's side ----------------------------------------------------------------------------

  /** The number of the step that is due, in the ready queue. */
  long dueStep() {
    return step;
  }

  /** Its next step was queued, under that number. */
  void stepIs(long handle) {
    step = handle;
  }

  /**
   * One step: the body runs on until it pauses or ends. What it awaited, if anything, is done; an
   * error that the loop throws into it was put down when the step was queued. As CPython's {@code
   * Task.__step} and {@code __wakeup}.
   */
  void step() {
    if (mustCancel) {
      PausedOn awaited = waitingFor;
      if (!(error instanceof CancelledError)
          && (awaited == null || !PausedOn.endedInCancellation(awaited))) {
        error = new CancelledError(mustCancelMessage);
        if (awaited instanceof Future<?> future) {
          future.exception(); // it is looked at, though the cancellation goes first
        }
      }
      mustCancel = false;
    }
    paused = false;
    slice(step, null, null);
  }

  /**
   * The first step, within the slice of the code that makes the task, which goes on afterwards. As
   * CPython's {@code Task.__eager_start}.
   */
  private void startEagerly() {
    EventLoop loop = loop();
    Task<?> maker = loop.currentTask();
    Context outer = loop.context();
    if (maker == null) {
      slice(0, null, outer);
      return;
    }
    maker.context = outer; // as if it had paused
    loop.beginEagerStart(maker);
    slice(0, maker, outer);
    loop.endEagerStart();
  }

  /** Gives the body control, until it pauses or ends; then {@code maker} has it back, if any. */
  private void slice(long handle, @Nullable Task<?> maker, @Nullable Context outer) {
    EventLoop loop = loop();
    LoopObserver observer = loop.observer();
    loop.enter(this, context);
    if (observer != null) {
      observer.resumed(handle, id()); // in the task's context, which it may add to
    }
    try {
      resumeBody();
      if (paused && waitingFor instanceof Nap nap) {
        nap.begin();
      }
    } finally {
      keep(loop.leave(maker, maker == null ? outer : maker.context));
    }
    if (paused) {
      afterPause(loop);
    } else {
      afterEnd();
    }
  }

  /** A look is cheaper than a write: mostly it is null and stays so, in a yield. */
  private void waitFor(@Nullable PausedOn on) {
    if (waitingFor != on) {
      waitingFor = on;
    }
  }

  private void keep(@Nullable Context left) {
    if (context != left) {
      context = left;
    }
  }

  private void resumeBody() {
    Fiber running = fiber;
    if (running == null) {
      if (error != null) { // cancelled before its first step: the body never runs
        coroutine.close();
        return;
      }
      running = loop().engine().fiber(coroutine.start());
      fiber = running;
    }
    running.resume();
  }

  /** On its fiber, before the body. */
  void bodyBegins() {
    loop().bindThread();
    innermost = coroutine.site().alone();
  }

  /**
   * The body has given that result, or thrown that error, which counts once the loop has control.
   */
  void bodyEnded(@Nullable Object result, @Nullable Throwable thrown) {
    innermost = null;
    if (thrown == null) {
      keepResult(result);
    } else {
      error = thrown;
    }
  }

  private void afterPause(EventLoop loop) {
    PausedOn on = waitingFor;
    LoopObserver observer = loop.observer();
    if (observer != null) {
      announcePause(observer, on);
    }
    if (on == null) {
      loop.turns().enqueue(this, Cause.YIELD, 0); // the loop runs: no need to ask if it is open
    } else if (on == this) {
      refuse("Task cannot await on itself: " + this);
    } else if (on instanceof Future<?> future && future.loop() != loop) {
      refuse(this + " got " + future + ", which belongs to another loop");
    } else {
      if (on instanceof Future<?> future) {
        future.add(this);
      }
      if (mustCancel && PausedOn.cancel(on, mustCancelMessage)) {
        mustCancel = false;
      }
    }
  }

  private void announcePause(LoopObserver observer, @Nullable PausedOn on) {
    long id = on == null ? 0 : PausedOn.id(on);
    observer.paused(id(), id, on == null ? "yield" : PausedOn.what(on), innermost());
  }

  private void refuse(String reason) {
    throwIn(new IllegalStateException(reason));
  }

  /** Queues a step that throws {@code error} where it paused, whatever that awaits. */
  private void throwIn(Throwable error) {
    waitingFor = null;
    this.error = error;
    loop().enqueue(this, Cause.ERROR, 0);
  }

  private void afterEnd() {
    fiber = null;
    loop().unregister(this);
    Throwable failure = error;
    error = null;
    if (failure instanceof CancelledError cancelled) {
      completeCancelled(cancelled, cancelled.getMessage());
    } else if (failure != null) {
      super.setException(failure);
    } else if (mustCancel) { // cancelled during its last step
      mustCancel = false;
      completeCancelled(null, mustCancelMessage);
    } else {
      completeAsEnded();
    }
  }

  // -- the body's side ----------------------------------------------------------------------------

  /** {@code await coroutine}: runs it in place. */
  @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"}) // null is the one value of Void
  <V> V await(Coroutine<V> awaited) {
    if (awaited == Sleep.YIELD) {
      cede();
      return null;
    }
    return awaited instanceof Sleep<V> sleep ? sleep.inPlace(this) : run(awaited);
  }

  private <V> V run(Coroutine<V> awaited) {
    awaited.claim("await");
    Site site = awaited.site();
    Chain awaiter = innermost();
    LoopObserver observer = loop().observer();
    if (observer != null && !site.internal) {
      observer.entered(id(), site.name);
    }
    try {
      innermost = awaiter.with(site);
      return awaited.runInPlace(this);
    } catch (Exception e) {
      throw Thrown.unchecked(e);
    } finally {
      innermost = awaiter; // no call: the stack may have no room for one
      observer = loop().observer();
      if (observer != null && !site.internal) {
        observer.exited(id(), site.name);
      }
    }
  }

  /** A sleep in place comes on the chain; it takes itself off again, as that must not call. */
  void goInto(Site site) {
    innermost = innermost().with(site);
  }

  /** {@code await future}: cedes control unless it is done. */
  <V> V await(Future<V> awaited) {
    if (!awaited.done()) {
      pause(awaited);
      return awaited.resultFor(this);
    }
    LoopObserver observer = loop().observer();
    if (observer != null) {
      observer.awaitedDone(id(), awaited.id(), awaited.what());
    }
    return awaited.resultFor(this);
  }

  /** A bare yield: to the tail of the queue. */
  void cede() {
    pause(null);
  }

  /** Puts the body aside until {@code on} is over; null: until its next turn. */
  void pause(@Nullable PausedOn on) {
    if (abandoned || pauseForbidden > 0) {
      throw mayNotPause(on);
    }
    PauseGuard.check(this, Objects.requireNonNull(innermost), loop().debug());
    waitFor(on);
    paused = true;
    try {
      Objects.requireNonNull(fiber).pause();
    } catch (Throwable e) {
      paused = false; // before any call: the stack may have no room for one
      waitingFor = null;
      throw couldNotPause(e);
    }
    goOn();
  }

  private PauseException mayNotPause(@Nullable PausedOn on) {
    if (abandoned) {
      dropIfItNeverEnds();
      return new PauseException("cannot pause: " + loop() + " was closed under " + name());
    }
    String what = on == null ? "a yield" : on instanceof Nap ? "a sleep" : on.toString();
    String text = "cannot pause on " + what + " within withoutPause in " + name();
    return loop().complaints().pauseRefused(this, text, null);
  }

  /** Its stack is pinned, or out of room; or there is no memory to put it aside in. */
  private RuntimeException couldNotPause(Throwable e) {
    return e instanceof Fiber.PinnedException pinned
        ? PauseGuard.refused(this, pinned)
        : Thrown.unchecked(e);
  }

  /** Back on its stack: what it waited for is over, or an error was thrown into it. */
  private void goOn() {
    PausedOn over = waitingFor;
    waitFor(null);
    Throwable thrown = error;
    if (over instanceof Nap nap) {
      thrown = nap.left(thrown);
    }
    if (thrown != null) {
      error = null;
      throw Thrown.unchecked(thrown);
    }
  }

  void forbidPause() {
    pauseForbidden++;
  }

  void allowPause() {
    pauseForbidden--;
  }

  // -- cancellation -------------------------------------------------------------------------------

  /**
   * Asks the task to end: a {@link CancelledError} is thrown into it at its next step. The task may
   * refuse by catching it.
   *
   * @param message what the error says, or null
   * @return false if the task was done already
   */
  @Override
  public boolean cancel(@Nullable String message) {
    loop().requireOurThread();
    if (done()) {
      seen();
      return false;
    }
    if (cancelling) {
      loop().foundCircle();
      return false;
    }
    LoopObserver observer = loop().observer();
    if (observer != null) {
      observer.taskCancelled(id(), loop().currentTaskId());
    }
    cancelRequests++;
    if (!cancelWhatItAwaits(message)) {
      mustCancel = true;
      mustCancelMessage = message;
    }
    return true;
  }

  /**
   * Hands the request on to what it awaits, whose end will wake it. Where tasks await each other in
   * a circle, the last of them gets the error at once: there is nothing else that would wake any.
   */
  private boolean cancelWhatItAwaits(@Nullable String message) {
    PausedOn awaited = waitingFor;
    if (awaited == null) {
      return false;
    }
    boolean anotherCircle = loop().leaveCircle();
    cancelling = true;
    boolean handedOn = PausedOn.cancel(awaited, message);
    cancelling = false;
    boolean circle = loop().leaveCircle();
    if (anotherCircle) {
      loop().foundCircle();
    }
    if (circle && awaited instanceof Future<?> future && !future.done()) {
      future.remove(this);
      throwIn(new CancelledError(message));
      return true;
    }
    return handedOn;
  }

  /** How many requests to cancel there were, less those taken back by {@link #uncancel}. */
  public int cancelling() {
    return cancelRequests;
  }

  /**
   * Takes one request to cancel back, for code that dealt with it, and returns how many are left.
   */
  public int uncancel() {
    if (cancelRequests > 0 && --cancelRequests == 0) {
      mustCancel = false;
    }
    return cancelRequests;
  }

  /**
   * The loop was closed under it: a cancellation unwinds its stack, so that its {@code finally}
   * blocks run. A body that goes on all the same meets an error whenever it would pause or use the
   * loop, and if that does not end it either, is dropped.
   */
  void abandon() {
    Fiber parked = fiber;
    if (parked == null || !paused) {
      coroutine.close();
      return;
    }
    abandoned = true;
    paused = false;
    error = new CancelledError("the loop was closed");
    loop().enter(this, context);
    try {
      parked.resume();
    } finally {
      context = loop().leave(null, null);
    }
    fiber = null;
    if (paused) {
      loop()
          .callExceptionHandler(
              new ExceptionContext(
                  "task " + name() + " does not end though its loop was closed", null, this));
    }
  }

  /** Called when something is refused to its body since the loop is closed. */
  void dropIfItNeverEnds() {
    if (abandoned && ++refusals > MOST_REFUSALS) {
      paused = true;
      Objects.requireNonNull(fiber).pause(); // and is never resumed
    }
  }

  // -- a future whose result comes from its body --------------------------------------------------

  /** Not for tasks: the result is what the coroutine returns. */
  @Override
  public void setResult(T result) {
    throw new IllegalStateException(
        "Task does not support setResult: its coroutine returns the result");
  }

  /** Not for tasks: the exception is what the coroutine throws. */
  @Override
  public void setException(Throwable exception) {
    throw new IllegalStateException(
        "Task does not support setException: its coroutine throws the exception");
  }

  @Override
  void announce(Ending ending, @Nullable Throwable failure) {
    LoopObserver observer = loop().observer();
    if (observer != null) {
      observer.taskDone(id(), ending, failure);
    }
  }

  @Override
  String stateText() {
    return !done() && cancelRequests > 0 ? "cancelling" : super.stateText();
  }

  @Override
  public String toString() {
    String waits = waitingFor == null ? "" : " awaits=" + PausedOn.what(waitingFor);
    return describe("Task", " name='" + name() + "' " + coroutine + waits);
  }
}
