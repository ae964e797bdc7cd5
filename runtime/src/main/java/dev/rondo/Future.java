package dev.rondo;

import dev.rondo.observe.Cause;
import dev.rondo.observe.Ending;
import dev.rondo.observe.LoopObserver;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A result that is not there yet, with the callbacks to be made when it is. {@code await} of a
 * future that is not done cedes control to the loop until it is; of one that is done, it does not.
 *
 * <p>Belongs to its loop: only the loop's thread may use it ({@link EventLoop#callSoonThreadsafe}
 * is the door for others). As CPython's {@code asyncio.Future}. Not a {@code
 * java.util.concurrent.Future}: with two star imports, import one of them by name.
 *
 * @param <T> the type of the result
 */
public sealed class Future<T> implements Awaitable<T>, PausedOn permits Task, GatheringFuture {
  // not an enum: there are millions of futures
  private static final byte PENDING = 0;
  private static final byte FINISHED = 1;
  private static final byte FAILED = 2;
  private static final byte CANCELLED = 3;

  private static final ThreadLocal<Set<Future<?>>> PRINTING = ThreadLocal.withInitial(HashSet::new);

  private final EventLoop loop;
  private final long id;
  private @Nullable String what; // null: a task's, that nobody has asked for yet
  private byte state; // PENDING
  private @Nullable Object outcome; // result, Failure, or message or error of the cancellation
  private @Nullable Waiter waiters; // in the order in which they were added

  /** A plain callback on a future. */
  record Callback<T>(Consumer<? super Future<T>> function, String name, @Nullable Context context)
      implements Waiter {
    @SuppressWarnings("unchecked") // it was added to this very future
    void callWith(Future<?> future) {
      function.accept((Future<T>) future);
    }

    String described() {
      return name.isEmpty() ? Site.nameOf(function) : name;
    }
  }

  Future(EventLoop loop, @Nullable String what) {
    this.loop = loop;
    this.id = loop.nextFutureId();
    this.what = what;
    if (loop.debug()) {
      loop.complaints().noteMaking(this);
    }
  }

  /** The loop that it belongs to. */
  public final EventLoop loop() {
    return loop;
  }

  /** Its number in traces, unique in its loop. */
  public final long id() {
    return id;
  }

  /** What it stands for, in a trace's words: {@code future}, {@code sleep}, {@code task NAME} … */
  final String what() {
    String known = what;
    if (known == null) {
      known = describedInTraces();
      what = known;
    }
    return known;
  }

  /** What a future that was made without such a word stands for. */
  String describedInTraces() {
    return "future";
  }

  /** Whether it has a result or an exception, or was cancelled. */
  public final boolean done() {
    return state != PENDING;
  }

  /** Whether it was cancelled. */
  public final boolean cancelled() {
    return state == CANCELLED;
  }

  /**
   * The result.
   *
   * @throws InvalidStateException if it is not done
   * @throws CancelledError if it was cancelled
   * @throws RuntimeException the exception that it failed with: an unchecked one as it is, a
   *     checked one in a {@code CompletionException}
   */
  @SuppressWarnings({"NullAway", "unchecked"}) // T says whether a result may be null
  public final T result() {
    return switch (state) {
      case FINISHED -> (T) outcome;
      case FAILED -> throw Thrown.unchecked(retrieve());
      case CANCELLED -> throw cancelledError();
      default -> throw new InvalidStateException("Result is not set.");
    };
  }

  /**
   * The result for {@code awaiter}, which runs now: a failure's stack trace tells of it too. Else
   * as {@link #result}.
   */
  final T resultFor(Task<?> awaiter) {
    Failure failed = failure();
    if (failed != null) {
      seen();
      throw failed.thrownAt(awaiter, this);
    }
    return result();
  }

  /** The result for the caller of the loop: a failure's stack trace tells of its tasks alone. */
  final T resultForCaller() {
    Failure failed = failure();
    if (failed != null) {
      failed.asItWas();
    }
    return result();
  }

