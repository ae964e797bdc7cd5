package dev.rondo.cli;

import dev.rondo.cli.Lane.Change;
import dev.rondo.cli.Lane.State;
import dev.rondo.trace.TraceEvent;
import dev.rondo.trace.model.LoopModel;
import dev.rondo.trace.model.Step;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * What a timeline of one loop shows: a lane for each task, one for what has no lane of its own, and
 * the steps. Collected while the trace is played back.
 */
final class Lanes {
  private final int loop;
  private final boolean all;
  private final LongPredicate chosen;
  private final Map<Long, Lane> tasks = new LinkedHashMap<>();
  private final Lane rest;
  private final Set<Long> readyCallbacks = new HashSet<>();
  private final List<Step> steps = new ArrayList<>();
  private final int limit;
  private long more;
  private long next;
  private long last;
  private long lastT;

  /**
   * No lanes yet.
   *
   * @param loop the loop's number
   * @param all whether every task has a lane
   * @param chosen which tasks have one, if not
   * @param limit how many steps are shown at most
   */
  Lanes(int loop, boolean all, LongPredicate chosen, int limit) {
    this.limit = limit;
    this.loop = loop;
    this.all = all;
    this.chosen = chosen;
    rest = new Lane(all ? "(callbacks)" : "(others)");
  }

  int loop() {
    return loop;
  }

  /** The lanes of tasks, in order of creation, then the one of the rest. */
  List<Lane> lanes() {
    List<Lane> lanes = new ArrayList<>(tasks.values());
    lanes.add(rest);
    return lanes;
  }

  /** The lane of a task, or of plain callbacks (0). */
  Lane of(long task) {
    return tasks.getOrDefault(task, rest);
  }

  /** The lane of what has none of its own. */
  Lane rest() {
    return rest;
  }

  /** The steps that are shown. */
  List<Step> steps() {
    return steps;
  }

  /** How many steps more there are than are shown. */
  long more() {
    return more;
  }

  /** The event with which the first of those begins, or 0. */
  long next() {
    return next;
  }

  /** The last event that is shown. */
  long last() {
    return last;
  }

  /** Its time. */
  long lastT() {
    return lastT;
  }

  /** Takes a step, if a lane of its own shows it or something that it woke. */
  void add(Step step) {
    if (all
        || tasks.containsKey(step.slice().task())
        || step.wakes().stream().anyMatch(wake -> tasks.containsKey(wake.task()))) {
      if (steps.size() < limit) {
        steps.add(step);
      } else if (more++ == 0) {
        next = step.slice().begin();
      }
    }
  }

  /**
   * Takes an event that the loop's model has taken.
   *
   * @param shown whether it lies in the part of the trace that is shown, and not before it
   */
  void take(TraceEvent event, LoopModel model, boolean shown) {
    if (steps.size() >= limit) {
      return;
    }
    if (shown) {
      last = event.seq();
      lastT = model.t();
    }
    switch (event) {
      case TraceEvent.TaskCreated e -> task(e.task(), model);
      case TraceEvent.Enqueue e when e.task() != 0 ->
          become(e.task(), State.READY, e.why().text(), event, model, shown);
      case TraceEvent.Resume e -> become(e.task(), State.RUNNING, "", event, model, shown);
      case TraceEvent.Pause e ->
          become(e.task(), State.PAUSED, awaited(e, model), event, model, shown);
      case TraceEvent.Done e when e.task() != 0 ->
          become(e.task(), State.of(e.outcome()), "", event, model, shown);
      default -> callbacks(event, shown);
    }
  }

  private static String awaited(TraceEvent.Pause e, LoopModel model) {
    String title = model.taskTitle(e.on());
    return title != null ? title : e.what().equals("future") ? "" : e.what();
  }

  private void become(
      long task, State state, String what, TraceEvent event, LoopModel model, boolean shown) {
    Lane lane = task(task, model);
    Change change = new Change(event.seq(), event.t(), state, what);
    if (lane != null) {
      lane.become(change, shown);
    } else {
      boolean runs = state == State.RUNNING;
      rest.become(new Change(change.seq(), change.t(), runs ? state : State.NONE, what), shown);
    }
  }

  private @Nullable Lane task(long task, LoopModel model) {
    if (!all && !chosen.test(task)) {
      return null;
    }
    return tasks.computeIfAbsent(task, id -> new Lane(title(id, model)));
  }

  private static String title(long task, LoopModel model) {
    String title = model.taskTitle(task);
    return Plain.text(title == null ? "task " + task : title);
  }

  private void callbacks(TraceEvent event, boolean shown) {
    switch (event) {
      case TraceEvent.Enqueue e -> {
        readyCallbacks.add(e.handle());
        rest(State.READY, e.why().text(), event, shown);
      }
      case TraceEvent.Callback e -> {
        readyCallbacks.remove(e.handle());
        rest(State.RUNNING, e.name(), event, shown);
      }
      case TraceEvent.Cancel e when readyCallbacks.remove(e.handle()) -> waiting(event, shown);
      case TraceEvent.Return _ -> waiting(event, shown);
      default -> {}
    }
  }

  private void waiting(TraceEvent event, boolean shown) {
    rest(readyCallbacks.isEmpty() ? State.NONE : State.READY, "", event, shown);
  }

  private void rest(State state, String what, TraceEvent event, boolean shown) {
    boolean hidden = !all && state == State.READY;
    State before = rest.at(Long.MAX_VALUE).state();
    boolean runs =
        before == State.RUNNING && state == State.READY && !(event instanceof TraceEvent.Return);
    if (!hidden && !runs) {
      rest.become(new Change(event.seq(), event.t(), state, what), shown);
    }
  }
}
