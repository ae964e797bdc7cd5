package dev.rondo.cli;

import static dev.rondo.cli.Json.filled;
import static dev.rondo.cli.Json.id;
import static dev.rondo.cli.Json.object;

import dev.rondo.trace.model.AwaitLink;
import dev.rondo.trace.model.Cause;
import dev.rondo.trace.model.LoopModel;
import dev.rondo.trace.model.LoopSnapshot;
import dev.rondo.trace.model.PendingTimer;
import dev.rondo.trace.model.ReadyHandle;
import dev.rondo.trace.model.Slice;
import dev.rondo.trace.model.TaskSnapshot;
import dev.rondo.trace.model.TaskState;
import dev.rondo.trace.model.Waiter;
import java.util.LinkedHashMap;
import java.util.Map;

/** A loop at one point of its trace, as an object to print. */
final class StateJson {
  private StateJson() {}

  static Map<String, Object> of(String trace, LoopModel loop) {
    LoopSnapshot state = loop.snapshot();
    return object(
        "trace", trace,
        "loop", state.loop(),
        "name", state.name(),
        "phase", state.phase() == null ? null : state.phase().text(),
        "seq", state.seq(),
        "t", state.t(),
        "turn", state.turn(),
        "running", state.running().stream().map(StateJson::running).toList(),
        "ready", state.ready().stream().map(StateJson::ready).toList(),
        "timers", state.timers().stream().map(StateJson::timer).toList(),
        "tasks", state.tasks().stream().map(StateJson::task).toList());
  }

  private static Map<String, Object> running(Slice slice) {
    return object(
        "seq", slice.begin(),
        "task", id(slice.task()),
        "name", slice.name(),
        "handle", id(slice.handle()),
        "eager", slice.eager() ? true : null,
        "ns", slice.run());
  }

  /** An entry of the ready queue. */
  static Map<String, Object> ready(ReadyHandle entry) {
    return object(
        "handle", entry.handle(),
        "task", id(entry.task()),
        "name", entry.name(),
        "cause", cause(entry.cause()),
        "thisTurn", entry.thisTurn());
  }

  /** Why an entry is, or was, in the ready queue. */
  static Map<String, Object> cause(Cause cause) {
    return object(
        "why", cause.why().text(),
        "of", id(cause.of()),
        "seq", cause.seq(),
        "slice", id(cause.slice()),
        "timer", cause.timer() == null ? null : cause.timer().seq());
  }

  private static Map<String, Object> timer(PendingTimer timer) {
    return object(
        "handle", timer.handle(),
        "callback", timer.callback(),
        "due", timer.set().deadline(),
        "seq", timer.set().seq());
  }

  /** A task: what all have, then what goes with its state. */
  static Map<String, Object> task(TaskSnapshot task) {
    Map<String, Object> keys =
        new LinkedHashMap<>(
            object(
                "task", task.id(),
                "name", task.name(),
                "coro", task.coro(),
                "parent", id(task.parent()),
                "at", task.at(),
                "state", task.state().text(),
                "since", object("seq", task.state().seq(), "t", task.state().since())));
    keys.putAll(detail(task.state()));
    keys.putAll(
        object(
            "awaits", filled(task.awaits().stream().map(StateJson::link).toList()),
            "waiters", filled(task.waiters().stream().map(StateJson::waiter).toList()),
            "cancels", id(task.cancels()),
            "times",
                object(
                    "slices", task.times().slices(),
                    "run", task.times().run(),
                    "ready", task.times().ready(),
                    "suspended", task.times().suspended(),
                    "longest", task.times().longest())));
    return keys;
  }

  private static Map<String, Object> detail(TaskState state) {
    return switch (state) {
      case TaskState.Created _, TaskState.Running _ -> object();
      case TaskState.Ready ready -> object("handle", ready.handle(), "cause", cause(ready.cause()));
      case TaskState.Paused paused ->
          object("on", id(paused.on()), "what", paused.what(), "chain", filled(paused.chain()));
      case TaskState.Done done -> object("outcome", done.outcome().text(), "error", done.error());
    };
  }

  private static Map<String, Object> link(AwaitLink link) {
    return object("id", link.id(), "what", link.what(), "task", link.task() ? true : null);
  }

  private static Map<String, Object> waiter(Waiter waiter) {
    return waiter.task() == 0
        ? object("callback", waiter.name())
        : object("task", waiter.task(), "name", waiter.name());
  }
}
