package dev.rondo.observe;

import org.jspecify.annotations.Nullable;

/**
 * A coroutine and, through {@link #awaiter()}, those that await it in place, up to the task's own.
 * It never changes, so an observer may keep the reference and walk it on another thread; tasks on
 * the same path may well share it.
 */
public interface AwaitChain {

  /** The coroutine's name. */
  String coroutine();

  /** The coroutine that awaits this one in place, or null if it is the task's own. */
  @Nullable AwaitChain awaiter();

  /** Whether it is one of the library's own (sleep, locks …), which a trace leaves out. */
  boolean internal();
}
