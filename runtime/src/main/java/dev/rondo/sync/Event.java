package dev.rondo.sync;

import dev.rondo.Coroutine;
import dev.rondo.SharedState;

/**
 * Something that happens, and that tasks wait for. Belongs to its loop's thread. As CPython 3.13's
 * {@code asyncio.Event}, whose {@code wait} is {@link #await} here.
 */
public final class Event {
  private final SharedState state;
  private final WaitQueue waiters;
  private boolean isSet;

  /** An event without a name that is not set. */
  public Event() {
    this("");
  }

  /** An event that traces call by {@code name} and that is not set. */
  public Event(String name) {
    state = new SharedState(("event " + name).strip());
    waiters = new WaitQueue(state.toString());
  }

  /** Whether it is set. */
  public boolean isSet() {
    return isSet;
  }

  /** Sets it, and wakes all who wait. */
  public void set() {
    if (!isSet) {
      isSet = true;
      waiters.wakeAll();
    }
    state.use("set");
  }

  /** Unsets it: who waits from now on waits for the next {@link #set}. */
  public void clear() {
    isSet = false;
    state.use("clear");
  }

  /** Waits until it is set. */
  public Coroutine<Void> await() {
    return Coroutine.ofLibrary(
        "await",
        () -> {
          if (!isSet) {
            waiters.await();
          }
          state.use("wait");
        });
  }

  @Override
  public String toString() {
    return "<" + state + (isSet ? " set" : " unset") + waiters + ">";
  }
}
