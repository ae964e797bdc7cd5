package dev.rondo.trace.verify;

import dev.rondo.trace.TraceEvent;
import dev.rondo.trace.Why;
import dev.rondo.trace.ids.IdSet;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;

/** Rules 5 and 6: what may happen to a task, and what wakes it. */
final class TaskLives implements Serializable {
  private static final long serialVersionUID = 1;

  private enum State {
    NEW,
    READY,
    RUNNING,
    PAUSED,
    /** Events were lost, or contradicted each other. */
    UNSURE
  }

  private record Life(State state, long since, long on) implements Serializable {}

  private final Findings findings;

  /** The tasks that are not done. */
  private final HashMap<Long, Life> lives = new HashMap<>();

  private final IdSet ended = new IdSet();
  private final IdSet doneFutures = new IdSet();
  private boolean lossy;

  /** The task that yielded by the last event, and must be enqueued by this one; or 0. */
  private long yielded;

  private long yieldedAt;

  TaskLives(Findings findings) {
    this.findings = findings;
  }

  void forget() {
    lossy = true;
    yielded = 0;
    lives.replaceAll((_, life) -> new Life(State.UNSURE, life.since, 0));
  }

  /**
   * Rule 5: the task is created once, and not done. Call it for each event before the other checks.
   */
  void exists(TraceEvent event) {
    switch (event) {
      case TraceEvent.TaskCreated e -> created(e);
      case TraceEvent.Enqueue e when e.task() != 0 -> alive(e, e.task(), "an enqueue");
      case TraceEvent.Resume e -> alive(e, e.task(), "a resume");
      case TraceEvent.Pause e -> alive(e, e.task(), "a pause");
      case TraceEvent.Done e when e.task() != 0 -> alive(e, e.task(), "a done");
      case TraceEvent.Done e -> futureDone(e.future());
      case TraceEvent.Cancel e when e.task() != 0 -> alive(e, e.task(), "a cancel");
      default -> {}
    }
  }

  private void created(TraceEvent.TaskCreated e) {
    if (lives.containsKey(e.task()) || ended.contains(e.task())) {
      findings.report(
          Rule.TASK_TWICE,
          "task " + e.task() + " created again, as " + e.name(),
          "a new number, for it is " + findings.task(e.task()));
    } else {
      lives.put(e.task(), new Life(State.NEW, e.seq(), 0));
    }
  }

  private void alive(TraceEvent event, long task, String what) {
    if (ended.contains(task)) {
      findings.report(
          Rule.TASK_ENDED, what + " of " + findings.task(task), "nothing, for it is done");
    } else if (!lives.containsKey(task)) {
      if (!lossy) {
        findings.report(
            Rule.TASK_UNKNOWN, what + " of " + findings.task(task), "its creation before");
      }
      lives.put(task, new Life(State.UNSURE, event.seq(), 0));
    }
  }

  private void futureDone(long future) {
    if (!doneFutures.add(future)) {
      findings.report(
          Rule.FUTURE_TWICE, "a second done of future " + future, "nothing, for it is done");
    }
  }

  /** Rule 6, first half: who yielded is enqueued by the very next event that is the program's. */
  void yieldedBefore(TraceEvent event) {
    switch (event) {
      case TraceEvent.Idle _, TraceEvent.Warn _, TraceEvent.Unknown _ -> {}
      case TraceEvent.Enqueue e when e.task() == yielded -> yielded = 0;
      default -> {
        if (yielded != 0) {
          findings.report(
              Rule.YIELD_LATE,
              "event " + event.ev(),
              "the enqueue of " + findings.task(yielded) + ", which yielded at seq " + yieldedAt);
        }
        yielded = 0;
      }
    }
  }

  /**
   * Rule 6: why a task is enqueued, and rule 5: that the first time is its start.
   *
   * @return whether the task was not in the queue already
   */
  boolean enqueue(TraceEvent.Enqueue e) {
    if (e.why() == Why.DONE) {
      completed(e);
    }
    Life life = lives.get(e.task());
    if (life == null) {
      return true;
    }
    woken(e, life);
    become(e.task(), State.READY, e.seq(), 0);
    return life.state != State.READY;
  }

