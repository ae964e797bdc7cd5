package dev.rondo;

import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A callback that is there for the sake of futures that somebody else waits for: it completes or
 * cancels them, or counts on their behalf. A dump follows it from a task to those behind a gather,
 * a group or a wait, and from a timer to whom it will wake.
 */
interface Concerning {

  /** Those futures; read by a dump alone. */
  Collection<? extends Future<?>> concerns();

  /** A future's callback with a name. */
  static <T> Consumer<T> named(
      String name, Consumer<T> callback, Supplier<? extends Collection<? extends Future<?>>> whom) {
    return new OfFuture<>(name, callback, whom);
  }

  /** A timer's callback with a name. */
  static Runnable named(String name, Runnable callback, Future<?> whom) {
    return new OfTimer(name, callback, whom);
  }

  /** Made when a future is done. */
  record OfFuture<T>(
      String name, Consumer<T> callback, Supplier<? extends Collection<? extends Future<?>>> whom)
      implements Consumer<T>, Concerning {
    @Override
    public void accept(T value) {
      callback.accept(value);
    }

    @Override
    public Collection<? extends Future<?>> concerns() {
      return whom.get();
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** Made when a timer is due. */
  record OfTimer(String name, Runnable callback, Future<?> whom) implements Runnable, Concerning {
    @Override
    public void run() {
      callback.run();
    }

    @Override
    public Collection<? extends Future<?>> concerns() {
      return List.of(whom);
    }

    @Override
    public String toString() {
      return name;
    }
  }
}
