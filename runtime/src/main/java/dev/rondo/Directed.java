package dev.rondo;

import dev.rondo.observe.LoopObserver;
import dev.rondo.schedule.Director;
import dev.rondo.schedule.Director.Completion;
import dev.rondo.schedule.Input;
import dev.rondo.schedule.Order;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * Turns whose open decisions a {@link Director} makes. What other threads hand over is held here
 * until it is called for. Belongs to the loop's thread.
 */
final class Directed {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final EventLoop loop;
  private final Director director;
  private final ArrayDeque<Handle> held = new ArrayDeque<>(); // in the order in which they came

  Directed(EventLoop loop, Director director) {
    this.loop = loop;
    this.director = director;
  }

  /** Once the program is asked to end, nobody but the loop decides. */
  private @Nullable Order next() {
    return loop.thread().interruptedByExit() ? null : director.next();
  }

  /** Whether the loop need not wait for something to do. */
  boolean waits() {
    return switch (next()) {
      case null -> !held.isEmpty() || loop.turns().anyHandover();
      case Order.Sleep sleep -> {
        LoopObserver observer = loop.observer();
        if (observer != null) {
          observer.idled(sleep.nanos());
        }
        yield true;
      }
      case Order.Due _, Order.Arrival _ -> true;
      case Order.Run run -> {
        director.impossible(run);
        yield true;
      }
      case Order.Nothing nothing -> {
        boolean stalls = loop.turns().isStalled();
        if (!stalls) {
          director.impossible(nothing);
        }
        yield !stalls;
      }
    };
  }

  private void jumpTo(Order.Due due) {
    TimerHandle timer = loop.turns().timer(due.handle());
    if (timer != null && loop.clock() instanceof Clock.Virtual virtual) {
      virtual.advanceTo(timer.when());
    }
  }

  /** Whether a hand-over is called for now, or one is there and nobody decides. */
  boolean anyArrival() {
    Order order = next();
    return order == null ? !held.isEmpty() : order instanceof Order.Arrival;
  }

  /**
   * Puts in the ready queue what is to become ready now; true if the loop is to look for more by
   * itself.
   */
  boolean admit() {
    Order order = next();
    while (order instanceof Order.Due || order instanceof Order.Arrival) {
      if (!enacted(order)) {
        director.impossible(order);
      }
      order = next();
    }
    if (order == null) {
      held.forEach(this::enqueue);
      held.clear();
    }
    return order == null;
  }

  private boolean enacted(Order order) {
    return switch (order) {
      case Order.Due due -> {
        jumpTo(due);
        yield loop.turns().becomesReady(due.handle());
      }
      case Order.Arrival arrival -> arrived(arrival);
      default -> false;
    };
  }

  private boolean arrived(Order.Arrival arrival) {
    Handle handle = await(arrival);
    if (handle != null) {
      enqueue(handle);
    }
    return handle != null;
  }

  private @Nullable Handle await(Order.Arrival arrival) {
    long deadline = System.nanoTime() + EventLoop.saturatedNanos(arrival.limit());
    Handle handle = find(arrival);
    for (long left; handle == null && (left = deadline - System.nanoTime()) > 0; ) {
      loop.turns().awaitHandover(left);
      handle = find(arrival);
    }
    return handle;
  }

  private @Nullable Handle find(Order.Arrival arrival) {
    loop.turns().moveHandovers(held);
    for (Iterator<Handle> handles = held.iterator(); handles.hasNext(); ) {
      Handle handle = handles.next();
      if (handle.cancelled()) {
        handles.remove();
      } else if (is(handle, arrival)) {
        handles.remove();
        return handle;
      }
    }
    return null;
  }

  private static boolean is(Handle handle, Order.Arrival arrival) {
    return handle.recipient() == arrival.future()
        && (arrival.future() != 0 || handle.name().equals(arrival.callback()));
  }

  private void enqueue(Handle handle) {
    if (!handle.cancelled()) {
      loop.enqueue(handle);
    }
  }

  /** Which entry is to run next; null: the loop chooses. */
  @Nullable Ready choose(Iterable<Ready> ready) {
    Order order = next();
    while (order instanceof Order.Run run) {
      Ready entry = find(ready, run.handle());
      if (entry != null) {
        return entry;
      }
      director.impossible(run);
      order = next();
    }
    return null; // withdrawn, or the program has more to run than it was to have
  }

  private static @Nullable Ready find(Iterable<Ready> ready, long handle) {
    for (Ready entry : ready) {
      if (is(entry, handle)) {
        return entry;
      }
    }
    return null;
  }

  /** One that was withdrawn takes its place in the turn all the same, and does nothing. */
  private static boolean is(Ready entry, long number) {
    return switch (entry) {
      case Task<?> task -> task.dueStep() == number;
      case Handle handle -> handle.id() == number || handle.cancelled();
    };
  }

  /** When what that future stands for, and other threads complete, is complete. */
  Completion completion(Future<?> future) {
    return loop.thread().interruptedByExit()
        ? Completion.AS_IT_IS
        : director.completion(future.id());
  }

  /** What the program is to be given for an input of that name; null: what its source gives. */
  @Nullable Input input(String name) {
    return loop.thread().interruptedByExit() ? null : director.input(name);
  }

  /** Waits for what is handed over for that future, and does it on the spot. */
  void completeNow(Future<?> future) {
    Handle handle = await(new Order.Arrival(future.id(), null, PATIENCE));
    if (handle != null) {
      handle.call();
    }
  }
}
