package dev.rondo.trace.verify;

import dev.rondo.trace.Phase;
import dev.rondo.trace.TraceEvent;
import java.io.Serializable;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** Rule 2: one slice at a time, eager first steps apart. */
final class Slices implements Serializable {
  private static final long serialVersionUID = 1;

  private record Open(long task, long handle, long seq) implements Serializable {}

  private final Findings findings;
  private final ArrayDeque<Open> open = new ArrayDeque<>();

  /** Whether it was told that this slice does what another should do. */
  private boolean told;

  /** Whether events were lost since the last slice began, so that one more may be running. */
  private boolean unsure;

  Slices(Findings findings) {
    this.findings = findings;
  }

  void forget() {
    open.clear();
    unsure = true;
  }

  boolean running() {
    return !open.isEmpty();
  }

  /** The task whose slice is running, innermost; 0 where there is none or a callback runs. */
  long runningTask() {
    Open top = open.peekLast();
    return top == null ? 0 : top.task;
  }

  /** A task's slice ended although the trace does not say so. */
  void presumeEnded(long task) {
    open.removeIf(slice -> slice.task == task);
  }

  void begin(TraceEvent event, long task, long handle, boolean eager) {
    told = false;
    if (eager && open.isEmpty() && !unsure) {
      findings.report(
          Rule.EAGER, "an eager step of " + findings.task(task), "it inside its creator's slice");
    }
    if (!eager) {
      Open top = open.peekLast();
      if (top != null) {
        findings.report(
            Rule.SLICE_OVERLAP,
            "a slice of " + name(task, handle),
            "the end of the slice of " + name(top));
      }
      open.clear();
      unsure = false;
    }
    open.addLast(new Open(task, handle, event.seq()));
  }

  /** Rule 2: a task does something, or (0) something is done while no task runs. */
  void does(TraceEvent event, long task) {
    Open top = open.peekLast();
    long runs = top == null ? 0 : top.task;
    if (task != runs && !told && (top != null || !unsure)) {
      told = true;
      findings.report(
          Rule.NOT_RUNNING,
          event.ev() + " of " + (task == 0 ? "no task" : findings.task(task)),
          top == null ? "it within a slice of that task" : "it of " + name(top));
    }
  }

  /** Ends a slice; false where it is not the one that runs. */
  boolean end(String what, long task, long handle) {
    told = false;
    Open top = open.peekLast();
    if (top == null && unsure) {
      return true;
    }
    boolean fits = top != null && top.task == task && (task != 0 || top.handle == handle);
    if (!fits) {
      findings.report(
          Rule.SLICE_END,
          what + " of " + name(task, handle),
          top == null ? "it in a slice of its own" : "the end of the slice of " + name(top));
    }
    if (top != null) {
      open.removeLast();
    }
    return fits;
  }

  void loopState(TraceEvent.LoopState event) {
    Open top = open.peekLast();
    if (event.state() != Phase.RUNNING && top != null) {
      findings.report(
          Rule.SLICE_OPEN,
          "the loop " + event.state().text(),
          "the end of the slice of " + name(top));
      open.clear();
    }
  }

  private String name(@Nullable Open slice) {
    return slice == null
        ? ""
        : name(slice.task, slice.handle) + ", which began at seq " + slice.seq;
  }

  private String name(long task, long handle) {
    return task != 0 ? findings.task(task) : "the callback of handle " + handle;
  }
}
