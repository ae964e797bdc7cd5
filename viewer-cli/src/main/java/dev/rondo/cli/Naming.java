package dev.rondo.cli;

import static dev.rondo.trace.model.Narration.duration;

import dev.rondo.trace.Why;
import dev.rondo.trace.model.AwaitLink;
import dev.rondo.trace.model.Cause;
import dev.rondo.trace.model.LoopModel;
import dev.rondo.trace.model.TaskSnapshot;
import dev.rondo.trace.model.TaskState;
import java.util.List;
import java.util.stream.Collectors;

/** What people call the things of a loop, which a trace knows by number. */
final class Naming {

  /** So many links of an await chain are named; of more, the number. */
  private static final int LINKS = 8;

  private final LoopModel loop;

  Naming(LoopModel loop) {
    this.loop = loop;
  }

  /** A task by its number. */
  String task(long id) {
    String title = loop.taskTitle(id);
    return title == null ? "task " + id : title;
  }

  /** What a pause on {@code id} says that it is. */
  String awaited(long id, String what) {
    String title = loop.taskTitle(id);
    return title != null ? title : what.equals("future") ? "future " + id : what;
  }

  /** Why an entry is in the ready queue, after "because". */
  String because(Cause cause, long task) {
    return because(cause.why(), loop.futureTitle(cause.of(), task));
  }

  /** Why an entry is in the ready queue; {@code of} is the future whose completion it may be. */
  static String because(Why why, String of) {
    return switch (why) {
      case START -> "it starts";
      case YIELD -> "it yielded";
      case DONE -> of + " is done";
      case SOON -> "it was called soon";
      case TIMER -> "its timer was due";
      case IO -> "a channel is ready";
      case THREAD -> "another thread called it";
      case ERROR -> "an error is thrown into it";
    };
  }

  /** What a task is about: what it waits for, why it is ready, how it ended. */
  String doing(TaskSnapshot task, String arrow) {
    return switch (task.state()) {
      case TaskState.Created _ -> "not in the queue yet";
      case TaskState.Ready ready -> "because " + because(ready.cause(), task.id());
      case TaskState.Running _ -> "";
      case TaskState.Paused paused -> waiting(task, paused, arrow);
      case TaskState.Done done ->
          done.outcome().text() + (done.error() == null ? "" : ": " + done.error());
    };
  }

  private String waiting(TaskSnapshot task, TaskState.Paused paused, String arrow) {
    String in = paused.chain().size() > 1 ? " in " + String.join(" > ", paused.chain()) : "";
    return paused.on() == 0 ? "yield" + in : chain(task, arrow) + in;
  }

  private String chain(TaskSnapshot task, String arrow) {
    List<AwaitLink> links = task.awaits();
    String chain = links.stream().limit(LINKS).map(this::link).collect(Collectors.joining(arrow));
    return links.size() <= LINKS ? chain : chain + arrow + (links.size() - LINKS) + " more";
  }

  private String link(AwaitLink link) {
    return awaited(link.id(), link.what());
  }

  /** How long a task has been in its state. */
  String since(TaskSnapshot task) {
    return duration(Math.max(0, loop.t() - task.state().since()));
  }

  /** The colour that goes with a state. */
  static Colour colour(TaskState state) {
    return switch (state) {
      case TaskState.Created _, TaskState.Ready _ -> Colour.READY;
      case TaskState.Running _ -> Colour.RUNNING;
      case TaskState.Paused _ -> Colour.PAUSED;
      case TaskState.Done done -> done.error() == null ? Colour.DONE : Colour.FAILED;
    };
  }
}
