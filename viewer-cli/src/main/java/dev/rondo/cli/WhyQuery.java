package dev.rondo.cli;

import dev.rondo.trace.TraceEvent;
import dev.rondo.trace.explain.Causation;
import dev.rondo.trace.explain.Chain;
import dev.rondo.trace.explain.Explanation;
import dev.rondo.trace.explain.Telling;
import dev.rondo.trace.model.LoopModel;
import dev.rondo.trace.model.Position;
import dev.rondo.trace.model.TaskSnapshot;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads a trace twice, to find what led to something and to say it. */
final class WhyQuery {
  private final Rereadable trace;
  private final AtOption at;
  private final int limit;

  /**
   * An answer.
   *
   * @param trace what the trace is called
   * @param task the task that was asked about, where one was
   * @param explanation what led there
   * @param loop the loop, at the point that was asked about
   */
  record Answer(
      String trace, @Nullable TaskSnapshot task, Explanation explanation, LoopModel loop) {}

  WhyQuery(Rereadable trace, AtOption at, int limit) {
    this.trace = trace;
    this.at = at;
    this.limit = limit;
  }

  /** The answer for an event's number, or for a task. */
  Answer ask(String what) throws IOException {
    return what.matches("(\\d{1,9}:)?\\d{1,18}") ? event(Position.parse(what)) : task(what);
  }

  private Answer event(Position asked) throws IOException {
    if (!(at.position() instanceof Position.AtEnd)) {
      throw new UsageException("--at goes with a TASK, not with an event");
    }
    Position.AtSeq place = (Position.AtSeq) at.loop().place(asked);
    Causation causation = new Causation();
    Chain chain = null;
    try (Reading reading = trace.read()) {
      Extent extent = new Extent();
      TraceEvent event;
      while (chain == null && (event = reading.next()) != null) {
        extent.add(event);
        causation.apply(event);
        chain = is(place, event) ? causation.chain(event.loop(), limit) : null;
      }
      if (chain == null) {
        throw missing(place, extent, reading);
      }
    }
    return told(0, new Position.AtSeq(chain.loop(), chain.seq()), chain);
  }

  /** Where no loop is named, the first event of that number is meant. */
  private static boolean is(Position.AtSeq place, TraceEvent event) {
    return event.loop() > 0
        && event.seq() == place.seq()
        && (place.loop() == 0 || place.loop() == event.loop());
  }

  private static UsageException missing(Position.AtSeq place, Extent extent, Reading reading) {
    extent.requireLoop(place.loop(), reading);
    extent.require(place, reading);
    return new UsageException(
        reading.name() + " has no event " + place.seq() + ": it is lost, or was never there");
  }

  private Answer task(String name) throws IOException {
    TaskNames names = new TaskNames(List.of(name));
    Position place = at.position();
    Causation causation = new Causation(names::learn);
    try (Reading reading = trace.read()) {
      Extent extent = new Extent();
      reading.each(event -> {
        extent.add(event);
        if (place.includes(event) && at.loop().includes(event)) {
          causation.apply(event);
        }
      });
      extent.requireLoop(at.loop().number(), reading);
      extent.require(place, reading);
      names.require(reading.name());
    }
    TaskNames.Found task = one(names, name);
    Chain chain = causation.chainOfTask(task.loop(), task.task(), limit);
    if (chain == null) {
      throw new UsageException("nothing is known of task '" + name + "' there");
    }
    return told(task.task(), place, chain);
  }

  private static TaskNames.Found one(TaskNames names, String name) {
    List<TaskNames.Found> found = names.found();
    if (found.size() > 1) {
      throw new UsageException(
          "%d tasks are called '%s': %s%s; say which by its number, or by --loop"
              .formatted(
                  found.size(),
                  name,
                  found.stream()
                      .limit(5)
                      .map(task -> "#" + task.task() + " of loop " + task.loop())
                      .collect(Collectors.joining(", ")),
                  found.size() > 5 ? " …" : ""));
    }
    return found.getFirst();
  }

  /** The second pass: up to the place that was asked about. */
  private Answer told(long task, Position place, Chain chain) throws IOException {
    Telling telling = new Telling(chain);
    try (Reading reading = trace.read().again()) {
      TaskSnapshot done = null;
      TraceEvent event;
      while (goesOn(telling, task) && (event = reading.next()) != null) {
        if (place.includes(event)) {
          telling.apply(event);
          done = done == null && telling.complete() ? snapshot(telling, chain, task) : done;
        }
      }
      LoopModel loop = telling.model().loop(chain.loop());
      if (loop == null || !telling.complete()) {
        throw new UsageException(reading.name() + " changed while it was read");
      }
      TaskSnapshot now = snapshot(telling, chain, task);
      return new Answer(reading.name(), now != null ? now : done, telling.explanation(), loop);
    }
  }

  /** The task as it stands; null once it is done for long, and forgotten. */
  private static @Nullable TaskSnapshot snapshot(Telling telling, Chain chain, long task) {
    LoopModel loop = telling.model().loop(chain.loop());
    return loop == null ? null : loop.taskAt(task);
  }

  /** For an event nothing after it is needed; a task's state is told at the place that is meant. */
  private static boolean goesOn(Telling telling, long task) {
    return task != 0 || !telling.complete();
  }
}
