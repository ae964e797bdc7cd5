package dev.rondo.trace.diff;

import dev.rondo.trace.TraceEvent;
import dev.rondo.trace.TraceFooter;
import dev.rondo.trace.TraceHeader;
import dev.rondo.trace.TraceReader;
import dev.rondo.trace.model.Causes;
import dev.rondo.trace.model.LoopModel;
import dev.rondo.trace.model.Narration;
import dev.rondo.trace.model.ReadyHandle;
import dev.rondo.trace.model.Slice;
import dev.rondo.trace.model.TraceModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One of the two traces: read to the end, and played back as far as it was compared. */
final class Input {
  /** The longest chain of causes that a difference shows. */
  private static final int CHAIN = 50;

  /** How many slices of each loop are kept for that: some 200 bytes each. */
  private static final int SLICES = 1_000_000;

  /** An event and the line it stands in. */
  record Placed(TraceEvent event, long line) {}

  final String side;
  final boolean isLeft;
  private final TraceReader trace;
  private final Causes causes = new Causes(SLICES);
  private final TraceModel model = new TraceModel(causes);

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

  /** The next event of a kind that is compared; null at the end. */
  @Nullable Placed next(boolean full) {
    for (TraceEvent event = trace.next(); event != null; event = trace.next()) {
      watch(event);
      if (isCompared(event, full)) {
        events++;
        return new Placed(event, trace.line());
      }
    }
    end();
    return null;
  }

  private static boolean isCompared(TraceEvent event, boolean full) {
    return switch (event) {
      case TraceEvent.Idle _, TraceEvent.Lost _, TraceEvent.Unknown _, TraceEvent.Malformed _ ->
          false;
      case TraceEvent.Warn e -> !e.isPhysical();
      case TraceEvent.Enter _, TraceEvent.Exit _ -> full;
      default -> true;
    };
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

  /** Whether it was read to its end. */
  boolean ended() {
    return ended;
  }

  /** Whether it has its footer; once it ended. */
  boolean complete() {
    return trace.footer() != null;
  }

  long events() {
    return events;
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

  /** Goes one event further in the playback. */
  void play(TraceEvent event) {
    model.apply(event);
  }

  String sentence(TraceEvent event) {
    LoopModel loop = model.loop(event.loop());
    return loop == null ? event.ev() : Narration.of(event, loop);
  }

  /** This trace at the difference: at that event, or at its end. */
  Difference.Side at(@Nullable Placed placed, int place) {
    int number = placed != null ? placed.event.loop() : place < loops.size() ? loops.get(place) : 0;
    LoopModel before = model.loop(number);
    List<Slice> running = before == null ? List.of() : before.running();
    List<ReadyHandle> ready = before == null ? List.of() : before.ready();
    if (placed == null) {
      String end = number == 0 ? "there is no such loop" : "the loop's trace ends";
      return new Difference.Side(number, 0, 0, null, end, running, ready, List.of(), List.of());
    }
    TraceEvent event = placed.event;
    LoopModel loop = model.apply(event);
    List<Slice> chain = loop == null ? List.of() : causes.chain(loop, event.seq(), CHAIN);
    List<String> because =
        loop == null ? List.of() : chain.stream().map(slice -> Narration.of(slice, loop)).toList();
    return new Difference.Side(
        number, event.seq(), placed.line, event, sentence(event), running, ready, chain, because);
  }
}
