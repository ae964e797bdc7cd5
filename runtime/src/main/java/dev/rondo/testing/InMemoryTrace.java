package dev.rondo.testing;

import dev.rondo.observe.LoopInfo;
import dev.rondo.observe.LoopObserver;
import dev.rondo.observe.ObserverProvider;
import dev.rondo.testing.Moment.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Keeps what happens on a loop, in order, with a line in words for each. {@link TestLoop} has one;
 * any other loop can be given one as its observer. Any thread may read it.
 */
public final class InMemoryTrace implements ObserverProvider {
  private static final Set<Kind> SCHEDULE =
      EnumSet.of(Kind.RESUME, Kind.PAUSE, Kind.DONE, Kind.CALLBACK);

  private final List<Moment> moments = Collections.synchronizedList(new ArrayList<>());

  /** An empty one. */
  public InMemoryTrace() {}

  @Override
  public LoopObserver observe(LoopInfo loop) {
    return new MomentObserver(loop.clock(), moments::add);
  }

  /** All that happened, in order. */
  public List<Moment> moments() {
    synchronized (moments) {
      return List.copyOf(moments);
    }
  }

  /** What {@code filter} wants of it. */
  public List<Moment> moments(Predicate<? super Moment> filter) {
    return moments().stream().filter(filter).toList();
  }

  /** Of those kinds, in words. */
  public List<String> lines(Kind first, Kind... more) {
    Set<Kind> kinds = EnumSet.of(first, more);
    return lines(moment -> kinds.contains(moment.kind()));
  }

  /** What {@code filter} wants, in words. */
  public List<String> lines(Predicate<? super Moment> filter) {
    return moments(filter).stream().map(Moment::line).toList();
  }

  /** All of it, in words. */
  public List<String> lines() {
    return lines(moment -> true);
  }

  /**
   * Who had control, in words: {@code resume main}, {@code pause main on task child}, {@code
   * callback wake}, {@code done child returned} …
   */
  public List<String> schedule() {
    return lines(moment -> SCHEDULE.contains(moment.kind()));
  }

  /** What happened to that task or in it, in words. */
  public List<String> of(String task) {
    return lines(moment -> moment.task().equals(task));
  }

  /** Forgets what happened up to now. */
  public void clear() {
    moments.clear();
  }

  /** A line each. */
  @Override
  public String toString() {
    return String.join("\n", lines());
  }
}
