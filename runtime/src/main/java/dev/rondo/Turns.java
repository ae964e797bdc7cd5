package dev.rondo;

import dev.rondo.observe.Cause;
import dev.rondo.observe.LoopObserver;
import dev.rondo.schedule.Director;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The heart of a loop: what is ready, what is timed, what other threads hand over, and the turns
 * that run it. As CPython's {@code BaseEventLoop._run_once}, to which {@link #turn} corresponds.
 * Belongs to the loop's thread, but for {@link #handOver} and what the watchdog reads.
 */
final class Turns implements AutoCloseable {
  private static final VarHandle SLICES = slicesHandle();

  /** So that threads that hand over faster than the loop can take do not starve the rest. */
  private static final int MOST_HANDOVERS_A_TURN = 10_000;

  private final EventLoop loop;
  private final Clock clock;
  private final @Nullable Policy policy; // null: first in, first out
  private final @Nullable Directed directed; // null: nobody decides but the loop
  private final Poller poller = new Poller();
  private final ArrayDeque<Ready> ready = new ArrayDeque<>();
  private final TimerQueue timers = new TimerQueue();
  private final Handovers handovers = new Handovers();
  private final Turnstile turnstile = new Turnstile();
  private long lastHandle;
  private long slices; // moves as long as the loop does; the watchdog reads it without a fence
  private volatile boolean waiting; // in the poller, or about to be
  private boolean interrupted; // noticed while waiting; for the caller of run

  Turns(EventLoop loop, Clock clock, @Nullable Policy policy, @Nullable Director director) {
    this.loop = loop;
    this.clock = clock;
    this.policy = policy;
    this.directed = director == null ? null : new Directed(loop, director);
  }

