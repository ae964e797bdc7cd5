package dev.rondo.trace.diff;

import dev.rondo.trace.TraceEvent;
import dev.rondo.trace.TraceFooter;
import dev.rondo.trace.TraceHeader;
import dev.rondo.trace.TraceReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One of the two traces, as it is read, and what keeps it from being compared. */
final class Input {
  final String side;
  final boolean isLeft;
  private final TraceReader trace;

  /** The loops' numbers, in order of appearance. */
  private final List<Integer> loops = new ArrayList<>();

  private final Map<Integer, Long> lastSeq = new HashMap<>();
  private long events;
  private long malformed;
  private long unknown;
  private boolean ended;
  private @Nullable String loss;

  Input(String side, TraceReader trace) {
    this.side = side;
    this.isLeft = side.equals("left");
    this.trace = trace;
  }

  TraceHeader header() {
    return trace.header();
  }

  /** The next event of a loop; null at the end. */
  @Nullable TraceEvent next() {
    for (TraceEvent event = trace.next(); event != null; event = trace.next()) {
      watch(event);
      if (event.loop() > 0 && !(event instanceof TraceEvent.Malformed)) {
        events++;
        return event;
      }
    }
    end();
    return null;
  }

  /** The line of the event that was read last. */
  long line() {
    return trace.line();
  }

  /** Notes what keeps this trace from being compared: lost events and unreadable ones. */
  private void watch(TraceEvent event) {
    switch (event) {
      case TraceEvent.Malformed _ -> malformed++;
      case TraceEvent.Unknown _ -> unknown++;
      case TraceEvent.Warn e when e.code().equals(TraceEvent.Warn.LIMIT) ->
          lost("the recording ended at the limit of its file, at line " + trace.line());
      case TraceEvent.Lost e -> lost(e.count() + " events were lost at line " + trace.line());
      default -> {}
    }
    if (event.loop() > 0 && event.seq() > 0) {
      Long last = lastSeq.put(event.loop(), event.seq());
      if (event.seq() != (last == null ? 1 : last + 1)) {
        lost("events are missing or out of order at line " + trace.line() + ", seq " + event.seq());
      }
    }
  }

  private void lost(String what) {
    if (loss == null) {
      loss = "the " + side + " trace cannot be compared: " + what;
    }
  }

  private void end() {
    ended = true;
    TraceFooter footer = trace.footer();
    if (footer != null && footer.lost() > 0) {
      lost(footer.lost() + " events were lost");
    }
  }

  /** The place of a loop among those that appeared so far, from 0. */
  int place(TraceEvent event) {
    int place = loops.indexOf(event.loop());
    if (place < 0) {
      place = loops.size();
      loops.add(event.loop());
    }
    return place;
  }

  /** The number of the loop at that place; 0 where there is none. */
  int loop(int place) {
    return place < loops.size() ? loops.get(place) : 0;
  }

  /** Whether it was read to its end. */
  boolean ended() {
    return ended;
  }

  /** Whether it has its footer; once it ended. */
  boolean complete() {
    return trace.footer() != null;
  }

  /** Whether it broke off. */
  boolean isCut() {
    return ended && !complete();
  }

  boolean isEmpty() {
    return events == 0;
  }

  long malformed() {
    return malformed;
  }

  long unknown() {
    return unknown;
  }

  /** What events it lost; null where it did not. */
  @Nullable String loss() {
    return loss;
  }
}
