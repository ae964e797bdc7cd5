package dev.rondo;

import dev.rondo.observe.ObserverProvider;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Chooses for every loop that is made in this thread, and in the threads that it starts from now
 * on, until the scope is closed: for a test that must have its loops on a virtual clock and
 * observed, whoever makes them. What the maker of a loop chooses himself comes after, and holds.
 *
 * {@snippet :
 * try (LoopScope scope = LoopScope.open(builder -> builder.virtualClock().observer(trace))) {
 *   Async.run(program());
 * }
 * }
 *
 * <p>A thread of a pool has the scope of the thread that made it, not of the one that gives it
 * work. To be opened and closed by the same thread.
 */
public final class LoopScope implements AutoCloseable {
  private static final InheritableThreadLocal<@Nullable LoopScope> OF_THREAD =
      new InheritableThreadLocal<>();

  /** Whether there ever was one: to ask a thread makes it keep, and all its heirs copy, a map. */
  private static volatile boolean used;

  private final @Nullable LoopScope outer;
  private volatile @Nullable Consumer<? super LoopBuilder> choices; // null once it is closed
  private final Set<ObserverProvider> chosen = ConcurrentHashMap.newKeySet();

  private LoopScope(@Nullable LoopScope outer, Consumer<? super LoopBuilder> choices) {
    this.outer = outer;
    this.choices = choices;
  }

  /**
   * Opens a scope.
   *
   * @param choices is given each new builder before its maker has it, on the maker's thread
   */
  public static LoopScope open(Consumer<? super LoopBuilder> choices) {
    used = true;
    LoopScope scope = new LoopScope(OF_THREAD.get(), Objects.requireNonNull(choices));
    OF_THREAD.set(scope);
    return scope;
  }

  /** Has the scope that the calling thread is in choose, if there is one. */
  static void choose(LoopBuilder builder) {
    LoopScope scope = used ? OF_THREAD.get() : null;
    Consumer<? super LoopBuilder> choices = scope == null ? null : scope.choices;
    if (scope != null && choices != null) {
      choices.accept(builder);
      if (builder.observers != null) { // its maker may still choose another, which is his
        scope.chosen.add(builder.observers);
      }
    }
  }

  /**
   * Ends it, also for the threads that have it from this one; the loops stay as they are, but the
   * observers that it chose are not told of the end of the process any more. Closing it twice does
   * nothing.
   */
  @Override
  public void close() {
    if (choices == null) {
      return;
    }
    choices = null;
    chosen.forEach(Exit::forget);
    if (OF_THREAD.get() == this) {
      if (outer == null) {
        OF_THREAD.remove();
      } else {
        OF_THREAD.set(outer);
      }
    }
  }
}
