package dev.rondo.trace.verify;

import dev.rondo.trace.TraceEvent;
import java.io.Serializable;

/** Rule 1: {@code seq} without gaps, {@code t} without steps back. */
final class Sequence implements Serializable {
  private static final long serialVersionUID = 1;

  private final Findings findings;

  /** The number that comes next; 0 where a line could not be read and any may come. */
  private long next = 1;

  private long t;

  Sequence(Findings findings) {
    this.findings = findings;
  }

  /** What came before an event. */
  enum Before {
    /** All that should. */
    WHOLE,
    /** Not all: events are missing. */
    GAP,
    /** This very event: its number was there already. */
    ITSELF
  }

  Before check(TraceEvent event) {
    Before before = event instanceof TraceEvent.Lost lost ? lost(lost) : ordinary(event);
    if (before != Before.ITSELF) {
      time(event);
    }
    return before;
  }

  /** A line of the loop could not be read, not even its number. */
  void unreadable() {
    next = 0;
  }

  private Before ordinary(TraceEvent event) {
    long seq = event.seq();
    if (next != 0 && seq < next) {
      findings.report(Rule.SEQ_ORDER, "seq " + seq, "seq " + next);
      return Before.ITSELF;
    }
    boolean gap = next != 0 && seq > next;
    if (gap) {
      findings.report(Rule.SEQ_GAP, "seq " + seq, "seq " + next);
    }
    next = seq + 1;
    return gap ? Before.GAP : Before.WHOLE;
  }

  /** The note of a loss may stand before the jump that it explains, or after it. */
  private Before lost(TraceEvent.Lost event) {
    if (next != 0 && event.seq() == next) {
      next = event.seq() + 1 + event.count();
      return Before.GAP;
    }
    next = next == 0 ? 0 : next + event.count();
    Before before = ordinary(event);
    return before == Before.ITSELF ? before : Before.GAP;
  }

  private void time(TraceEvent event) {
    if (event.t() < t) {
      findings.report(Rule.TIME, "t " + event.t(), "t " + t + " or later");
    }
    t = Math.max(t, event.t());
  }
}
