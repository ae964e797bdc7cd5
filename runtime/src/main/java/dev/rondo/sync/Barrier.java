package dev.rondo.sync;

import dev.rondo.Async;
import dev.rondo.Coroutine;
import dev.rondo.SharedState;
import java.util.Locale;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * A place where tasks wait until a number of them has come, again and again. Belongs to its loop's
 * thread. As CPython 3.13's {@code asyncio.Barrier}, whose {@code wait} is {@link #await} here.
 */
public final class Barrier {
  private enum State {
    FILLING,
    DRAINING,
    RESETTING,
    BROKEN
  }

  private final SharedState shared;
  private final Condition changed;
  private final int parties;
  private State state = State.FILLING;
  private int count; // tasks inside

  /** A barrier for that many tasks, without a name. */
  public Barrier(int parties) {
    this(parties, "");
  }

  /**
   * A barrier for that many tasks that traces call by {@code name}.
   *
   * @throws IllegalArgumentException if there are none
   */
  public Barrier(int parties, String name) {
    if (parties < 1) {
      throw new IllegalArgumentException("a barrier is for at least 1 task, not " + parties);
    }
    this.parties = parties;
    shared = new SharedState(("barrier " + name).strip());
    changed = new Condition(shared.toString());
  }

  /** For how many tasks it is. */
  public int parties() {
    return parties;
  }

  /** How many wait for it to fill. */
  public int waiting() {
    return state == State.FILLING ? count : 0;
  }

  /** Whether it was aborted. */
  public boolean broken() {
    return state == State.BROKEN;
  }

  /**
   * Waits until enough tasks have come, and gives the place in which this one came, from 0. Throws
   * {@link BrokenBarrierException} if the barrier is or gets aborted or reset.
   */
  public Coroutine<Integer> await() {
    return Coroutine.ofLibrary(
        "await",
        () -> {
          int index = locked(this::pass);
          shared.use("wait");
          return index;
        });
  }

  private int pass() {
    changed.awaitHolding(() -> state != State.DRAINING && state != State.RESETTING);
    if (state == State.BROKEN) {
      throw new BrokenBarrierException("Barrier aborted: " + this);
    }
    int index = count++;
    try {
      if (count == parties) {
        state = State.DRAINING;
        changed.notifyEach();
      } else {
        awaitFilled();
      }
      return index;
    } finally {
      count--;
      leave();
    }
  }

  private void awaitFilled() {
    changed.awaitHolding(() -> state != State.FILLING);
    if (state == State.BROKEN || state == State.RESETTING) {
      throw new BrokenBarrierException("Abort or reset of barrier: " + this);
    }
  }

  private void leave() {
    if (count == 0) {
      if (state == State.RESETTING || state == State.DRAINING) {
        state = State.FILLING;
      }
      changed.notifyEach();
    }
  }

  /** Begins anew: who waits gets a {@link BrokenBarrierException}. */
  public Coroutine<Void> reset() {
    return Coroutine.ofLibrary(
        "reset", () -> change(() -> count > 0 ? State.RESETTING : State.FILLING));
  }

  /** Breaks it for good: who waits, or comes, gets a {@link BrokenBarrierException}. */
  public Coroutine<Void> abort() {
    return Coroutine.ofLibrary("abort", () -> change(() -> State.BROKEN));
  }

  private void change(Supplier<State> to) {
    locked(() -> {
      state = to.get(); // asked under the lock, for which we may have waited
      changed.notifyEach();
      return 0;
    });
  }

  private int locked(IntSupplier body) {
    Async.await(changed.acquire());
    try {
      return body.getAsInt();
    } finally {
      changed.release();
    }
  }

  @Override
  public String toString() {
    return "<"
        + shared
        + " "
        + state.name().toLowerCase(Locale.ROOT)
        + (broken() ? "" : " waiting:" + waiting() + "/" + parties)
        + ">";
  }
}
