package dev.rondo;

import dev.rondo.engine.Engine;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a loop from another thread. It first shuts the loop's {@link Turnstile} and gives the
 * loop a moment to come to a stand, between two slices or in its wait for something to do; then all
 * that it sees is exact. A loop that hangs in a slice does not come; then it looks while that slice
 * is under way.
 *
 * <p>The one thing that could do harm is to walk the stack of a parked continuation while the loop
 * resumes it. So that is done only where it is known to stay parked: when the loop stands still; or
 * when the stack of the loop's thread, taken after the turnstile was shut, shows the inside of a
 * slice, for the tasks that do not take part in it. Those are the running one, the tasks that make
 * eager ones, and what is made from then on.
 */
final class Onlooker {
  private static final long PATIENCE = TimeUnit.MILLISECONDS.toNanos(200);
  private static final long MOST_PATIENCE = TimeUnit.SECONDS.toNanos(1);
  private static final long NAP = TimeUnit.MICROSECONDS.toNanos(500);

  /**
   * What may be looked at.
   *
   * @param outside whether a slice is under way meanwhile
   * @param slice the stack of the thread that is in it
   * @param running the task that has control, or null
   * @param mayWalk whose parked stacks may be walked
   */
  record View(
      boolean outside,
      List<StackTraceElement> slice,
      @Nullable Task<?> running,
      Predicate<Task<?>> mayWalk) {

    /** On the loop's own thread. */
    static View ofTheLoop(EventLoop loop) {
      return new View(false, stackOf(Thread.currentThread()), loop.currentTask(), task -> true);
    }

    /** Of a loop that stands still. */
    static View still() {
      return new View(false, List.of(), null, task -> true);
    }
  }

  private final EventLoop loop;

  Onlooker(EventLoop loop) {
    this.loop = loop;
  }

  /** The turnstile must be shut. */
  View look() {
    long begun = System.nanoTime();
    while (true) {
      View view = glimpse(System.nanoTime() - begun);
      if (view != null) {
        return view;
      }
      LockSupport.parkNanos(NAP);
    }
  }

  /** What can be seen now; null to wait a little. */
  private @Nullable View glimpse(long waited) {
    Thread thread = loop.thread().runner();
    if (thread == null) {
      return View.still();
    }
    long newest = loop.lastFutureId();
    EagerStarts eager = loop.eagerStarts();
    List<StackTraceElement> stack = stackOf(thread); // from here on the turnstile is seen shut
    Task<?> running = loop.currentTask();
    if (loop.turns().turnstile().holds() || loop.turns().waiting()) {
      return View.still();
    }
    boolean inSlice = ProgramStack.bodiesOn(stack) > 0 || ProgramStack.showsCallback(stack);
    if (waited > PATIENCE && inSlice && eager == loop.eagerStarts()) {
      return new View(true, stack, running, walkable(newest, running, eager));
    }
    return waited > MOST_PATIENCE ? new View(true, stack, running, ownThreads()) : null;
  }

  private static List<StackTraceElement> stackOf(Thread thread) {
    return List.of(thread.getStackTrace());
  }

  private Predicate<Task<?>> walkable(long newest, @Nullable Task<?> running, EagerStarts eager) {
    Set<Task<?>> taking = new HashSet<>(eager.makers());
    if (running != null) {
      taking.add(running);
    }
    Predicate<Task<?>> parked = task -> task.id() <= newest && !taking.contains(task);
    return parked.or(ownThreads());
  }

  /** A stack of a thread of its own can be had at any time. */
  private Predicate<Task<?>> ownThreads() {
    Engine engine = loop.engine();
    return task -> engine.usesThreads();
  }
}
