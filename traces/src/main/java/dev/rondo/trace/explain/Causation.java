package dev.rondo.trace.explain;

import dev.rondo.trace.TraceEvent;
import dev.rondo.trace.Why;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Follows which event led to which, while the events come in.
 *
 * <p>What led to an event is the slice in which it happened; to a slice, the {@code enqueue} of its
 * entry; to an {@code enqueue}, what its {@code why} tells: the creation of the task, the {@code
 * done} of what it waited for, the request to cancel it, its timer, its own {@code pause}, or else
 * the slice that called for it. A link is two references and a number, and is kept as long as
 * something that is live goes back to it: the garbage collector does the forgetting.
 *
 * <p>Takes every trace; what the trace does not tell has no cause. For one thread.
 */
public final class Causation {
  private final Map<Integer, OfLoop> loops = new HashMap<>();
  private final Predicate<? super TraceEvent.TaskCreated> kept;

  /** For questions about events, and about tasks that are not done. */
  public Causation() {
    this(_ -> false);
  }

  /**
   * For questions about events, and about tasks.
   *
   * @param kept which tasks may still be asked about when they are done; to keep what led to a task
   *     costs memory for as long as its chain is
   */
  public Causation(Predicate<? super TraceEvent.TaskCreated> kept) {
    this.kept = kept;
  }

  /** Goes one event further. */
  public void apply(TraceEvent event) {
    if (event.loop() > 0) {
      loops.computeIfAbsent(event.loop(), _ -> new OfLoop()).apply(event);
    }
  }

  /**
   * What led to the event of that loop that was applied last.
   *
   * @param limit how many links are given at most from each end of the chain, at least 1
   * @return null where that loop has no event yet
   */
  public @Nullable Chain chain(int loop, int limit) {
    OfLoop causes = loops.get(loop);
    return causes == null ? null : chain(loop, causes.last(), limit);
  }

  /**
   * What led that task to where it is: its creation, entry in the queue, slice, pause or end.
   *
   * @param limit how many links are given at most from each end of the chain, at least 1
   * @return null where there is no such task, or it is done and not kept
   */
  public @Nullable Chain chainOfTask(int loop, long task, int limit) {
    OfLoop causes = loops.get(loop);
    Link link = causes == null ? null : causes.tasks.get(task);
    return link == null ? null : chain(loop, link, limit);
  }

  private static Chain chain(int loop, Link from, int limit) {
    List<Long> latest = new ArrayList<>();
    Deque<Long> first = new ArrayDeque<>();
    long skipped = 0;
    for (Link link = from; link != null; link = link.cause) {
      if (latest.size() < limit) {
        latest.add(link.seq);
      } else {
        first.addLast(link.seq);
        if (first.size() > limit) {
          first.removeFirst();
          skipped++;
        }
      }
    }
    if (skipped == 0) {
      latest.addAll(first);
      first.clear();
    }
    return new Chain(loop, latest, skipped, List.copyOf(first));
  }

  /** An event, and the one that led to it. */
  private record Link(long seq, @Nullable Link cause) {}

  /** A slice that runs. */
  private record Running(Link link, long task, long handle) {}

  /** A request to cancel, and the slice in which it was made. */
  private record Request(Link link, @Nullable Link slice) {}

  private final class OfLoop {
    /** What runs, outermost first: one slice, and the eager first steps within it. */
    private final Deque<Running> running = new ArrayDeque<>();

    private final Map<Long, Link> ready = new HashMap<>();
    private final Map<Long, Link> timers = new HashMap<>();

    /** What brought each task to where it is. */
    private final Map<Long, Link> tasks = new HashMap<>();

    private final Map<Long, Request> cancellations = new HashMap<>();
    private final Set<Long> keeping = new HashSet<>();

    /** The future whose end the last events told, and that event. */
    private long completed;

    private @Nullable Link completion;
    private @Nullable Link last;
    private long lastSeq;

