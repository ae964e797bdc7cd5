package dev.rondo.trace.verify;

import dev.rondo.trace.TraceEvent;
import dev.rondo.trace.Why;
import dev.rondo.trace.ids.IdSet;
import java.io.Serializable;
import java.util.HashMap;
import java.util.NavigableSet;
import java.util.TreeSet;

/** Rule 7: timers come no earlier than their deadline, and in that order. */
final class Timers implements Serializable {
  private static final long serialVersionUID = 1;

  /** A timer; they are in the order in which they must come due. */
  private record Pending(long handle, long deadline, long seq)
      implements Comparable<Pending>, Serializable {
    @Override
    public int compareTo(Pending other) {
      int by = Long.compare(deadline, other.deadline);
      return by != 0 ? by : Long.compare(seq, other.seq);
    }
  }

  private final Findings findings;
  private final HashMap<Long, Pending> pending = new HashMap<>();

  /** Those of {@code pending} that nothing overtook yet. */
  private final TreeSet<Pending> inOrder = new TreeSet<>();

  private final IdSet withdrawn = new IdSet();
  private boolean lossy;

  Timers(Findings findings) {
    this.findings = findings;
  }

  void forget() {
    lossy = true;
    inOrder.clear();
  }

  void timer(TraceEvent.Timer e) {
    Pending timer = new Pending(e.handle(), e.t() + e.delay(), e.seq());
    Pending earlier = pending.put(e.handle(), timer);
    if (earlier != null) {
      inOrder.remove(earlier);
      findings.report(
          Rule.HANDLE_REUSED,
          "handle " + e.handle() + " of a new timer",
          "a new number, for it is a timer since seq " + earlier.seq);
    }
    inOrder.add(timer);
  }

  void enqueue(TraceEvent.Enqueue e) {
    Pending timer = pending.remove(e.handle());
    if (timer == null) {
      notSet(e);
      return;
    }
    if (e.why() != Why.TIMER) {
      findings.report(
          Rule.TIMER_WHY,
          "the timer of handle " + e.handle() + " enqueued with why " + e.why().text(),
          "why timer");
    }
    if (e.t() < timer.deadline) {
      findings.report(
          Rule.TIMER_EARLY,
          "the timer of handle " + e.handle() + " enqueued at t " + e.t(),
          "it at t " + timer.deadline + " or later");
    }
    order(timer);
  }

  private void order(Pending timer) {
    if (!inOrder.remove(timer)) {
      return;
    }
    NavigableSet<Pending> overtaken = inOrder.headSet(timer, false);
    if (!overtaken.isEmpty()) {
      Pending first = overtaken.first();
      findings.report(
          Rule.TIMER_ORDER,
          "the timer of handle " + timer.handle + ", due at t " + timer.deadline,
          "that of handle " + first.handle + ", due at t " + first.deadline + ", first");
      overtaken.clear();
    }
  }

  private void notSet(TraceEvent.Enqueue e) {
    if (withdrawn.contains(e.handle())) {
      findings.report(
          Rule.TIMER_WITHDRAWN,
          "the timer of handle " + e.handle() + " enqueued",
          "it to stay out of the queue, for it was withdrawn");
    } else if (e.why() == Why.TIMER && !lossy) {
      findings.report(
          Rule.TIMER_UNKNOWN,
          "handle " + e.handle() + " enqueued with why timer",
          "a timer of that handle that has not come due yet");
    }
  }

  /** Withdraws a timer; false where there never was one, or it came due. */
  boolean cancel(long handle) {
    Pending timer = pending.remove(handle);
    if (timer != null) {
      inOrder.remove(timer);
      withdrawn.add(handle);
    }
    return withdrawn.contains(handle);
  }
}
