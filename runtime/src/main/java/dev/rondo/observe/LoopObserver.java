package dev.rondo.observe;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Hooks for every scheduling decision of one loop, called on the loop's thread, in order, as they
 * happen. They carry ids (positive; 0 for none) and names, and the loop allocates nothing for them.
 * A hook must be fast and must not call back into the loop. One that throws is removed, reported
 * once, and the program goes on.
 *
 * <p>Tasks are futures: both share one numbering. Handles (entries of the ready queue and timers)
 * and objects (locks, queues …) have their own.
 */
public interface LoopObserver {

  /** The loop changed state, on that thread. */
  default void loopState(LoopPhase phase, String thread) {}

  /**
   * A task was created, by the task {@code parent} (0: by none), its body standing at {@code at}.
   */
  default void taskCreated(
      long task, String name, String coroutine, @Nullable String at, long parent) {}

  /** A step of a task was put at the tail of the ready queue. */
  default void stepEnqueued(long handle, long task, Cause why, long of) {}

  /**
   * A plain callback was put at the tail of the ready queue; {@code of} is the future whose end it
   * waited for, or, where another thread handed it over, the one that it is to complete.
   */
  default void callbackEnqueued(long handle, String callback, Cause why, long of) {}

  /**
   * The loop gives a task control. The first step of a task that starts eagerly has the handle 0:
   * it lies within the slice of the code that made it, which goes on afterwards.
   */
  default void resumed(long handle, long task) {}

  /** A task gave control back: it awaits the future {@code on}, or yielded (0). */
  default void paused(long task, long on, String what, AwaitChain chain) {}

  /** A task finished. */
  default void taskDone(long task, Ending ending, @Nullable Throwable error) {}

  /** A plain future was completed while nobody waited for it. */
  default void futureDone(long future, Ending ending, @Nullable Throwable error) {}

  /** A task awaited a future that was done already: control was not ceded. */
  default void awaitedDone(long task, long on, String what) {}

  /** A plain callback was added to a future. */
  default void listened(long future, String callback) {}

  /** An operation on a synchronisation object, or on state that the program notes, took effect. */
  default void used(long task, long object, String what, String operation) {}

  /** A plain callback starts to run. */
  default void callbackStarted(long handle, String name, long of) {}

  /** That callback returned, or raised {@code error}. */
  default void callbackReturned(long handle, @Nullable Throwable error) {}

  /** A timer was set; {@code deadline} is on the loop's clock. */
  default void timerSet(long handle, long deadline, String callback) {}

  /** Cancellation of a task was requested, by the running task (0: by none). */
  default void taskCancelled(long task, long by) {}

  /** Cancellation of a plain future was requested. */
  default void futureCancelled(long future, long by) {}

  /** A handle was withdrawn before it ran. */
  default void handleCancelled(long handle, long by) {}

  /** A coroutine of the program is awaited in place. */
  default void entered(long task, String coroutine) {}

  /** A coroutine of the program that was awaited in place ended. */
  default void exited(long task, String coroutine) {}

  /** The loop slept that long, waiting for something to do. */
  default void idled(long nanos) {}

  /** The program's own note. {@code attributes} is immutable and holds JSON values. */
  default void marked(long task, String name, Map<String, ?> attributes) {}

  /**
   * The program took a value from outside.
   *
   * @param value immutable, of JSON: a text, {@code Boolean}, {@code Long}, {@code Double}, list,
   *     map with texts as keys, or null
   * @param error what its source failed with, or null
   */
  default void inputTaken(long task, String name, @Nullable Object value, @Nullable String error) {}

  /** The runtime noticed something. */
  default void warned(String code, long task, long handle, String text) {}

  /** Virtual clock only: nothing is ready, timed, or able to wake the loop. */
  default void stalled(long[] waiting) {}

  /** A task deals with a message that came with {@code from}. */
  default void received(long task, Traceparent from) {}

  /**
   * What is to be told of a task to a process or message that it makes now: null if this observer
   * knows nothing of it. Called on the loop's thread, or the one that the task's body is on.
   */
  default @Nullable Traceparent traceparent(long task) {
    return null;
  }
}
