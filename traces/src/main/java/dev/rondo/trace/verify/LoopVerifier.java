package dev.rondo.trace.verify;

import dev.rondo.trace.Phase;
import dev.rondo.trace.TraceEvent;
import java.io.Serializable;
import java.util.function.Consumer;

/**
 * The checks of one loop, in the order of what to say first of an event that breaks several rules,
 * and what each must know of the others' findings to go on.
 */
final class LoopVerifier implements Serializable {
  private static final long serialVersionUID = 1;

  private final Findings findings;
  private final Sequence sequence;
  private final TaskLives tasks;
  private final Queue queue;
  private final Slices slices;
  private final Timers timers;

  LoopVerifier(Findings findings, Order order) {
    this.findings = findings;
    sequence = new Sequence(findings);
    tasks = new TaskLives(findings);
    queue = new Queue(findings, order);
    slices = new Slices(findings);
    timers = new Timers(findings);
  }

  /** From here on findings go there. */
  void to(Consumer<? super Finding> found) {
    findings.to(found);
  }

  void check(TraceEvent event, long line) {
    findings.at(event, line);
    check(event);
    findings.passed(event);
  }

  private void check(TraceEvent event) {
    if (event instanceof TraceEvent.Malformed e) {
      malformed(e);
      return;
    }
    switch (sequence.check(event)) {
      case ITSELF -> {
        return;
      }
      case GAP -> forget();
      case WHOLE -> {}
    }
    tasks.exists(event);
    does(event);
    follow(event);
    tasks.yieldedBefore(event);
    if (event instanceof TraceEvent.Pause e) {
      pause(e);
    }
  }

  /** A line that may belong to this loop could not be read. */
  void unreadable() {
    sequence.unreadable();
    forget();
  }

  private void malformed(TraceEvent.Malformed e) {
    findings.report(Rule.MALFORMED, e.problem(), "");
    if (e.seq() <= 0) {
      sequence.unreadable();
    } else {
      sequence.check(e);
    }
    forget();
  }

  private void forget() {
    tasks.forget();
    queue.forget();
    slices.forget();
    timers.forget();
  }

  private void does(TraceEvent event) {
    switch (event) {
      case TraceEvent.TaskCreated e -> slices.does(e, e.parent());
      case TraceEvent.Await e -> slices.does(e, e.task());
      case TraceEvent.Use e -> slices.does(e, e.task());
      case TraceEvent.Mark e -> slices.does(e, e.task());
      case TraceEvent.Input e -> slices.does(e, e.task());
      case TraceEvent.Enter e -> slices.does(e, e.task());
      case TraceEvent.Exit e -> slices.does(e, e.task());
      case TraceEvent.Cancel e -> slices.does(e, e.by());
      default -> {}
    }
  }

  private void follow(TraceEvent event) {
    switch (event) {
      case TraceEvent.LoopState e -> {
        interrupted(e.state() == Phase.RUNNING);
        slices.loopState(e);
        queue.loopState(e);
      }
      case TraceEvent.Enqueue e -> enqueue(e);
      case TraceEvent.Resume e -> resume(e);
      case TraceEvent.Done e when e.task() != 0 -> done(e);
      case TraceEvent.Callback e -> callback(e);
      case TraceEvent.Return e -> {
        if (!slices.end("return", 0, e.handle())) {
          queue.presumeRan(0, e.handle());
        }
      }
      case TraceEvent.Timer e -> {
        queue.timer(e);
        timers.timer(e);
      }
      case TraceEvent.Cancel e when e.handle() != 0 -> withdraw(e.handle());
      case TraceEvent.Stall _ -> queue.stall();
      default -> {}
    }
  }

  private void enqueue(TraceEvent.Enqueue e) {
    queue.enqueue(e);
    timers.enqueue(e);
    if (tasks.isRunning(e.task())) {
      slices.presumeEnded(e.task());
    }
    if (!tasks.enqueue(e)) {
      queue.doubt(e.handle());
    }
  }

  private void resume(TraceEvent.Resume e) {
    queue.resume(e);
    interrupted(e.eager());
    slices.begin(e, e.task(), e.handle(), e.eager());
    tasks.resume(e);
  }

  private void callback(TraceEvent.Callback e) {
    queue.callback(e);
    interrupted(false);
    slices.begin(e, 0, e.handle(), false);
  }

  /**
   * Of a task that still seems to run where no slice can be, the trace does not tell what became.
   */
  private void interrupted(boolean sliceMayRun) {
    if (!sliceMayRun) {
      tasks.doubt(slices.runningTask());
    }
  }

  private void pause(TraceEvent.Pause e) {
    if (ends("pause", e.task())) {
      tasks.pause(e);
    }
  }

  private void done(TraceEvent.Done e) {
    if (ends("done", e.task())) {
      tasks.done(e.task());
    }
  }

  private boolean ends(String what, long task) {
    long running = slices.runningTask();
    boolean fits = slices.end(what, task, 0);
    if (!fits) {
      queue.presumeRan(task, 0);
      tasks.doubt(task);
      tasks.doubt(running);
    }
    return fits;
  }

  private void withdraw(long handle) {
    tasks.doubt(queue.taskOf(handle));
    queue.cancel(handle, timers.cancel(handle));
  }

  /**
   * At the end of a complete trace.
   *
   * @return whether the process ended in the middle of a slice, so that nothing can be said of the
   *     queue
   */
  boolean end() {
    findings.atEnd();
    if (!slices.running()) {
      queue.end();
      tasks.end();
    }
    return slices.running();
  }
}
