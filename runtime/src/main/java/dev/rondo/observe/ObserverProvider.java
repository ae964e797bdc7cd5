package dev.rondo.observe;

import dev.rondo.schedule.Director;
import org.jspecify.annotations.Nullable;

/**
 * Gives each new loop its observer. One that is found as a service ({@link
 * java.util.ServiceLoader}) is asked for every loop of the process that was not created with a
 * provider of its own.
 */
public interface ObserverProvider {

  /**
   * The observer of a loop that is being created, or null for none. Called on the thread that
   * creates the loop.
   */
  @Nullable LoopObserver observe(LoopInfo loop);

  /**
   * Who makes the open decisions of a loop that is being created, or null for the loop itself.
   * Called directly before {@link #observe}, on the same thread; the clock of {@code loop} is not
   * to be read.
   */
  default @Nullable Director direct(LoopInfo loop) {
    return null;
  }

  /**
   * The virtual machine is going down and every loop that could end has ended: the last chance to
   * write something down. Called once, on a thread of its own.
   */
  default void exiting() {}
}
