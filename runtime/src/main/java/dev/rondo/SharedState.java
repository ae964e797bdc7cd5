package dev.rondo;

import dev.rondo.observe.LoopObserver;
import org.jspecify.annotations.Nullable;

/**
 * Something that tasks share and that a trace should tell of: a queue, a lock, or a variable of the
 * program's own. Its owner calls {@link #use} as each operation takes effect; nothing happens where
 * nobody observes the loop. Belongs to a loop's thread. For an object that cannot hold one of these
 * there is {@link Trace#use}.
 */
public final class SharedState {
  private final String what;
  private @Nullable EventLoop loop;
  private long id;

  /**
   * Something to be called {@code what}, in the words of the format: {@code queue Q}, {@code lock
   * L}.
   */
  public SharedState(String what) {
    this.what = what;
  }

  /** Notes an operation, such as {@code put} or {@code write}, of the running task or callback. */
  public void use(String operation) {
    EventLoop running = EventLoop.runningOrNull();
    LoopObserver observer = running == null ? null : running.observer();
    if (running == null || observer == null) {
      return;
    }
    if (loop != running) {
      loop = running;
      id = running.nextObjectId();
    }
    observer.used(running.currentTaskId(), id, what, operation);
  }

  @Override
  public String toString() {
    return what;
  }
}
