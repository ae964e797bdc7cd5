package dev.rondo;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Ways to wait for futures, as in CPython's {@code tasks.py}; {@link Async} is their door. */
final class Waits {
  private static final Site WAIT = Site.internal("wait");
  private static final Site WAIT_FOR = Site.internal("waitFor");
  private static final Site NEXT_COMPLETED = Site.internal("asCompleted");

  private Waits() {}

  /**
   * Until {@code enough} accepts a future that has just been done, all are done, or the time is up.
   */
  static <F extends Future<?>> Coroutine<Waited<F>> forSome(
      Collection<F> futures, @Nullable Duration timeout, Predicate<Future<?>> enough) {
    if (futures.isEmpty()) {
      throw new IllegalArgumentException("there is no future to wait for");
    }
    Set<F> distinct = new LinkedHashSet<>(futures);
    return Coroutine.of(WAIT, () -> wait(distinct, timeout, enough));
  }

  private static <F extends Future<?>> Waited<F> wait(
      Set<F> futures, @Nullable Duration timeout, Predicate<Future<?>> enough) {
    Task<?> task = Async.requireTask("wait");
    Future<Boolean> waiter = task.loop().createFuture("wait");
    TimerHandle alarm =
        timeout == null
            ? null
            : task.loop()
                .callLater(
                    timeout, Concerning.named("wait timeout", () -> release(waiter), waiter));
    int[] left = {futures.size()};
    Consumer<Future<?>> whenDone =
        Concerning.named(
            "wait",
            (Future<?> done) -> {
              if (--left[0] <= 0 || enough.test(done)) {
                cancel(alarm);
                release(waiter);
              }
            },
            () -> List.of(waiter));
    futures.forEach(f -> f.addDoneCallback(whenDone));
    try {
      task.await(waiter);
    } finally {
      cancel(alarm);
      futures.forEach(f -> f.removeDoneCallback(whenDone));
    }
    return Waited.of(futures);
  }

  private static void cancel(@Nullable TimerHandle alarm) {
    if (alarm != null) {
      alarm.cancel();
    }
  }

  private static void release(Future<Boolean> waiter) {
    if (!waiter.done()) {
      waiter.setResult(true);
    }
  }

  static boolean failed(Future<?> future) {
    return !future.cancelled() && future.exception() != null;
  }

  static <T> Coroutine<T> within(Awaitable<T> awaited, @Nullable Duration timeout) {
    return Coroutine.of(
        WAIT_FOR,
        () ->
            timeout != null && !timeout.isPositive()
                ? doneNow(Async.ensureFuture(awaited))
                : Timeout.call(timeout, t -> Async.await(awaited)));
  }

  /** The result of a future that has no time left: it is cancelled unless it is done. */
  private static <T> T doneNow(Future<T> future) {
    Task<?> task = Async.requireTask("waitFor");
    if (future.done()) {
      return future.resultFor(task);
    }
    cancelAndAwait(future, task);
    try {
      return future.resultFor(task);
    } catch (CancelledError e) {
      throw new TimeoutException("no time was given for " + future, e);
    }
  }

  private static void cancelAndAwait(Future<?> future, Task<?> task) {
    Future<Boolean> waiter = task.loop().createFuture("waitFor");
    Consumer<Future<?>> whenDone =
        Concerning.named("waitFor", (Future<?> done) -> release(waiter), () -> List.of(waiter));
    future.addDoneCallback(whenDone);
    try {
      future.cancel();
      task.await(waiter);
    } finally {
      future.removeDoneCallback(whenDone);
    }
  }

  static <T> Future<T> shield(Awaitable<T> awaited) {
    Future<T> inner = Async.ensureFuture(awaited);
    if (inner.done()) {
      return inner;
    }
    Future<T> outer = inner.loop().createFuture("shield");
    Consumer<Future<T>> innerDone =
        Concerning.named("shield", f -> copy(f, outer), () -> List.of(outer));
    inner.addDoneCallback(innerDone);
    outer.addDoneCallback(
        Async.named(
            "shield ended",
            f -> {
              if (!inner.done()) {
                inner.removeDoneCallback(innerDone);
              }
            }));
    return outer;
  }

