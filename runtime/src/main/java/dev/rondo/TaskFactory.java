package dev.rondo;

import org.jspecify.annotations.Nullable;

/**
 * Makes the tasks of a loop, in place of {@code new Task<>(…)}: see {@link
 * EventLoop#setTaskFactory}. A method reference, since the method has a type parameter: {@code
 * loop.setTaskFactory(Async::eagerTaskFactory)}.
 */
@FunctionalInterface
public interface TaskFactory {

  /**
   * Makes a task of {@code coroutine} on {@code loop}.
   *
   * @param name null for {@code Task-1}, {@code Task-2} …
   * @param context null for a copy of the current one
   */
  <T> Task<T> create(
      EventLoop loop, Coroutine<T> coroutine, @Nullable String name, @Nullable Context context);
}
