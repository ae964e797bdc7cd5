package dev.rondo.cli;

import dev.rondo.trace.TraceEvent;
import dev.rondo.trace.model.LoopModel;
import dev.rondo.trace.model.Playback.Search;
import dev.rondo.trace.model.Position;
import dev.rondo.trace.model.TraceModel;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Something to look for in a trace.
 *
 * @param what what messages call it
 * @param from makes the search, from the state where it begins
 */
record StepSearch(String what, Function<TraceModel, Search> from) {

  /** A slice that begins, eager first steps too. */
  static StepSearch step() {
    return new StepSearch("step", _ -> (event, _) -> begins(event));
  }

  private static boolean begins(TraceEvent event) {
    return event instanceof TraceEvent.Resume || event instanceof TraceEvent.Callback;
  }

  /** The first slice of a turn. */
  static StepSearch turn() {
    return new StepSearch(
        "turn",
        start -> {
          Map<Integer, Long> turns = new HashMap<>();
          start.loops().forEach(loop -> turns.put(loop.number(), loop.turn()));
          return (event, after) -> {
            LoopModel loop = after.loop(event.loop());
            Long now = loop == null ? 0L : (Long) loop.turn();
            return begins(event) && !now.equals(turns.put(event.loop(), now));
          };
        });
  }

  static StepSearch kind(String kind) {
    return new StepSearch("event of kind " + kind, _ -> (event, _) -> event.ev().equals(kind));
  }

  /** What names a task, by a part of its name or its number. */
  static StepSearch task(String text) {
    String wanted = text.toLowerCase(Locale.ROOT);
    return new StepSearch(
        "event of task " + text,
        _ ->
            (event, after) -> {
              LoopModel loop = after.loop(event.loop());
              return loop != null && EventFilter.named(event).anyMatch(id -> is(id, wanted, loop));
            });
  }

  private static boolean is(long id, String wanted, LoopModel loop) {
    String title = id == 0 ? null : loop.taskTitle(id);
    return title != null
        && (wanted.equals("#" + id) || title.toLowerCase(Locale.ROOT).contains(wanted));
  }

  /** A line that has a text, as {@code events --text} has it. */
  static StepSearch text(String text, EventLine line) {
    Pattern pattern = new EventFilter.Text().convert(text);
    return new StepSearch(
        "event with " + text,
        _ ->
            (event, after) -> {
              String shown = event.ev() + " " + line.text(event, after.loop(event.loop()));
              return pattern.matcher(shown).find();
            });
  }

  /** The first event of a loop that lies beyond a place. */
  static StepSearch beyond(Position place, int loop) {
    return new StepSearch(
        "event beyond", _ -> (event, _) -> event.loop() == loop && !place.includes(event));
  }

  /** Whether a loop has come beyond a place. */
  static boolean isBeyond(Position place, @Nullable LoopModel loop) {
    return loop != null
        && switch (place) {
          case Position.AtSeq(_, long seq) -> loop.seq() > seq;
          case Position.AtTime(long t) -> loop.t() > t;
          case Position.AtEnd() -> false;
        };
  }
}