  private static <T> void copy(Future<T> inner, Future<T> outer) {
    if (outer.cancelled()) {
      if (!inner.cancelled()) {
        inner.exception(); // it is looked at, though nobody can be told any more
      }
      return;
    }
    if (inner.cancelled()) {
      outer.cancel();
      return;
    }
    Throwable failure = inner.exception();
    if (failure == null) {
      outer.setResult(inner.result());
    } else {
      outer.setExceptionOf(inner);
    }
  }

  /**
   * The results of futures in the order in which they are done: each element waits for the next.
   */
  static <T> Iterable<Coroutine<T>> asCompleted(
      Collection<? extends Awaitable<? extends T>> awaitables, @Nullable Duration timeout) {
    Completions<T> completions = new Completions<>(awaitables, timeout);
    return () -> completions;
  }

  private static final class Completions<T> implements Iterator<Coroutine<T>> {
    private final EventLoop loop = EventLoop.current();
    private final Set<Future<? extends T>> todo = new LinkedHashSet<>();
    private final ArrayDeque<Future<? extends T>> done = new ArrayDeque<>();
    private final ArrayDeque<Future<Boolean>> waiters = new ArrayDeque<>();
    private final Consumer<Future<?>> whenDone =
        Concerning.named("asCompleted", this::completed, () -> List.copyOf(waiters));
    private final @Nullable TimerHandle alarm;
    private int left;
    private int late; // elements for which the time is up

    Completions(
        Collection<? extends Awaitable<? extends T>> awaitables, @Nullable Duration timeout) {
      for (Awaitable<? extends T> awaitable : new LinkedHashSet<>(awaitables)) {
        todo.add(Async.ensureFuture(awaitable, loop));
      }
      todo.forEach(f -> f.addDoneCallback(whenDone));
      left = todo.size();
      alarm =
          timeout == null || todo.isEmpty()
              ? null
              : loop.callLater(timeout, Async.named("asCompleted timeout", this::timeUp));
    }

    @Override
    public boolean hasNext() {
      return left > 0;
    }

    @Override
    public Coroutine<T> next() {
      if (left == 0) {
        throw new NoSuchElementException();
      }
      left--;
      return Coroutine.of(NEXT_COMPLETED, this::awaitOne);
    }

    private T awaitOne() {
      while (done.isEmpty() && late == 0) {
        Future<Boolean> waiter = loop.createFuture("asCompleted");
        waiters.add(waiter);
        try {
          Async.await(waiter);
        } catch (Throwable e) {
          waiter.cancel();
          waiters.remove(waiter);
          if (!done.isEmpty() && !waiter.cancelled()) {
            wakeNext();
          }
          throw e;
        }
      }
      Future<? extends T> first = done.poll();
      if (first == null) {
        late--;
        throw new TimeoutException("the time is up for asCompleted", null);
      }
      return first.resultFor(Async.requireTask("asCompleted"));
    }

    @SuppressWarnings("unchecked") // it is one of ours
    private void completed(Future<?> future) {
      if (todo.remove(future)) {
        done.add((Future<? extends T>) future);
        wakeNext();
        if (todo.isEmpty()) {
          cancel(alarm);
        }
      }
    }

    private void timeUp() {
      List<Future<? extends T>> unfinished = new ArrayList<>(todo);
      todo.clear();
      for (Future<? extends T> future : unfinished) {
        future.removeDoneCallback(whenDone);
        late++;
        wakeNext();
      }
    }

    private void wakeNext() {
      for (Future<Boolean> next = waiters.poll(); next != null; next = waiters.poll()) {
        if (!next.done()) {
          next.setResult(true);
          return;
        }
      }
    }
  }
}