    void apply(TraceEvent event) {
      lastSeq = event.seq();
      last = null;
      if (!(event instanceof TraceEvent.Enqueue e && e.why() == Why.DONE && e.of() == completed)) {
        completed = 0;
        completion = null;
      }
      switch (event) {
        case TraceEvent.TaskCreated e -> created(e);
        case TraceEvent.Enqueue e -> enqueue(e);
        case TraceEvent.Resume e -> resume(e);
        case TraceEvent.Callback e -> begin(e, ready.remove(e.handle()), 0, e.handle(), false);
        case TraceEvent.Pause e -> tasks.put(e.task(), ending(e, e.task(), 0));
        case TraceEvent.Return e -> ending(e, 0, e.handle());
        case TraceEvent.Done e -> done(e);
        case TraceEvent.Timer e -> timers.put(e.handle(), link(e, slice()));
        case TraceEvent.Cancel e -> cancel(e);
        default -> {}
      }
    }

    Link last() {
      return last != null ? last : new Link(lastSeq, slice());
    }

    private Link link(TraceEvent event, @Nullable Link cause) {
      Link link = new Link(event.seq(), cause);
      last = link;
      return link;
    }

    private @Nullable Link slice() {
      Running top = running.peekLast();
      return top == null ? null : top.link;
    }

    private void created(TraceEvent.TaskCreated e) {
      tasks.put(e.task(), link(e, slice()));
      if (kept.test(e)) {
        keeping.add(e.task());
      }
    }

    private void enqueue(TraceEvent.Enqueue e) {
      Link link = link(e, cause(e));
      ready.put(e.handle(), link);
      if (e.task() != 0) {
        tasks.put(e.task(), link);
        cancellations.remove(e.task());
      }
    }

    private @Nullable Link cause(TraceEvent.Enqueue e) {
      return switch (e.why()) {
        case START, YIELD -> orSlice(tasks.get(e.task()));
        case DONE -> completion != null ? completion : orSlice(cancellation(e.task()));
        case SOON -> slice();
        case ERROR -> slice() != null ? slice() : tasks.get(e.task());
        case TIMER -> timers.remove(e.handle());
        case IO, THREAD -> null;
      };
    }

    private @Nullable Link orSlice(@Nullable Link link) {
      return link != null ? link : slice();
    }

    /** The request by which the running slice cancelled what a task waits for, if it did. */
    private @Nullable Link cancellation(long task) {
      Request request = cancellations.get(task);
      return request == null || request.slice != slice() ? null : request.link;
    }

    private void resume(TraceEvent.Resume e) {
      Link cause = e.eager() ? orSlice(tasks.get(e.task())) : ready.remove(e.handle());
      begin(e, cause, e.task(), e.handle(), e.eager());
      tasks.put(e.task(), running.getLast().link);
    }

    private void begin(TraceEvent e, @Nullable Link cause, long task, long handle, boolean eager) {
      if (!eager) {
        running.clear();
      }
      running.addLast(new Running(link(e, cause), task, handle));
    }

    private Link ending(TraceEvent e, long task, long handle) {
      Link link = link(e, slice());
      Running top = running.peekLast();
      if (top != null && (task != 0 ? top.task == task : top.handle == handle)) {
        running.removeLast();
      }
      return link;
    }

    private void done(TraceEvent.Done e) {
      if (e.task() != 0) {
        completion = ending(e, e.task(), 0);
        completed = e.task();
        cancellations.remove(e.task());
        if (keeping.contains(e.task())) {
          tasks.put(e.task(), completion);
        } else {
          tasks.remove(e.task());
        }
      } else {
        completion = link(e, slice());
        completed = e.future();
      }
    }

    private void cancel(TraceEvent.Cancel e) {
      Link link = link(e, slice());
      if (e.task() != 0) {
        cancellations.put(e.task(), new Request(link, slice()));
      } else if (e.handle() != 0 && timers.remove(e.handle()) == null) {
        ready.remove(e.handle());
      }
    }
  }
}
