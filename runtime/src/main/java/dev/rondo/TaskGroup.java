package dev.rondo;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tasks that end together: the group waits for all of them, and the first that fails cancels the
 * others and the body. As CPython's {@code asyncio.TaskGroup}, with the children in order of
 * creation.
 *
 * {@snippet :
 * TaskGroup.run(group -> {
 *   Task<String> tea = group.createTask(brew("tea"));
 *   Task<String> toast = group.createTask(brew("toast"));
 * }); // both are done
 * }
 */
public final class TaskGroup {
  /** A body with a result. */
  @FunctionalInterface
  public interface Body<T> {
    /** Runs it. */
    T call(TaskGroup group) throws Exception;
  }

  /** A body without a result. */
  @FunctionalInterface
  public interface VoidBody {
    /** Runs it. */
    void run(TaskGroup group) throws Exception;
  }

  private final Task<?> parent;
  private final Set<Task<?>> children = new LinkedHashSet<>(); // that are not done
  private final List<Throwable> errors = new ArrayList<>();
  private final Consumer<Future<?>> whenDone =
      Concerning.named("group", this::childDone, this::awaited);
  private boolean exiting;
  private boolean aborting;
  private boolean parentCancelled; // by this group
  private @Nullable Future<Boolean> empty; // done when the last child is

  private TaskGroup(Task<?> parent) {
    this.parent = parent;
  }

  /**
   * Runs {@code body}, waits for every task that was created in the group, and gives the body's
   * result.
   *
   * @throws ExceptionGroup if children, or the body while they ran, failed
   * @throws CancelledError if the task around it was cancelled
   */
  public static <T> T call(Body<T> body) {
    TaskGroup group = new TaskGroup(Async.requireTask("a task group"));
    T result = null;
    Throwable thrown = null;
    try {
      result = body.call(group);
    } catch (Throwable e) {
      thrown = e;
    }
    group.exit(thrown);
    return valueOf(result);
  }

  /** Runs {@code body} and waits for every task that was created in the group, as {@link #call}. */
  public static void run(VoidBody body) {
    call(withoutResult(body));
  }

  @SuppressWarnings("NullAway") // null is the one value of Void
  private static Body<Void> withoutResult(VoidBody body) {
    return group -> {
      body.run(group);
      return null;
    };
  }

  @SuppressWarnings("NullAway") // T says whether the value may be null
  private static <T> T valueOf(@Nullable T value) {
    return value;
  }

  /** Makes a task in this group. */
  public <T> Task<T> createTask(Coroutine<T> coroutine) {
    return createTask(coroutine, null);
  }

  /**
   * Makes a task of that name in this group.
   *
   * @throws IllegalStateException if the group is over, or cancels its tasks; the coroutine is
   *     closed
   */
  public <T> Task<T> createTask(Coroutine<T> coroutine, @Nullable String name) {
    requireOpen(coroutine);
    return joined(parent.loop().createTask(coroutine, name));
  }

  /** Makes a task of that name (or null) in this group, to run in {@code context} itself. */
  public <T> Task<T> createTask(Coroutine<T> coroutine, @Nullable String name, Context context) {
    requireOpen(coroutine);
    return joined(parent.loop().createTask(coroutine, name, context));
  }

  private <T> Task<T> joined(Task<T> task) {
    if (task.done()) { // it started eagerly, and never paused
      childDone(task);
    } else {
      children.add(task);
      task.addDoneCallback(whenDone);
    }
    return task;
  }

  private void requireOpen(Coroutine<?> coroutine) {
    if (exiting && children.isEmpty()) {
      coroutine.close();
      throw new IllegalStateException(this + " is finished");
    }
    if (aborting) {
      coroutine.close();
      throw new IllegalStateException(this + " is shutting down");
    }
  }

  private void exit(@Nullable Throwable thrown) {
    exiting = true;
    Throwable cancellation = thrown instanceof CancelledError ? thrown : null;
    if (thrown != null && !aborting) {
      abort();
    }
    while (!children.isEmpty()) {
      CancelledError meanwhile = awaitChildren();
      if (meanwhile != null && !aborting) {
        cancellation = meanwhile;
        abort();
      }
    }
    if (parentCancelled && parent.uncancel() == 0) {
      cancellation = null; // it was our own, and nobody else wants one
    }
    if (cancellation != null && errors.isEmpty()) {
      throw Thrown.unchecked(cancellation);
    }
    if (thrown != null && !(thrown instanceof CancelledError)) {
      errors.add(thrown);
    }
    if (!errors.isEmpty()) {
      if (parent.cancelling() > 0) { // let the cancellation reach the parent after the errors
        parent.uncancel();
        parent.cancel();
      }
      ExceptionGroup group = new ExceptionGroup("unhandled errors in a TaskGroup", errors);
      ProgramFrames.shorten(group, parent.loop());
      throw group;
    }
  }

  /** Waits until no child is left, or the task around is cancelled: the error that tells of it. */
  private @Nullable CancelledError awaitChildren() {
    if (empty == null) {
      empty = parent.loop().createFuture("group");
    }
    try {
      parent.await(empty);
      return null;
    } catch (CancelledError e) {
      return e;
    } finally {
      empty = null;
    }
  }

  private List<Future<?>> awaited() {
    Future<?> waitedFor = empty;
    return waitedFor == null ? List.of() : List.of(waitedFor);
  }

  private void abort() {
    aborting = true;
    for (Task<?> child : children) {
      if (!child.done()) {
        child.cancel();
      }
    }
  }

  private void childDone(Future<?> child) {
    children.remove(child);
    if (empty != null && children.isEmpty() && !empty.done()) {
      empty.setResult(true);
    }
    Throwable error = child.cancelled() ? null : child.exception();
    if (error == null) {
      return;
    }
    errors.add(error);
    if (parent.done()) {
      String message = child + " failed after its parent " + parent.name() + " was done";
      parent.loop().callExceptionHandler(new ExceptionContext(message, error, (Task<?>) child));
    } else if (!aborting && !parentCancelled) {
      abort();
      parentCancelled = true;
      parent.cancel();
    }
  }

  @Override
  public String toString() {
    return "<TaskGroup tasks="
        + children.size()
        + " errors="
        + errors.size()
        + (aborting ? " cancelling" : "")
        + ">";
  }
}
