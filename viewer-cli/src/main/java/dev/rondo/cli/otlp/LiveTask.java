package dev.rondo.cli.otlp;

import dev.rondo.trace.TraceEvent;
import dev.rondo.trace.Why;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.sdk.trace.data.EventData;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is known so far of a task whose span is not given out: how it spends its life. */
final class LiveTask {

  /** Where its time goes. */
  private enum Phase {
    NEW,
    READY,
    RUNNING,
    SUSPENDED
  }

  /** Another task's part in a wake-up: its number, why, and the enqueue's number. */
  record WakeUp(long task, Why why, long seq) {}

  /** A message of another span, taken: who sent it, and the mark's number. */
  record Message(SpanContext from, long seq) {}

  /** A slice that has begun: its number of the task's, and the event that began it. */
  record OpenSlice(long number, TraceEvent begin, @Nullable Why why) {}

  final TraceEvent.TaskCreated made;
  final boolean chosen; // it is among those that may have a span
  private final Limits limits;

  private Phase phase = Phase.NEW;
  private long since;

  long steps;
  long run;
  long ready;
  long suspended;
  long lastSeq;
  boolean awaited; // by its creator
  int held; // of those that it created, so many have ended and may yet be awaited
  @Nullable Why why; // it was put in the queue for
  @Nullable OpenSlice slice;
  long slicesLeftOut;
  final List<WakeUp> wakeUps = new ArrayList<>(0);
  int allWakeUps;
  final List<Message> messages = new ArrayList<>(0);
  int allMessages;
  final List<EventData> events = new ArrayList<>(0);
  int allEvents;

  TraceEvent.@Nullable Done done;
  long end;

  LiveTask(TraceEvent.TaskCreated made, boolean chosen, Limits limits) {
    this.made = made;
    this.chosen = chosen;
    this.limits = limits;
    since = made.t();
    lastSeq = made.seq();
  }

  void enqueued(TraceEvent.Enqueue event) {
    why = event.why();
    enter(Phase.READY, event);
  }

  void wokenBy(long task, TraceEvent.Enqueue event) {
    if (allWakeUps++ < limits.links()) {
      wakeUps.add(new WakeUp(task, event.why(), event.seq()));
    }
  }

  void received(SpanContext from, long seq) {
    if (allMessages++ < limits.links()) {
      messages.add(new Message(from, seq));
    }
  }

  /** Of its wake-ups, no more have room. */
  void keepWakeUps(int room) {
    if (wakeUps.size() > room) {
      wakeUps.subList(room, wakeUps.size()).clear();
    }
  }

  int linksLeftOut() {
    return allWakeUps - wakeUps.size() + allMessages - messages.size();
  }

  /** Something happened; it is made only if there is room. */
  void happened(java.util.function.Supplier<EventData> event) {
    if (events.size() < limits.events()) {
      events.add(event.get());
    }
    allEvents++;
  }

  /** How it ended, which goes before all that happened. */
  void failed(EventData exception) {
    if (events.size() == limits.events() && !events.isEmpty()) {
      events.removeLast();
    }
    happened(() -> exception);
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

  void done(TraceEvent.Done event) {
    enter(Phase.NEW, event);
    done = event;
    end = event.t();
  }

  /** The trace ends, and the task is not done. */
  void cutAt(long t) {
    spend(t);
    end = Math.max(t, made.t());
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
