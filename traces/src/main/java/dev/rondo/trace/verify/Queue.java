package dev.rondo.trace.verify;

import dev.rondo.trace.Phase;
import dev.rondo.trace.TraceEvent;
import dev.rondo.trace.ids.IdSet;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Rules 3 and 4: what runs was enqueued, in that order, and nothing that was enqueued is forgotten.
 */
final class Queue implements Serializable {
  private static final long serialVersionUID = 1;

  private record Entry(long handle, long task, @Nullable String callback, long of, long seq)
      implements Serializable {}

  private final Findings findings;
  private Order order;
  private final LinkedHashMap<Long, Entry> queued = new LinkedHashMap<>();

  /**
   * Of the entries of the turn under way, those that have not run; only where turns are checked.
   */
  private final LinkedHashSet<Long> turn = new LinkedHashSet<>();

  /**
   * Entries whose place in the queue is not known any more: overtaken, or there when events were
   * lost.
   */
  private final HashMap<Long, Entry> aside = new HashMap<>();

  private final IdSet ran = new IdSet();
  private final IdSet withdrawn = new IdSet();
  private boolean lossy;
  private @Nullable Phase phase;
  private long stopped;

  Queue(Findings findings, Order order) {
    this.findings = findings;
    this.order = order;
  }

  void forget() {
    lossy = true;
    aside.putAll(queued);
    queued.clear();
    turn.clear();
  }

  void enqueue(TraceEvent.Enqueue e) {
    Entry earlier = queued.containsKey(e.handle()) ? queued.get(e.handle()) : aside.get(e.handle());
    if (earlier != null) {
      findings.report(
          Rule.HANDLE_REUSED,
          "handle " + e.handle() + " enqueued again",
          "it once, and it is in the queue since seq " + earlier.seq);
    } else {
      unused(e.handle(), "enqueued");
    }
    aside.remove(e.handle());
    queued.remove(e.handle());
    queued.put(e.handle(), new Entry(e.handle(), e.task(), e.callback(), e.of(), e.seq()));
  }

  void timer(TraceEvent.Timer e) {
    if (queued.containsKey(e.handle()) || aside.containsKey(e.handle())) {
      findings.report(
          Rule.HANDLE_REUSED,
          "handle " + e.handle() + " of a new timer",
          "a new number, for it is in the queue");
    } else {
      unused(e.handle(), "of a new timer");
    }
  }

  private void unused(long handle, String what) {
    if (ran.contains(handle)) {
      findings.report(
          Rule.HANDLE_REUSED, "handle " + handle + " " + what, "a new number, for it ran already");
    } else if (withdrawn.contains(handle)) {
      findings.report(
          Rule.HANDLE_REUSED,
          "handle " + handle + " " + what,
          "a new number, for it was withdrawn from the queue");
    }
  }

  void resume(TraceEvent.Resume e) {
    if (!e.eager()) {
      run(e.handle(), e.task(), null, 0);
    }
  }

  void callback(TraceEvent.Callback e) {
    run(e.handle(), 0, e.name(), e.of());
  }

  private void run(long handle, long task, @Nullable String callback, long of) {
    Entry entry = queued.get(handle);
    if (entry != null) {
      order(entry);
      queued.remove(handle);
    } else {
      entry = aside.remove(handle);
    }
    if (entry == null) {
      notQueued(handle, what(handle, task, callback));
    } else {
      target(entry, task, callback, of);
    }
    ran.add(handle);
  }

  private void order(Entry entry) {
    switch (order) {
      case FIFO -> inOrder(entry);
      case BY_TURNS -> inItsTurn(entry);
      case OPEN -> {}
    }
  }

  private void inItsTurn(Entry entry) {
    if (turn.isEmpty()) {
      turn.addAll(queued.keySet());
    }
    Entry left = turn.remove(entry.handle) ? null : queued.get(turn.getFirst());
    if (left != null) {
      findings.report(
          Rule.HANDLE_ORDER,
          what(entry.handle, entry.task, entry.callback) + ", enqueued at seq " + entry.seq,
          what(left.handle, left.task, left.callback) + ", which the turn before it has left");
      turn.clear();
    }
  }

