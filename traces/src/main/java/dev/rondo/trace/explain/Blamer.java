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

  private static final Comparator<Culprit> WORST_FIRST =
      Comparator.comparingLong(Culprit::ns)
          .thenComparingLong(Culprit::slices)
          .reversed()
          .thenComparing(culprit -> culprit.runner().kind())
          .thenComparing(culprit -> culprit.runner().name());

  private final Predicate<? super TraceEvent.TaskCreated> asked;
  private final int most;
  private final Map<Integer, OfLoop> loops = new LinkedHashMap<>();
  private final Runners runners = new Runners();
  private final Tally all = new Tally();
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
    List<Wait> longest =
        worst.stream().sorted(BY_LENGTH.reversed()).map(Blamer::withWorstFirst).toList();
    return new Blame(tasks, waits, waited, worstFirst(all.sums().culprits(runners)), longest);
  }

  private static Wait withWorstFirst(Wait w) {
    return new Wait(
        w.loop(),
        w.task(),
        w.title(),
        w.seq(),
        w.since(),
        w.ns(),
        w.ended(),
        worstFirst(w.culprits()));
  }

  private static List<Culprit> worstFirst(List<Culprit> culprits) {
    return culprits.stream().sorted(WORST_FIRST).toList();
  }

  /** Takes in a wait that is over, during which those of {@code ran} did. */
  private void took(Open open, int loop, long ns, boolean ended, Tally ran) {
    waits++;
    waited = Tally.plus(waited, ns);
    Tally.Sums sums = ran.sums();
    all.add(sums);
    Wait wait = open.wait(loop, ns, ended, List.of());
    if (worst.size() < most || (most > 0 && BY_LENGTH.compare(wait, worst.element()) > 0)) {
      worst.add(open.wait(loop, ns, ended, sums.culprits(runners)));
      if (worst.size() > most) {
        worst.remove();
      }
    }
  }

  /**
   * A wait that goes on.
   *
   * @param from where the loop's log stood
   * @param under whose slices were under way
   */
  private record Open(
      long task, String title, long handle, long seq, long since, long from, List<Runner> under) {
    Wait wait(int loop, long ns, boolean ended, List<Culprit> culprits) {
      return new Wait(loop, task, title, seq, since, ns, ended, culprits);
    }
  }

  /** A slice that runs. */
  private record Running(Runner runner, long task, long handle) {}

  private final class OfLoop {
    private final int number;
    private final Map<Long, Runner> tasksRunners = new HashMap<>();
    private final Map<Long, String> titles = new HashMap<>();
    private final LinkedHashMap<Long, Open> open = new LinkedHashMap<>(); // the oldest first
    private final Deque<Running> running = new ArrayDeque<>();
    private final RunLog log = new RunLog();
    private final Tally tally = new Tally();
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
          log.add(runners.number(top == null ? LOOP : top.runner), 0, passed);
        }
      }
    }

    private void created(TraceEvent.TaskCreated e) {
      String title = TaskSnapshot.title(e.name(), e.coro());
      boolean named = title.equals(e.name());
      tasksRunners.put(
          e.task(), named ? new Runner(Kind.TASK, e.name()) : new Runner(Kind.COROUTINE, e.coro()));
      if (asked.test(e)) {
        tasks++;
        titles.put(e.task(), title);
      }
    }

    private void ready(TraceEvent.Enqueue e) {
      String title = titles.get(e.task());
      if (title != null) {
        List<Runner> under = running.stream().map(Running::runner).toList();
        open.putLast(
            e.task(), new Open(e.task(), title, e.handle(), e.seq(), now, log.next(), under));
      }
    }

    private void resume(TraceEvent.Resume e) {
      Open wait = open.remove(e.task());
      if (wait != null) {
        end(wait, true);
      }
      log.forgetBefore(open.isEmpty() ? log.next() : open.firstEntry().getValue().from);
      begin(runner(e.task()), e.task(), e.handle(), e.eager());
    }

    private void end(Open wait, boolean ended) {
      tally.clear();
      wait.under.forEach(runner -> tally.add(runners.number(runner), 1, 0));
      log.since(wait.from, tally);
      took(wait, number, now - wait.since, ended, tally);
    }

    private Runner runner(long task) {
      return tasksRunners.getOrDefault(task, new Runner(Kind.TASK, "task " + task));
    }

    private void begin(Runner runner, long task, long handle, boolean eager) {
      if (!eager) {
        running.clear();
      }
      running.addLast(new Running(runner, task, handle));
      if (!open.isEmpty()) {
        log.add(runners.number(runner), 1, 0);
      }
    }

    private void end(long task, long handle) {
      Running top = running.peekLast();
      if (top != null && (task != 0 ? top.task == task : top.handle == handle)) {
        running.removeLast();
      }
    }

    private void done(long task) {
      end(task, 0);
      tasksRunners.remove(task);
      titles.remove(task);
      open.remove(task);
    }

    void finish() {
      List<Open> left = new ArrayList<>(open.values());
      open.clear();
      left.forEach(wait -> end(wait, false));
    }
  }
}
