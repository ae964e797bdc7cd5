package dev.rondo.trace.stats;

import dev.rondo.trace.TraceEvent;
import dev.rondo.trace.TraceHeader;
import dev.rondo.trace.model.Cause;
import dev.rondo.trace.model.Slice;
import dev.rondo.trace.model.TaskSnapshot;
import dev.rondo.trace.model.TraceModel;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Collects the statistics of a trace while its events come in. Holds what is live, and what the
 * result holds. For one thread.
 *
 * {@snippet :
 * var collector = new StatisticsCollector("a.jsonl", 10);
 * events.forEach(collector::apply);
 * Statistics result = collector.finish();
 * }
 */
public final class StatisticsCollector {

  /** So many tasks that are done the model keeps: their names may be needed once more. */
  private static final int REMEMBERED = 1000;

  private final String trace;
  private final int most;
  private final TraceModel model = TraceModel.forgetting(REMEMBERED, this::ended);
  private final Map<Integer, OfLoop> loops = new LinkedHashMap<>();
  private Sums sums;

  /**
   * At the beginning of a trace.
   *
   * @param trace what the trace is called
   * @param most how many tasks are kept that have the most of each measure, at least 0
   */
  public StatisticsCollector(String trace, int most) {
    this.trace = trace;
    this.most = most;
    sums = new Sums(most);
  }

  /** Tells it what the header says, before the first event. */
  public StatisticsCollector under(TraceHeader header) {
    model.under(header);
    return this;
  }

  /** Goes one event further. */
  public void apply(TraceEvent event) {
    sums.events++;
    if (event.loop() <= 0) {
      return;
    }
    OfLoop loop = loops.get(event.loop());
    if (loop == null) {
      loop = new OfLoop(event.loop());
      loops.put(event.loop(), loop);
      sums.loops++;
    }
    model.apply(event);
    loop.apply(event);
  }

  private void ended(Slice slice) {
    OfLoop loop = loops.get(slice.loop());
    if (loop != null) {
      loop.ran(slice);
    }
  }

  /**
   * What came to its end since the last call of this, or since the beginning. The stretches of a
   * trace and what {@link #finish} gives at its end merge into the statistics of the whole.
   */
  public Statistics stretch() {
    Statistics stretch = sums.build();
    sums = new Sums(most);
    return stretch;
  }

  /**
   * The same at the end of the trace, with what has not come to its end: as if all did with the
   * last event of its loop. Nothing may be applied after it.
   */
  public Statistics finish() {
    model
        .loops()
        .forEach(loop -> {
          OfLoop mine = loops.get(loop.number());
          if (mine != null) {
            loop.running().reversed().forEach(mine::ran);
            mine.finish();
          }
        });
    return stretch();
  }

  /** What is summed up. */
  private static final class Sums {
    private long loops;
    private long events;
    private final Group.Builder all = new Group.Builder();
    private final Distribution.Builder turns = new Distribution.Builder();
    private final Distribution.Builder entries = new Distribution.Builder();
    private final Map<String, Group.Builder> coroutines = new HashMap<>();
    private final Map<String, Group.Builder> sites = new HashMap<>();
    private final Map<String, Group.Builder> callbacks = new HashMap<>();
    private final Ranking.Builder tasks;

    Sums(int most) {
      tasks = new Ranking.Builder(most);
    }

    static Group.Builder in(Map<String, Group.Builder> groups, String name) {
      return groups.computeIfAbsent(name, _ -> new Group.Builder());
    }

    void created(Life task) {
      all.task();
      in(coroutines, task.coro).task();
      if (task.at != null) {
        in(sites, task.at).task();
      }
    }

    void add(Life task, Measure measure, long ns) {
      all.add(measure, ns);
      in(coroutines, task.coro).add(measure, ns);
      if (task.at != null) {
        in(sites, task.at).add(measure, ns);
      }
    }

    void addCallback(String name, Measure measure, long ns) {
      all.add(measure, ns);
      in(callbacks, name).add(measure, ns);
    }

    Statistics build() {
      return new Statistics(
          loops,
          events,
          all.build(),
          turns.build(),
          entries.build(),
          built(coroutines),
          built(sites),
          built(callbacks),
          tasks.build());
    }

    private static Map<String, Group> built(Map<String, Group.Builder> groups) {
      Map<String, Group> built = new HashMap<>();
      groups.forEach((name, group) -> built.put(name, group.build()));
      return built;
    }
  }

