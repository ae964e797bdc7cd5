package dev.rondo.trace.explain;

import dev.rondo.trace.TraceEvent;
import dev.rondo.trace.explain.Blame.Culprit;
import dev.rondo.trace.explain.Blame.Kind;
import dev.rondo.trace.explain.Blame.Runner;
import dev.rondo.trace.explain.Blame.Wait;
import dev.rondo.trace.model.TaskSnapshot;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Predicate;

/**
 * Finds out what ran while certain tasks were ready, and for how long. The time between two events
 * is charged to the innermost slice that runs. Holds what is live, a sum for each culprit, and the
 * worst waits. For one thread.
 */
public final class Blamer {
  private static final Runner LOOP = new Runner(Kind.LOOP, "");

  /** The longest wait last; of equals the one that came first. */
  private static final Comparator<Wait> BY_LENGTH =
      Comparator.comparingLong(Wait::ns)
          .thenComparing(
              Comparator.comparingLong(Wait::since)
                  .thenComparingInt(Wait::loop)
                  .thenComparingLong(Wait::seq)
                  .reversed());

  private final Predicate<? super TraceEvent.TaskCreated> asked;
  private final int most;
  private final Map<Integer, OfLoop> loops = new LinkedHashMap<>();
  private final Sums sums = new Sums();
  private final PriorityQueue<Wait> worst = new PriorityQueue<>(BY_LENGTH);
  private long tasks;
  private long waits;
  private long waited;

  /**
   * At the beginning of a trace.
   *
   * @param asked the tasks whose waits are looked at
   * @param most how many of the worst waits are kept, at least 0
   */
  public Blamer(Predicate<? super TraceEvent.TaskCreated> asked, int most) {
    this.asked = asked;
    this.most = most;
  }

  /** Goes one event further. */
  public void apply(TraceEvent event) {
    if (event.loop() > 0) {
      loops.computeIfAbsent(event.loop(), OfLoop::new).apply(event);
    }
  }

  /** What was found, once all events were applied: waits that have not ended are closed by this. */
  public Blame blame() {
    loops.values().forEach(OfLoop::finish);
    List<Wait> longest = worst.stream().sorted(BY_LENGTH.reversed()).toList();
    return new Blame(tasks, waits, waited, sums.culprits(), longest);
  }

  private void ended(Wait wait) {
    waits++;
    waited = plus(waited, wait.ns());
    wait.culprits().forEach(sums::add);
    worst.add(wait);
    if (worst.size() > most) {
      worst.remove();
    }
  }

  private static long plus(long a, long b) {
    long sum = a + b;
    return sum < 0 ? Long.MAX_VALUE : sum;
  }

  /** How much each culprit ran. */
  private static final class Sums {
    private final Map<Runner, Culprit> byRunner = new HashMap<>();

    void add(Culprit more) {
      byRunner.merge(
          more.runner(),
          more,
          (a, b) -> new Culprit(a.runner(), a.slices() + b.slices(), plus(a.ns(), b.ns())));
    }

    List<Culprit> culprits() {
      return byRunner.values().stream()
          .filter(culprit -> culprit.ns() > 0 || culprit.slices() > 0)
          .sorted(
              Comparator.comparingLong(Culprit::ns)
                  .thenComparingLong(Culprit::slices)
                  .reversed()
                  .thenComparing(culprit -> culprit.runner().kind())
                  .thenComparing(culprit -> culprit.runner().name()))
          .toList();
    }
  }

  /** A wait that goes on. */
  private record Open(long task, String title, long handle, long seq, long since, Sums sums) {
    Wait until(int loop, long now, boolean ended) {
      return new Wait(loop, task, title, seq, since, now - since, ended, sums.culprits());
    }
  }

  /** A slice that runs. */
  private record Running(Runner runner, long task, long handle) {}

  private final class OfLoop {
    private final int number;
    private final Map<Long, Runner> runners = new HashMap<>();
    private final Map<Long, String> titles = new HashMap<>();
    private final Map<Long, Open> open = new LinkedHashMap<>();
    private final Deque<Running> running = new ArrayDeque<>();
    private long now;

    OfLoop(int number) {
      this.number = number;
    }

    void apply(TraceEvent event) {
      pass(event.t());
      switch (event) {
        case TraceEvent.TaskCreated e -> created(e);
        case TraceEvent.Enqueue e -> ready(e);
        case TraceEvent.Resume e -> resume(e);
        case TraceEvent.Callback e ->
            begin(new Runner(Kind.CALLBACK, e.name()), 0, e.handle(), false);
        case TraceEvent.Pause e -> end(e.task(), 0);
        case TraceEvent.Return e -> end(0, e.handle());
        case TraceEvent.Done e when e.task() != 0 -> done(e.task());
        case TraceEvent.Cancel e when e.handle() != 0 ->
            open.values().removeIf(wait -> wait.handle == e.handle());
        default -> {}
      }
    }

    private void pass(long t) {
      long passed = t - now;
      if (passed > 0) {
        now = t;
        if (!open.isEmpty()) {
          Running top = running.peekLast();
          charge(new Culprit(top == null ? LOOP : top.runner, 0, passed));
        }
      }
    }

    private void charge(Culprit culprit) {
      open.values().forEach(wait -> wait.sums.add(culprit));
    }

    private void created(TraceEvent.TaskCreated e) {
      String title = TaskSnapshot.title(e.name(), e.coro());
      boolean named = title.equals(e.name());
      runners.put(
          e.task(), named ? new Runner(Kind.TASK, e.name()) : new Runner(Kind.COROUTINE, e.coro()));
      if (asked.test(e)) {
        tasks++;
        titles.put(e.task(), title);
      }
    }

    private void ready(TraceEvent.Enqueue e) {
      String title = titles.get(e.task());
      if (title != null) {
        Open wait = new Open(e.task(), title, e.handle(), e.seq(), now, new Sums());
        running.forEach(slice -> wait.sums.add(new Culprit(slice.runner, 1, 0)));
        open.put(e.task(), wait);
      }
    }

    private void resume(TraceEvent.Resume e) {
      Open wait = open.remove(e.task());
      if (wait != null) {
        ended(wait.until(number, now, true));
      }
      begin(runner(e.task()), e.task(), e.handle(), e.eager());
    }

    private Runner runner(long task) {
      return runners.getOrDefault(task, new Runner(Kind.TASK, "task " + task));
    }

    private void begin(Runner runner, long task, long handle, boolean eager) {
      if (!eager) {
        running.clear();
      }
      running.addLast(new Running(runner, task, handle));
      charge(new Culprit(runner, 1, 0));
    }

    private void end(long task, long handle) {
      Running top = running.peekLast();
      if (top != null && (task != 0 ? top.task == task : top.handle == handle)) {
        running.removeLast();
      }
    }

    private void done(long task) {
      end(task, 0);
      runners.remove(task);
      titles.remove(task);
      open.remove(task);
    }

    void finish() {
      List<Open> left = new ArrayList<>(open.values());
      open.clear();
      left.forEach(wait -> ended(wait.until(number, now, false)));
    }
  }
}