  private void inOrder(Entry entry) {
    Entry head = queued.values().iterator().next();
    if (head == entry) {
      return;
    }
    findings.report(
        Rule.HANDLE_ORDER,
        what(entry.handle, entry.task, entry.callback) + ", enqueued at seq " + entry.seq,
        what(head.handle, head.task, head.callback) + ", enqueued at seq " + head.seq + ", first");
    Iterator<Entry> entries = queued.values().iterator();
    for (Entry ahead = entries.next(); ahead != entry; ahead = entries.next()) {
      entries.remove();
      aside.put(ahead.handle, ahead);
    }
  }

  private void target(Entry entry, long task, @Nullable String callback, long of) {
    boolean same =
        entry.task == task
            && (task != 0 || Objects.equals(entry.callback, callback))
            && (entry.of == 0 || of == 0 || entry.of == of);
    if (!same) {
      findings.report(
          Rule.HANDLE_TARGET,
          what(entry.handle, task, callback) + of(of),
          what(entry.handle, entry.task, entry.callback)
              + of(entry.of)
              + ", for which it was enqueued at seq "
              + entry.seq);
    }
  }

  private void notQueued(long handle, String what) {
    if (ran.contains(handle)) {
      findings.report(Rule.HANDLE_TWICE, what, "an entry of the queue, and this one ran already");
    } else if (withdrawn.contains(handle)) {
      findings.report(
          Rule.HANDLE_WITHDRAWN, what, "an entry of the queue, and this one was withdrawn");
    } else if (!lossy) {
      findings.report(
          Rule.HANDLE_UNKNOWN, what, "an entry of the queue, and this one was never enqueued");
    }
  }

  /** An entry is withdrawn, or a timer; what ran or was withdrawn already may be once more. */
  void cancel(long handle, boolean timer) {
    turn.remove(handle);
    if (queued.remove(handle) != null || aside.remove(handle) != null) {
      withdrawn.add(handle);
    } else if (!timer && !lossy && !ran.contains(handle) && !withdrawn.contains(handle)) {
      findings.report(
          Rule.HANDLE_UNKNOWN,
          "withdrawal of handle " + handle,
          "an entry of the queue or a timer, and this one was never either");
    }
  }

  /** The task that the entry {@code handle} of the queue steps; 0 where there is none. */
  long taskOf(long handle) {
    Entry entry = queued.get(handle);
    return entry == null ? 0 : entry.task;
  }

  /** The place of this entry in the queue is not certain. */
  void doubt(long handle) {
    turn.remove(handle);
    Entry entry = queued.remove(handle);
    if (entry != null) {
      aside.put(handle, entry);
    }
  }

  /** A slice ended that the trace did not begin: its entry ran all the same. */
  void presumeRan(long task, long handle) {
    Iterator<Entry> entries = queued.values().iterator();
    while (entries.hasNext()) {
      Entry entry = entries.next();
      if (task != 0 ? entry.task == task : entry.handle == handle) {
        entries.remove();
        turn.remove(entry.handle);
        ran.add(entry.handle);
      }
    }
  }

  void loopState(TraceEvent.LoopState e) {
    phase = e.state();
    turn.clear(); // an error may have broken it off
    if (e.setup() != null && e.setup().policy() != null) {
      order = Order.of(e.setup().policy());
    }
    if (phase != Phase.RUNNING) {
      stopped = e.seq();
    }
  }

  void stall() {
    if (!queued.isEmpty()) {
      Entry head = queued.values().iterator().next();
      findings.report(
          Rule.HANDLE_STARVED,
          "a stall",
          what(head.handle, head.task, head.callback) + ", which is ready since seq " + head.seq);
    }
  }

  /**
   * At the end of a complete trace: what is left in the queue was there when the loop stopped last.
   */
  void end() {
    boolean running = phase != Phase.STOPPED && phase != Phase.CLOSED;
    for (Entry entry : queued.values()) {
      if (running || entry.seq > stopped) {
        findings.report(
            Rule.HANDLE_LEFT,
            "handle " + entry.handle + " in the queue at the end, since seq " + entry.seq,
            what(entry.handle, entry.task, entry.callback) + ", or its withdrawal");
      }
    }
  }

  private String what(long handle, long task, @Nullable String callback) {
    return task != 0
        ? "resume of handle " + handle + " for " + findings.task(task)
        : "callback " + callback + " of handle " + handle;
  }

  private String of(long future) {
    return future == 0 ? "" : " of " + findings.future(future);
  }
}