  /** A task that is not done. */
  private final class Life {
    private static final long NOT = -1;

    private final long id;
    private final String title;
    private final String coro;
    private final @Nullable String at;
    private long readySince = NOT;
    private long pausedSince = NOT;
    private long slices;
    private long run;
    private long ready;
    private long suspended;
    private long longest;

    Life(long id, String name, String coro, @Nullable String at) {
      this.id = id;
      title = TaskSnapshot.title(name, coro);
      this.coro = coro;
      this.at = at;
    }

    void paused(TraceEvent.Pause e) {
      pausedSince = e.on() == 0 ? NOT : e.t();
    }

    void enqueued(long t) {
      wakes(t);
      readySince = t;
    }

    private void wakes(long t) {
      if (pausedSince != NOT) {
        long ns = Math.max(0, t - pausedSince);
        suspended = Distribution.plus(suspended, ns);
        sums.add(this, Measure.SUSPENDED, ns);
        pausedSince = NOT;
      }
    }

    void waited(long t) {
      if (readySince != NOT) {
        long ns = Math.max(0, t - readySince);
        ready = Distribution.plus(ready, ns);
        sums.add(this, Measure.READY, ns);
        readySince = NOT;
      }
    }

    void ran(long ns) {
      slices++;
      run = Distribution.plus(run, ns);
      longest = Math.max(longest, ns);
      sums.add(this, Measure.RUN, ns);
    }

    /** The end of the trace: what it is in lasts until then. */
    void left(long t) {
      wakes(t);
      waited(t);
    }

    TaskTotals totals(int loop, boolean done) {
      return new TaskTotals(
          trace, loop, id, title, coro, at, slices, run, ready, suspended, longest, done);
    }
  }

  private final class OfLoop {
    private final int number;
    private final Map<Long, Life> tasks = new LinkedHashMap<>();
    private long now;
    private long turn;
    private long turnStart;
    private long turnEnd;
    private long turnEntries;

    OfLoop(int number) {
      this.number = number;
    }

    void apply(TraceEvent event) {
      now = Math.max(now, event.t());
      switch (event) {
        case TraceEvent.TaskCreated e -> life(e.task(), e.name(), e.coro(), e.at());
        case TraceEvent.Enqueue e when e.task() != 0 -> task(e.task()).enqueued(e.t());
        case TraceEvent.Resume e -> task(e.task()).waited(e.t());
        case TraceEvent.Pause e -> task(e.task()).paused(e);
        case TraceEvent.Done e when e.task() != 0 -> done(e.task());
        default -> {}
      }
    }

    private Life life(long id, String name, String coro, @Nullable String at) {
      return tasks.computeIfAbsent(id, _ -> created(new Life(id, name, coro, at)));
    }

    private Life created(Life task) {
      sums.created(task);
      return task;
    }

    /** A task whose creation the trace does not have is taken as if it had been created here. */
    private Life task(long id) {
      Life task = tasks.get(id);
      return task != null ? task : life(id, "task " + id, "?", null);
    }

    private void done(long id) {
      Life task = tasks.remove(id);
      if (task != null) {
        sums.tasks.add(task.totals(number, true));
      }
    }

    void ran(Slice slice) {
      long ns = Math.max(0, slice.run());
      if (slice.task() != 0) {
        task(slice.task()).ran(ns);
      } else {
        sums.addCallback(slice.name(), Measure.RUN, ns);
        Cause cause = slice.cause();
        if (cause != null) {
          sums.addCallback(slice.name(), Measure.READY, slice.start() - cause.t());
        }
      }
      if (!slice.eager()) {
        inTurn(slice);
      }
    }

    private void inTurn(Slice slice) {
      if (slice.turn() != turn) {
        endTurn();
        turn = slice.turn();
        turnStart = slice.start();
      }
      turnEntries++;
      turnEnd = slice.stop();
    }

    private void endTurn() {
      if (turnEntries > 0) {
        sums.turns.add(turnEnd - turnStart);
        sums.entries.add(turnEntries);
        turnEntries = 0;
      }
    }

    void finish() {
      endTurn();
      tasks
          .values()
          .forEach(task -> {
            task.left(now);
            sums.tasks.add(task.totals(number, false));
          });
      tasks.clear();
    }
  }
}