  private void completed(TraceEvent.Enqueue e) {
    Life life = lives.get(e.of());
    if (life == null) {
      if (!ended.contains(e.of())) {
        doneFutures.add(e.of());
      }
    } else if (life.state != State.UNSURE) {
      findings.report(
          Rule.UNDONE,
          "an enqueue with why done of " + findings.task(e.of()),
          "the done of that task before");
      become(e.of(), State.UNSURE, e.seq(), 0);
    }
  }

  private void woken(TraceEvent.Enqueue e, Life life) {
    boolean start = e.why() == Why.START;
    if (life.state != State.UNSURE && start != (life.state == State.NEW)) {
      findings.report(
          Rule.TASK_START,
          "an enqueue of " + findings.task(e.task()) + " with why " + e.why().text(),
          start ? "why start only the first time" : "why start, for it is the first time");
    }
    switch (life.state) {
      case NEW, UNSURE -> {}
      case READY, RUNNING ->
          findings.report(
              Rule.NOT_PAUSED,
              "an enqueue of " + findings.task(e.task()),
              life.state == State.READY
                  ? "none, for it is in the queue since seq " + life.since
                  : "its pause before, for it runs since seq " + life.since);
      case PAUSED -> wokenBy(e, life);
    }
  }

  private void wokenBy(TraceEvent.Enqueue e, Life life) {
    boolean fits =
        switch (e.why()) {
          case ERROR -> true;
          case YIELD -> life.on == 0;
          case DONE -> life.on != 0 && life.on == e.of();
          case START, SOON, TIMER, IO, THREAD -> false;
        };
    if (!fits) {
      findings.report(
          Rule.WOKEN,
          "an enqueue of "
              + findings.task(e.task())
              + " with why "
              + e.why().text()
              + (e.of() == 0 ? "" : " of " + findings.future(e.of())),
          (life.on == 0 ? "why yield" : "why done of " + findings.future(life.on))
              + ", for it paused so at seq "
              + life.since);
    }
  }

  void resume(TraceEvent.Resume e) {
    Life life = lives.get(e.task());
    if (e.eager() && life != null && life.state != State.NEW && life.state != State.UNSURE) {
      findings.report(
          Rule.TASK_START,
          "an eager step of " + findings.task(e.task()),
          "it as the task's first step only");
    }
    become(e.task(), State.RUNNING, e.seq(), 0);
  }

  void pause(TraceEvent.Pause e) {
    become(e.task(), State.PAUSED, e.seq(), e.on());
    if (e.on() == 0) {
      yielded = e.task();
      yieldedAt = e.seq();
    }
  }

  void done(long task) {
    if (lives.remove(task) != null) {
      ended.add(task);
    }
  }

  /** At the end of a complete trace: who was to be started or woken was. */
  void end() {
    for (Map.Entry<Long, Life> entry : lives.entrySet()) {
      long task = entry.getKey();
      Life life = entry.getValue();
      if (life.state == State.NEW) {
        findings.report(
            Rule.TASK_START,
            findings.task(task) + " never enqueued, created at seq " + life.since,
            "an enqueue with why start");
      } else if (life.state == State.PAUSED && isDone(life.on)) {
        findings.report(
            Rule.NOT_WOKEN,
            findings.task(task) + " still paused at the end, since seq " + life.since,
            "an enqueue with why done of " + findings.future(life.on) + ", which is done");
      }
    }
  }

  private boolean isDone(long future) {
    return ended.contains(future) || doneFutures.contains(future);
  }

  /** The trace contradicts itself about what this task does. */
  void doubt(long task) {
    become(task, State.UNSURE, 0, 0);
  }

  boolean isRunning(long task) {
    Life life = lives.get(task);
    return life != null && life.state == State.RUNNING;
  }

  private void become(long task, State state, long since, long on) {
    lives.computeIfPresent(task, (_, _) -> new Life(state, since, on));
  }
}
