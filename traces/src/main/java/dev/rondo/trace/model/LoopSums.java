package dev.rondo.trace.model;

import dev.rondo.trace.LoopSetup;
import dev.rondo.trace.Outcome;
import dev.rondo.trace.Phase;
import dev.rondo.trace.TraceEvent;
import dev.rondo.trace.Why;
import dev.rondo.trace.model.Summary.Failure;
import dev.rondo.trace.model.Summary.Longest;
import dev.rondo.trace.model.Summary.OfLoop;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import org.jspecify.annotations.Nullable;

/**
 * Sums up one loop in a part of its trace. Holds what is live at the part's end, and what it met of
 * that which was live at its beginning.
 */
final class LoopSums implements Serializable {
  private static final long serialVersionUID = 1;

  /** How many failures are kept. */
  private static final int FAILURES = 10;

  /**
   * A slice that took long; {@code who} is null while only an earlier part can tell the task's
   * title.
   */
  private record Slow(long seq, long task, @Nullable String who, long ns) implements Serializable {
    boolean isBefore(@Nullable Slow other) {
      return ns > (other == null ? 0 : other.ns)
          || (other != null && ns == other.ns && seq < other.seq);
    }
  }

  /** An error of a task, or of a callback where that is 0; {@code who} as above. */
  private record Raised(long seq, long task, @Nullable String who, String error)
      implements Serializable {
    Raised by(@Nullable String name) {
      return who == null ? new Raised(seq, task, name, error) : this;
    }
  }

  private final int number;
  private final long first;
  private final TaskTitles titles;
  private final QueueSums queue;
  private final SliceSums slices;
  private final EnumMap<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
  private final ArrayList<Raised> failures = new ArrayList<>();
  private @Nullable Phase phase;
  private @Nullable LoopSetup setup;
  private @Nullable Slow longest;
  private LoopCounts earlier = LoopCounts.NONE;
  private long failed;
  private long t;

  private long events;
  private long created;
  private long done;
  private long begun;
  private long callbacks;
  private long handles;
  private long timers;
  private long cancels;
  private long idle;
  private long lost;

  /**
   * @param first the time of its first event
   * @param beginning whether this is the trace's beginning: there is nothing before
   */
  LoopSums(int number, long first, boolean beginning) {
    this.number = number;
    this.first = first;
    titles = new TaskTitles(beginning);
    queue = new QueueSums(beginning);
    slices = new SliceSums(beginning);
  }

  int number() {
    return number;
  }

  long first() {
    return first;
  }

  void apply(TraceEvent event) {
    events++;
    t = Math.max(t, event.t());
    switch (event) {
      case TraceEvent.LoopState e -> {
        phase = e.state();
        setup = e.setup() == null ? setup : e.setup();
      }
      case TraceEvent.TaskCreated e -> {
        created++;
        titles.created(e.task(), TaskSnapshot.title(e.name(), e.coro()));
      }
      case TraceEvent.Enqueue e -> {
        handles++;
        queue.enqueue(e.handle(), e.why() == Why.TIMER, e.seq());
      }
      case TraceEvent.Resume e -> resume(e);
      case TraceEvent.Pause e -> end(e.task(), 0, e);
      case TraceEvent.Done e -> done(e);
      case TraceEvent.Callback e -> {
        callbacks++;
        queue.take(e.handle());
        begin(e, 0, e.handle(), e.name(), false);
      }
      case TraceEvent.Return e -> returned(e);
      case TraceEvent.Timer e -> {
        timers++;
        queue.timer(e.handle());
      }
      case TraceEvent.Cancel e -> cancel(e);
      case TraceEvent.Idle e -> idle += e.ns();
      case TraceEvent.Lost e -> lost += e.count();
      default -> {}
    }
  }

  private void resume(TraceEvent.Resume e) {
    if (!e.eager()) {
      queue.take(e.handle());
    }
    begin(e, e.task(), e.handle(), "", e.eager());
  }

  private void begin(TraceEvent e, long task, long handle, String callback, boolean eager) {
    begun++;
    slices.begin(e.seq(), task, handle, callback, e.t(), eager);
  }

  private void done(TraceEvent.Done e) {
    if (e.task() == 0) {
      return;
    }
    done++;
    outcomes.merge(e.outcome(), 1L, Long::sum);
    end(e.task(), 0, e);
    if (e.outcome() == Outcome.RAISED) {
      String error = e.error() == null ? "an error" : e.error();
      failed(new Raised(e.seq(), e.task(), titles.of(e.task()), error));
    }
    titles.ended(e.task());
  }

  private void returned(TraceEvent.Return e) {
    if (e.error() != null) {
      failed(new Raised(e.seq(), 0, null, e.error()));
    }
    end(0, e.handle(), e);
  }

  private void failed(Raised failure) {
    failed++;
    keep(failure);
  }

  private void keep(Raised failure) {
    if (failures.size() < FAILURES) {
      failures.add(failure);
    }
  }

  private void cancel(TraceEvent.Cancel e) {
    cancels++;
    if (e.handle() != 0) {
      queue.withdraw(e.handle());
    }
  }

  private void end(long task, long handle, TraceEvent e) {
    SliceSums.Ended slice = slices.end(task, handle, e.seq(), e.t());
    if (slice != null) {
      ended(slice);
    }
  }

  private void ended(SliceSums.Ended slice) {
    boolean callback = slice.task() == 0;
    if (callback) {
      failures.replaceAll(f -> f.task == 0 && f.seq == slice.end() ? f.by(slice.callback()) : f);
    }
    String who = callback ? slice.callback() : titles.of(slice.task());
    offer(new Slow(slice.seq(), slice.task(), who, slice.ns()));
  }

  private void offer(Slow slice) {
    if (slice.isBefore(longest)) {
      longest = slice;
    }
  }

  /** Goes on with the sums of the part that follows. */
  void append(LoopSums next) {
    next.failures.forEach(f -> keep(f.task == 0 ? f : f.by(titles.of(f.task))));
    slices.append(next.slices, this::ended);
    Slow slow = next.longest;
    if (slow != null) {
      String who = slow.who == null ? titles.of(slow.task) : slow.who;
      offer(new Slow(slow.seq, slow.task, who, slow.ns));
    }
    titles.append(next.titles);
    queue.append(next.queue);
    next.outcomes.forEach((outcome, n) -> outcomes.merge(outcome, n, Long::sum));
    failed += next.failed;
    phase = next.phase == null ? phase : next.phase;
    setup = next.setup == null ? setup : next.setup;
    t = Math.max(t, next.t);
    earlier = earlier.plus(next.counts());
  }

  private LoopCounts counts() {
    return earlier.plus(
        new LoopCounts(
            events, created, done, begun, callbacks, handles, timers, cancels, idle, lost));
  }

  /**
   * The summary, where this is a trace from its beginning.
   *
   * @param usual the policy of loops that tell none of their own; null for first in, first out
   */
  OfLoop summary(@Nullable String usual) {
    String policy = setup == null || setup.policy() == null ? usual : setup.policy();
    return new OfLoop(
        number,
        phase,
        setup,
        counts(),
        first,
        t,
        ReadyQueue.runsOneATurn(policy) ? queue.taken() : queue.turns(),
        Collections.unmodifiableMap(new EnumMap<>(outcomes)),
        longest == null ? null : new Longest(longest.seq, "" + longest.who, longest.ns),
        queue.deepest(),
        queue.deepestSeq(),
        failures.stream().map(LoopSums::failure).toList(),
        failed);
  }

  private static Failure failure(Raised raised) {
    return new Failure(raised.seq, raised.who == null ? "?" : raised.who, raised.error);
  }
}
