package dev.rondo;

import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** Handles that other threads hand over to a loop: the loop looks at one volatile field a turn. */
final class Handovers {
  private final ConcurrentLinkedQueue<Handle> queue = new ConcurrentLinkedQueue<>();
  private volatile boolean any;

  /** Any thread. */
  void add(Handle handle) {
    queue.add(handle);
  }

  /** Any thread: something is there, or the loop has another reason to look. */
  void announce() {
    any = true;
  }

  /** The loop's thread: whether something may be there. */
  boolean any() {
    return any;
  }

  /** The loop's thread: to be called before the handles are polled. */
  void seen() {
    any = false;
  }

  /** The loop's thread: there may be more than it has polled. */
  void leftSome() {
    any = true;
  }

  /** The loop's thread: the next one, or null. */
  @Nullable Handle poll() {
    return queue.poll();
  }
}