  private static VarHandle slicesHandle() {
    try {
      return MethodHandles.lookup().findVarHandle(Turns.class, "slices", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /**
   * One turn of the loop: what is ready when it begins runs; what that makes ready runs in the
   * next.
   */
  void turn(boolean stopping) {
    if (ready.isEmpty() && !stopping) {
      awaitSomething();
    }
    for (int todo = begin(); todo > 0; todo--) {
      turnstile.pass();
      run(take(todo));
    }
  }

  /** Takes the next entry out, of those that the turn has left. */
  private Ready take(int left) {
    Ready told = directed == null ? null : directed.choose(ready);
    if (told != null) {
      ready.remove(told);
      return told;
    }
    return policy == null ? ready.remove() : policy.take(ready, left);
  }

  /** Begins a turn: how many entries it will run. */
  int begin() {
    if (directed == null || directed.admit()) {
      takeHandovers();
      takeDueTimers();
    }
    return policy == null ? ready.size() : policy.turn(ready.size());
  }

  /**
   * The next entry alone, of a loop that is run by hand and has {@code left} in this turn; false if
   * it was withdrawn.
   */
  boolean next(int left) {
    long before = slices;
    turnstile.pass();
    run(take(left));
    return slices != before;
  }

  /** Waits for what another thread hands over, if one is there or some thread owes it. */
  boolean awaitHandover() {
    if (directed != null && directed.waits()) {
      return directed.anyArrival();
    }
    if (!handovers.any() && loop.threads().anyAtWork()) {
      sleep(Poller.FOR_EVER);
    }
    return handovers.any();
  }

  private void run(Ready entry) {
    if (loop.debug()) {
      long begin = clock.nanoTime();
      enter(entry);
      loop.complaints().ran(entry, clock.nanoTime() - begin);
    } else {
      enter(entry);
    }
  }

  /** The only place where the program's code is entered. */
  private void enter(Ready entry) {
    // not a switch: linking its first use would take milliseconds of the loop's time
    if (entry instanceof Task<?> task) {
      SLICES.setOpaque(this, slices + 1);
      task.step();
    } else if (entry instanceof Handle handle && !handle.cancelled()) {
      SLICES.setOpaque(this, slices + 1);
      handle.run();
    }
  }

  private void awaitSomething() {
    if (directed != null ? directed.waits() : handovers.any()) {
      return;
    }
    TimerHandle first = timers.first();
    if (clock instanceof Clock.Virtual virtual && !loop.threads().anyAtWork()) {
      if (first == null) {
        throw loop.stalled();
      }
      virtual.advanceTo(first.when());
    } else if (clock instanceof Clock.Virtual || first == null) {
      sleep(Poller.FOR_EVER);
    } else {
      long nanos = first.when() - clock.nanoTime();
      if (nanos > 0) {
        sleep(nanos);
      }
    }
  }

  private void sleep(long nanos) {
    waiting = true;
    if (!handovers.any()) {
      long before = loop.observer() == null ? 0 : clock.nanoTime();
      poller.await(nanos);
      interrupted |= Thread.interrupted(); // with the flag set, the poller would not wait again
      LoopObserver observer = loop.observer();
      if (observer != null) {
        observer.idled(clock.nanoTime() - before);
      }
    }
    waiting = false;
  }

  /** Waits until another thread hands something over, or so long, and tells nobody. */
  void awaitHandover(long nanos) {
    waiting = true;
    if (!handovers.any()) {
      poller.await(nanos);
      interrupted |= Thread.interrupted();
    }
    waiting = false;
  }

  /** Takes all that other threads have handed over. */
  void moveHandovers(Collection<Handle> to) {
    handovers.seen();
    loop.complaints().makeHandedOver();
    for (Handle handle = handovers.poll(); handle != null; handle = handovers.poll()) {
      to.add(handle);
    }
  }

  private void takeHandovers() {
    if (!handovers.any()) {
      return;
    }
    handovers.seen();
    loop.complaints().makeHandedOver();
    for (int room = MOST_HANDOVERS_A_TURN; room > 0; room--) {
      Handle handle = handovers.poll();
      if (handle == null) {
        return;
      }
      if (!handle.cancelled()) {
        loop.enqueue(handle);
      }
    }
    handovers.leftSome();
  }

  private void takeDueTimers() {
    TimerHandle first = timers.first();
    if (first == null) {
      return;
    }
    long now = clock.nanoTime();
    while (first != null && first.when() - now <= 0) {
      timers.remove(first);
      append(first);
      first = timers.first();
    }
  }

  /** Puts that timer in the ready queue, whether it is due or not; false if there is none. */
  boolean becomesReady(long handle) {
    TimerHandle timer = timer(handle);
    if (timer != null) {
      timers.remove(timer);
      append(timer);
    }
    return timer != null;
  }

  // -- what is queued -----------------------------------------------------------------------------

  /** Numbers the next step of a task and puts it at the tail of the ready queue. */
  void enqueue(Task<?> task, Cause why, long of) {
    long handle = ++lastHandle;
    task.stepIs(handle);
    LoopObserver observer = loop.observer();
    if (observer != null) {
      observer.stepEnqueued(handle, task.id(), why, of);
    }
    ready.add(task);
  }

  /** Numbers a handle and puts it at the tail of the ready queue. */
  void enqueue(Handle handle) {
    handle.number(++lastHandle);
    made(handle);
    append(handle);
  }

  private void append(Handle handle) {
    LoopObserver observer = loop.observer();
    if (observer != null) {
      handle.announce(observer);
    }
    ready.add(handle);
  }

  /** Sets a timer. */
  void add(TimerHandle timer) {
    timer.number(++lastHandle);
    made(timer);
    LoopObserver observer = loop.observer();
    if (observer != null) {
      observer.timerSet(timer.id(), timer.when(), timer.name());
    }
    timers.add(timer);
  }

  private void made(Handle handle) {
    if (policy != null) {
      policy.made(handle, loop.currentTaskId());
    }
  }

  /** Withdraws a timer that is not due yet. */
  void remove(TimerHandle timer) {
    timers.remove(timer);
  }

  /** Takes a handle from another thread, and wakes the loop if it waits. */
  void handOver(Handle handle) {
    handovers.add(handle);
    lookAround();
  }

  /** Any thread: has the loop look at what was handed over, be it no handle. */
  void lookAround() {
    handovers.announce();
    if (waiting) {
      poller.wakeUp();
    }
  }

  /** Drops all that is queued, for good. */
  @Override
  public void close() {
    ready.clear();
    timers.clear();
    poller.close();
  }

  // -- what others ask ----------------------------------------------------------------------------

  Turnstile turnstile() {
    return turnstile;
  }

  List<TimerHandle> timers() {
    return timers.toList();
  }

  /** Whether nothing can ever happen again, by itself or from outside. */
  boolean isStalled() {
    return loop.isVirtual() && timers.isEmpty() && !loop.threads().anyAtWork();
  }

  boolean anyHandover() {
    return handovers.any();
  }

  @Nullable Directed directed() {
    return directed;
  }

  /** The timer of that number, or null. */
  @Nullable TimerHandle timer(long handle) {
    TimerHandle first = timers.first();
    if (first == null || first.id() == handle) {
      return first;
    }
    return timers().stream().filter(timer -> timer.id() == handle).findFirst().orElse(null);
  }

  @Nullable TimerHandle firstTimer() {
    return timers.first();
  }

  int readySize() {
    return ready.size();
  }

  int timersSize() {
    return timers.size();
  }

  /** How many slices were begun; any thread. */
  long slices() {
    return (long) SLICES.getOpaque(this);
  }

  /** Whether the loop waits for something to do; any thread. */
  boolean waiting() {
    return waiting;
  }

  /** Whether the loop's thread was interrupted while it waited, since the last call. */
  boolean takeInterrupt() {
    boolean was = interrupted;
    interrupted = false;
    return was;
  }
}
