package dev.rondo;

import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The future that {@code gather} gives: the results of its children. Cancelling it cancels them,
 * and it is cancelled itself only when they are done. As CPython's {@code _GatheringFuture} and
 * {@code gather}.
 */
final class GatheringFuture<T> extends Future<List<T>> {
  private final List<Future<? extends T>> children; // one may be there more than once
  private final int distinct;
  private final boolean returnExceptions;
  private int finished;
  private boolean cancelRequested;

  private GatheringFuture(
      EventLoop loop, List<Future<? extends T>> children, int distinct, boolean returnExceptions) {
    super(loop, "gather");
    this.children = children;
    this.distinct = distinct;
    this.returnExceptions = returnExceptions;
  }

  static <T> Future<List<T>> of(
      Collection<? extends Awaitable<? extends T>> awaitables, boolean returnExceptions) {
    Gathering<T> gathering = new Gathering<>();
    awaitables.forEach(gathering::add);
    if (awaitables.isEmpty()) {
      Future<List<T>> nothing = EventLoop.current().createFuture("gather");
      nothing.setResult(List.of());
      return nothing;
    }
    return gathering.future(returnExceptions);
  }

  /** Collects the children, makes tasks of coroutines, and listens to each one once. */
  private static final class Gathering<T> {
    private final IdentityHashMap<Awaitable<? extends T>, Future<? extends T>> known =
        new IdentityHashMap<>();
    private final List<Future<? extends T>> children = new ArrayList<>();
    private final List<Future<? extends T>> doneAlready = new ArrayList<>();
    private @Nullable EventLoop loop;
    private @Nullable GatheringFuture<T> outer;

    void add(Awaitable<? extends T> awaitable) {
      Future<? extends T> child = known.get(awaitable);
      if (child == null) {
        child = loop == null ? Async.ensureFuture(awaitable) : Async.ensureFuture(awaitable, loop);
        loop = child.loop();
        known.put(awaitable, child);
        listen(child);
      }
      children.add(child);
    }

    private void listen(Future<? extends T> child) {
      if (child.done()) {
        doneAlready.add(child);
      } else {
        Consumer<Future<?>> callback = Concerning.named("gather", this::childDone, this::gathered);
        child.addDoneCallback(callback);
      }
    }

    private void childDone(Future<?> child) {
      if (outer == null) {
        child.seen(); // the gather was refused: nobody can be told of a failure
      } else {
        outer.childDone(child);
      }
    }

    private List<Future<?>> gathered() {
      return outer == null ? List.of() : List.of(outer);
    }

    @SuppressWarnings("NullAway") // there is a child, so there is a loop
    GatheringFuture<T> future(boolean returnExceptions) {
      outer = new GatheringFuture<>(loop, children, known.size(), returnExceptions);
      doneAlready.forEach(outer::childDone);
      return outer;
    }
  }

  private void childDone(Future<?> child) {
    finished++;
    if (done()) {
      if (!child.cancelled()) {
        child.exception(); // it is looked at, though nobody can be told any more
      }
      return;
    }
    if (!returnExceptions) {
      if (child.cancelled()) {
        setException(child.cancelledError());
        return;
      }
      if (child.exception() != null) {
        setExceptionOf(child);
        return;
      }
    }
    if (finished == distinct) {
      if (cancelRequested) {
        setException(children.getLast().cancelledError()); // whatever became of it, as CPython
      } else {
        setResult(results());
      }
    }
  }

  private static @Nullable Throwable failureOf(Future<?> child) {
    return child.cancelled() ? child.cancelledError() : child.exception();
  }

  private List<T> results() {
    List<T> results = new ArrayList<>(children.size());
    for (Future<? extends T> child : children) {
      Throwable failure = failureOf(child);
      results.add(failure == null ? child.result() : asResult(failure));
    }
    return results;
  }

  @SuppressWarnings("unchecked") // only asked for where T is Object
  private T asResult(Throwable failure) {
    return (T) failure;
  }

  @Override
  public boolean cancel(@Nullable String message) {
    if (done()) {
      return false;
    }
    boolean any = false;
    for (Future<? extends T> child : children) {
      any |= child.cancel(message);
    }
    cancelRequested |= any;
    return any;
  }
}