  /**
   * The exception that it failed with, or null if it did not fail.
   *
   * @throws InvalidStateException if it is not done
   * @throws CancelledError if it was cancelled
   */
  public final @Nullable Throwable exception() {
    return switch (state) {
      case FINISHED -> null;
      case FAILED -> retrieve();
      case CANCELLED -> throw cancelledError();
      default -> throw new InvalidStateException("Exception is not set.");
    };
  }

  @SuppressWarnings("NullAway") // FAILED: the failure is there
  private Throwable retrieve() {
    seen();
    return failure().exception();
  }

  private @Nullable Failure failure() {
    return state == FAILED ? (Failure) outcome : null;
  }

  /** Somebody knows how it ended: a failure of it is not reported any more. */
  final void seen() {
    Failure failed = failure();
    if (failed != null) {
      failed.done();
    }
  }

  /** Whether its result is a cancellation, its own or one that it was failed with. */
  final boolean endedInCancellation() {
    Failure failed = failure();
    return cancelled() || (failed != null && failed.exception() instanceof CancelledError);
  }

  /** The error that tells of this future's cancellation; a new one where it was not cancelled. */
  final CancelledError cancelledError() {
    Failure failed = failure();
    Object told = state == CANCELLED ? outcome : failed == null ? null : failed.exception();
    return told instanceof CancelledError error
        ? error
        : new CancelledError(told instanceof String message ? message : null);
  }

  /**
   * Completes it and schedules its callbacks.
   *
   * @throws InvalidStateException if it is done
   */
  public void setResult(T result) {
    requirePending();
    complete(FINISHED, Ending.RETURNED, result, null);
  }

  /**
   * Fails it and schedules its callbacks.
   *
   * @throws InvalidStateException if it is done
   */
  public void setException(Throwable exception) {
    Objects.requireNonNull(exception, "exception");
    requirePending();
    fail(Failure.of(this, exception));
  }

  /** Fails it as {@code failed} has failed, which counts as looked at. */
  final void setExceptionOf(Future<?> failed) {
    requirePending();
    failed.seen();
    fail(Objects.requireNonNull(failed.failure()).passedOnTo(this));
  }

  private void fail(Failure failure) {
    complete(FAILED, Ending.RAISED, failure, failure.exception());
  }

  private void requirePending() {
    loop.requireOurThread();
    if (done()) {
      throw new InvalidStateException("invalid state: " + this + " is done already");
    }
  }

  /** Cancels it: {@link #cancel(String)} with nothing to say. */
  public final boolean cancel() {
    return cancel(null);
  }

  /**
   * Cancels it and schedules its callbacks. Where it has failed, its failure counts as looked at.
   *
   * @param message for the {@link CancelledError} that its awaiters get, or null
   * @return false if it was done already
   */
  public boolean cancel(@Nullable String message) {
    loop.requireOurThread();
    if (done()) {
      seen();
      return false;
    }
    LoopObserver observer = loop.observer();
    if (observer != null) {
      observer.futureCancelled(id, loop.currentTaskId());
    }
    complete(CANCELLED, Ending.CANCELLED, message, null);
    return true;
  }

  /** A task's body has given its result, of type T. */
  final void keepResult(@Nullable Object result) {
    outcome = result;
  }

  /** A task's own result. */
  final void completeAsEnded() {
    complete(FINISHED, Ending.RETURNED, outcome, null);
  }

  /** A task's own cancellation, with the error that came out of its body, if one did. */
  final void completeCancelled(@Nullable CancelledError error, @Nullable String message) {
    complete(CANCELLED, Ending.CANCELLED, error == null ? message : error, error);
  }

  private void complete(
      byte end, Ending ending, @Nullable Object outcome, @Nullable Throwable failure) {
    state = end;
    this.outcome = outcome;
    announce(ending, failure);
    Waiter woken = waiters;
    waiters = null;
    if (woken instanceof Task<?> task) { // by far the most frequent
      loop.enqueue(task, Cause.DONE, id);
    } else {
      Waiter.forEach(woken, this::schedule);
    }
  }

  /** Tells the observer; somebody who waits is told of by the entries that wake them. */
  void announce(Ending ending, @Nullable Throwable failure) {
    LoopObserver observer = loop.observer();
    if (observer != null && waiters == null) {
      observer.futureDone(id, ending, failure);
    }
  }

