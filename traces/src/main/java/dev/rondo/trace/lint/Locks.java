package dev.rondo.trace.lint;

import dev.rondo.trace.TraceEvent;
import dev.rondo.trace.model.LoopModel;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Locks that are never held over a pause, and tasks that wait for each other in a circle, by
 * awaiting each other or by the locks that they hold.
 */
final class Locks implements Inspection {
  private final Report report;
  private final Map<Long, Lock> locks = new HashMap<>();

  /** The lock that is called so; null where several are. */
  private final Map<String, @Nullable Lock> byName = new HashMap<>();

  /** The locks that each task holds. */
  private final Map<Long, Set<Lock>> held = new HashMap<>();

  /** What each paused task waits for: a future, and what that stands for. */
  private final Map<Long, TraceEvent.Pause> waits = new HashMap<>();

  /** A lock, as far as the trace tells. */
  private static final class Lock {
    private final String name;
    private final long first;
    private final Report.Place place;
    private long holder;
    private long times;
    private boolean overPause;

    Lock(TraceEvent.Use first, Report.Place place) {
      name = first.what();
      this.first = first.seq();
      this.place = place;
    }
  }

  Locks(Report report) {
    this.report = report;
  }

  @Override
  public void apply(TraceEvent event, LoopModel loop) {
    switch (event) {
      case TraceEvent.Use e when isLock(e.what()) -> use(e);
      case TraceEvent.Use e when e.what().startsWith("condition") -> needed(e.task());
      case TraceEvent.Pause e -> pause(e, loop);
      case TraceEvent.Resume e -> waits.remove(e.task());
      case TraceEvent.Done e when e.task() != 0 -> held.remove(e.task());
      default -> {}
    }
  }

  private static boolean isLock(String what) {
    return what.equals("lock") || what.startsWith("lock ");
  }

  private void use(TraceEvent.Use e) {
    Lock lock = locks.computeIfAbsent(e.object(), _ -> met(e));
    Set<Lock> mine = held.computeIfAbsent(e.task(), _ -> new HashSet<>(2));
    switch (e.op()) {
      case "acquire" -> {
        lock.holder = e.task();
        lock.times++;
        mine.add(lock);
      }
      case "release" -> {
        Set<Lock> holders = held.get(lock.holder); // another task may release it
        if (holders != null) {
          holders.remove(lock);
        }
        lock.holder = 0;
      }
      default -> lock.overPause = true; // a use that is not known may need the lock
    }
  }

  private Lock met(TraceEvent.Use e) {
    Lock lock = new Lock(e, report.here());
    byName.put(e.what(), byName.containsKey(e.what()) ? null : lock);
    return lock;
  }

  /** A condition demands its lock, whatever happens while that is held. */
  private void needed(long task) {
    held.getOrDefault(task, Set.of()).forEach(lock -> lock.overPause = true);
  }

  private void pause(TraceEvent.Pause e, LoopModel loop) {
    needed(e.task());
    if (e.on() == 0) {
      return;
    }
    waits.put(e.task(), e);
    Set<Long> circle = new LinkedHashSet<>();
    long task = e.task();
    while (task != 0 && circle.add(task)) {
      task = next(task, loop);
    }
    if (task == e.task()) {
      circle(circle, e, loop);
    }
  }

  /** The task for which a task waits, or 0. */
  private long next(long task, LoopModel loop) {
    TraceEvent.Pause wait = waits.get(task);
    if (wait == null) {
      return 0;
    }
    if (isLock(wait.what())) {
      Lock lock = byName.get(wait.what());
      return lock == null ? 0 : lock.holder;
    }
    return loop.taskName(wait.on()) == null ? 0 : wait.on();
  }

  private void circle(Set<Long> circle, TraceEvent.Pause last, LoopModel loop) {
    StringBuilder sentence = new StringBuilder("tasks wait for each other in a circle: ");
    for (long task : circle) {
      TraceEvent.Pause wait = waits.get(task);
      if (wait != null) {
        String lock = isLock(wait.what()) ? " for " + wait.what() + " of " : " for ";
        sentence.append(Titles.title(task, loop)).append(lock);
      }
    }
    String subject = Titles.title(last.task(), loop);
    sentence.append(subject);
    report.see(Check.WAIT_CYCLE, last.task(), subject, sentence.toString(), last.seq());
  }

  @Override
  public void lost() {
    locks
        .values()
        .forEach(lock -> {
          lock.overPause = true;
          lock.holder = 0;
        });
    held.clear();
    waits.clear();
  }

  @Override
  public void finish(LoopModel loop) {
    for (Lock lock : locks.values()) {
      if (!lock.overPause && report.reaches(Check.NEEDLESS_LOCK, lock.times)) {
        String sentence =
            "%s was held %d times and never over a pause: nobody else could have run meanwhile"
                .formatted(lock.name, lock.times);
        report.see(lock.place, Check.NEEDLESS_LOCK, 0, lock.name, sentence, lock.first);
      }
    }
  }
}
