package dev.rondo;

import dev.rondo.observe.AwaitChain;
import org.jspecify.annotations.Nullable;

/**
 * The coroutines that a task is in: a site, and the chain of those that await it in place.
 *
 * <p>A chain tells of sites, not of coroutines, and so two tasks on the same path have the same
 * one: to await in place what was awaited in the same place before makes no new object, and a
 * coroutine that is awaited where it is made need not be one either. Each chain remembers the two
 * that came next after it last, and no more, so that deep recursion leaves no tree behind.
 * Immutable but for that and for the pauses that are counted on it, hence for any thread: of two
 * that race, one is forgotten.
 */
final class Chain implements AwaitChain {
  private final Site site;
  final @Nullable Chain awaiter; // read without a call where the stack may have no room
  private @Nullable Chain recent;
  private @Nullable Chain before;
  private int pausesAtOnce = 1; // so many are counted here before its sites hear of them
  private int pausesLeft = 1;

  Chain(Site site, @Nullable Chain awaiter) {
    this.site = site;
    this.awaiter = awaiter;
  }

  /** This one, with a coroutine of {@code site} awaited in place by the innermost. */
  Chain with(Site inner) {
    Chain latest = recent;
    if (latest != null && latest.site == inner) {
      return latest;
    }
    Chain other = before;
    if (other != null && other.site == inner) {
      return other;
    }
    Chain fresh = new Chain(inner, this);
    before = latest;
    recent = fresh;
    return fresh;
  }

  /** Counts a pause here: whether as many were counted as {@link #countAtOnce} said. */
  boolean countPause() {
    return --pausesLeft <= 0;
  }

  int pausesAtOnce() {
    return pausesAtOnce;
  }

  void countAtOnce(int pauses) {
    pausesAtOnce = pauses;
    pausesLeft = pauses;
  }

  Site site() {
    return site;
  }

  @Override
  public String coroutine() {
    return site.name;
  }

  @Override
  public @Nullable Chain awaiter() {
    return awaiter;
  }

  @Override
  public boolean internal() {
    return site.internal;
  }
}