  private void schedule(Waiter waiter) {
    // not a switch: linking its first use would take milliseconds of the loop's time
    if (waiter instanceof Task<?> task) {
      loop.enqueue(task, Cause.DONE, id);
    } else if (waiter instanceof Callback<?> callback) {
      loop.enqueue(new Handle.WhenDone(this, callback));
    }
  }

  /**
   * Adds a callback, to be made on the loop soon after this future is done; soon, if it is done.
   * One that was added twice is made twice. It is made in a copy of the caller's context.
   */
  public final void addDoneCallback(Consumer<? super Future<T>> callback) {
    listen(callback, loop.copyContext());
  }

  /** Adds a callback, to be made in {@code context} itself. */
  public final void addDoneCallback(Consumer<? super Future<T>> callback, Context context) {
    listen(callback, Objects.requireNonNull(context));
  }

  private void listen(Consumer<? super Future<T>> callback, @Nullable Context context) {
    LoopObserver observer = loop.observer();
    String name = loop.nameOf(callback);
    if (observer != null) {
      observer.listened(id, name);
    }
    add(new Callback<>(callback, name, context));
  }

  /**
   * The same result for code that knows nothing of loops, on any thread. Where it is cancelled, so
   * is this future.
   */
  public final CompletableFuture<T> toCompletableFuture() {
    loop.requireOurThread();
    CompletableFuture<T> same = new CompletableFuture<>();
    Stages.chain(this, same);
    return same;
  }

  /** Adds a waiter: a task that paused on this future, or a callback. */
  final void add(Waiter waiter) {
    if (done()) {
      schedule(waiter);
    } else {
      waiters = Waiter.and(waiters, waiter);
    }
  }

  /** Removes a task that awaits this. */
  final void remove(Task<?> awaiter) {
    waiters = Waiter.without(waiters, waiter -> waiter == awaiter);
  }

  /** Removes every such callback and tells how many there were. */
  public final int removeDoneCallback(Consumer<? super Future<T>> callback) {
    int before = Waiter.count(waiters);
    waiters =
        Waiter.without(waiters, w -> w instanceof Callback<?> c && c.function().equals(callback));
    return before - Waiter.count(waiters);
  }

  /** Those who will be told when it is done, as far as they can be seen now. */
  final List<Waiter> waiters() {
    return Waiter.stream(waiters).toList();
  }

  /** How it looks to a reader: its state, and who will be told. Its result may hold it itself. */
  final String describe(String kind, String details) {
    Set<Future<?>> around = PRINTING.get();
    if (!around.add(this)) {
      return "<" + kind + " ...>";
    }
    try {
      return "<"
          + kind
          + " "
          + stateText()
          + details
          + callbacksText()
          + loop.complaints().createdAt(this)
          + ">";
    } finally {
      around.remove(this);
    }
  }

  String stateText() {
    Failure failed = failure();
    return switch (state) {
      case FINISHED -> "finished result=" + outcome;
      case FAILED -> "finished exception=" + (failed == null ? "" : failed.exception());
      case CANCELLED -> "cancelled";
      default -> "pending";
    };
  }

  private String callbacksText() {
    List<Waiter> told = waiters();
    if (told.isEmpty()) {
      return "";
    }
    int more = told.size() - 2;
    return " callbacks=["
        + textOf(told.getFirst())
        + (more > 0 ? ", <" + more + " more>" : "")
        + (more >= 0 ? ", " + textOf(told.getLast()) : "")
        + "]";
  }

  private static String textOf(Waiter waiter) {
    if (waiter instanceof Callback<?> callback) {
      return callback.described();
    }
    return "wakes " + (waiter instanceof Task<?> task ? task.name() : waiter);
  }

  @Override
  public String toString() {
    return describe("Future", what().equals("future") ? "" : " " + what);
  }

  /**
   * Waits for a callable's value on this future's behalf: the value or what it throws completes it.
   */
  final void completeWith(Callable<? extends T> value) {
    if (done()) {
      return;
    }
    try {
      setResult(value.call());
    } catch (CancelledError e) {
      cancel(e.getMessage());
    } catch (Throwable e) {
      setException(e);
    }
  }
}
