package dev.rondo.cli.otlp;

import dev.rondo.trace.TraceEvent;

/** What is known so far of a task that is not done: how it spends its life. */
final class LiveTask {

  /** Where its time goes. */
  private enum Phase {
    NEW,
    READY,
    RUNNING,
    SUSPENDED
  }

  final TraceEvent.TaskCreated made;
  final String span;
  final String parentSpan; // empty where none is known

  private Phase phase = Phase.NEW;
  private long since;
  private long children;

  long steps;
  long run;
  long ready;
  long suspended;
  long lastSeq;

  LiveTask(TraceEvent.TaskCreated made, String span, String parentSpan) {
    this.made = made;
    this.span = span;
    this.parentSpan = parentSpan;
    since = made.t();
    lastSeq = made.seq();
  }

  /** It creates one more task. */
  long nextChild() {
    return ++children;
  }

  void enqueued(TraceEvent event) {
    enter(Phase.READY, event);
  }

  void resumed(TraceEvent event) {
    steps++;
    enter(Phase.RUNNING, event);
  }

  void paused(TraceEvent event) {
    enter(Phase.SUSPENDED, event);
  }

  /** An eager task begins within its slice: the time is that one's. */
  void lent(TraceEvent event) {
    enter(Phase.NEW, event);
  }

  /** Its slice goes on. */
  void back(TraceEvent event) {
    enter(Phase.RUNNING, event);
  }

  void done(TraceEvent event) {
    enter(Phase.NEW, event);
  }

  /** The trace ends, and the task is not done. */
  void cutAt(long t) {
    spend(t);
  }

  private void enter(Phase next, TraceEvent event) {
    spend(event.t());
    phase = next;
    lastSeq = event.seq();
  }

  private void spend(long t) {
    long spent = Math.max(0, t - since);
    since = Math.max(since, t);
    switch (phase) {
      case NEW -> {}
      case READY -> ready += spent;
      case RUNNING -> run += spent;
      case SUSPENDED -> suspended += spent;
    }
  }
}
