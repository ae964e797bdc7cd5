package dev.rondo.recorder;

import dev.rondo.observe.AwaitChain;
import dev.rondo.observe.Cause;
import dev.rondo.observe.Ending;
import dev.rondo.observe.LoopPhase;
import dev.rondo.trace.LoopSetup;
import dev.rondo.trace.Outcome;
import dev.rondo.trace.Phase;
import dev.rondo.trace.TraceEvent;
import dev.rondo.trace.Why;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Turns the rows of a chunk into events, on the writer's thread; the one who knows both. */
final class Rows {
  private Rows() {}

  /**
   * The event of a row.
   *
   * @param seq its number
   */
  static TraceEvent event(Chunk chunk, int row, long seq, int loop) {
    int at = row * Chunk.LONGS;
    int ref = row * Chunk.REFS;
    long[] longs = chunk.longs;
    @Nullable Object[] refs = chunk.refs;
    Row r =
        new Row(
            seq,
            longs[at + 1],
            loop,
            longs[at + 2],
            longs[at + 3],
            longs[at + 4],
            refs[ref],
            refs[ref + 1],
            refs[ref + 2]);
    return r.event(Kind.of(longs[at]));
  }

  /** The event of a row that is written in no chunk. */
  static TraceEvent event(
      Kind kind,
      long seq,
      long t,
      int loop,
      long a,
      long b,
      long c,
      @Nullable Object x,
      @Nullable Object y,
      @Nullable Object z) {
    return new Row(seq, t, loop, a, b, c, x, y, z).event(kind);
  }

  /** The coroutines awaited in place, outermost first, where there are more than the task's own. */
  static List<String> chain(@Nullable AwaitChain innermost) {
    List<String> names = new ArrayList<>();
    for (AwaitChain link = innermost; link != null; link = link.awaiter()) {
      if (!link.internal() || link.awaiter() == null) {
        names.addFirst(link.coroutine());
      }
    }
    return names.size() > 1 ? names : List.of();
  }

  private record Row(
      long seq,
      long t,
      int loop,
      long a,
      long b,
      long c,
      @Nullable Object x,
      @Nullable Object y,
      @Nullable Object z) {

    TraceEvent event(Kind kind) {
      return switch (kind) {
        case LOOP -> new TraceEvent.LoopState(seq, t, loop, phase(), text(x), null, (LoopSetup) z);
        case TASK ->
            new TraceEvent.TaskCreated(seq, t, loop, a, text(x), text(y), b, textOrNull(z));
        case STEP_ENQUEUED -> new TraceEvent.Enqueue(seq, t, loop, a, b, null, why(), c);
        case CALLBACK_ENQUEUED -> callbackEnqueued();
        case RESUME -> new TraceEvent.Resume(seq, t, loop, a, b, a == 0);
        case PAUSE -> new TraceEvent.Pause(seq, t, loop, a, b, text(x), Rows.chain((AwaitChain) y));
        case TASK_DONE -> new TraceEvent.Done(seq, t, loop, a, 0, outcome(), textOrNull(y));
        case FUTURE_DONE -> new TraceEvent.Done(seq, t, loop, 0, a, outcome(), textOrNull(y));
        case AWAIT -> new TraceEvent.Await(seq, t, loop, a, b, text(x));
        case LISTEN -> new TraceEvent.Listen(seq, t, loop, a, text(x));
        case USE -> new TraceEvent.Use(seq, t, loop, a, b, text(x), text(y));
        case CALLBACK -> new TraceEvent.Callback(seq, t, loop, a, text(x), b);
        case RETURN -> new TraceEvent.Return(seq, t, loop, a, textOrNull(x));
        case TIMER -> new TraceEvent.Timer(seq, t, loop, a, b - t, textOrNull(x));
        case CANCEL_TASK -> new TraceEvent.Cancel(seq, t, loop, a, 0, 0, b);
        case CANCEL_FUTURE -> new TraceEvent.Cancel(seq, t, loop, 0, a, 0, b);
        case CANCEL_HANDLE -> new TraceEvent.Cancel(seq, t, loop, 0, 0, a, b);
        case ENTER -> new TraceEvent.Enter(seq, t, loop, a, text(x));
        case EXIT -> new TraceEvent.Exit(seq, t, loop, a, text(x));
        case IDLE -> new TraceEvent.Idle(seq, t, loop, a);
        case MARK -> new TraceEvent.Mark(seq, t, loop, a, text(x), attributes());
        case INPUT -> new TraceEvent.Input(seq, t, loop, a, text(x), y, textOrNull(z), false);
        case WARN -> new TraceEvent.Warn(seq, t, loop, text(x), a, b, textOrNull(y));
        case STALL ->
            new TraceEvent.Stall(
                seq, t, loop, LongStream.of((long[]) Objects.requireNonNull(x)).boxed().toList());
        case LOST -> new TraceEvent.Lost(seq, t, loop, a);
        case WAITED ->
            new TraceEvent.Warn(seq, t, loop, TraceEvent.Warn.WAITED, 0, 0, waitedText());
      };
    }

    private TraceEvent callbackEnqueued() {
      boolean handedOver = x == Cause.THREAD;
      return new TraceEvent.Enqueue(
          seq, t, loop, a, 0, text(y), why(), handedOver ? 0 : c, handedOver ? c : 0);
    }

    private String waitedText() {
      return "the loop waited %.3f ms for the recorder".formatted(a / 1e6);
    }

    private static String text(@Nullable Object ref) {
      return (String) Objects.requireNonNull(ref);
    }

    private static @Nullable String textOrNull(@Nullable Object ref) {
      return (String) ref;
    }

    private Phase phase() {
      return switch ((LoopPhase) Objects.requireNonNull(y)) {
        case RUNNING -> Phase.RUNNING;
        case STOPPED -> Phase.STOPPED;
        case CLOSED -> Phase.CLOSED;
      };
    }

    private Why why() {
      return switch ((Cause) Objects.requireNonNull(x)) {
        case START -> Why.START;
        case YIELD -> Why.YIELD;
        case DONE -> Why.DONE;
        case SOON -> Why.SOON;
        case TIMER -> Why.TIMER;
        case IO -> Why.IO;
        case THREAD -> Why.THREAD;
        case ERROR -> Why.ERROR;
      };
    }

    private Outcome outcome() {
      return switch ((Ending) Objects.requireNonNull(x)) {
        case RETURNED -> Outcome.RETURNED;
        case RAISED -> Outcome.RAISED;
        case CANCELLED -> Outcome.CANCELLED;
      };
    }

    private Map<String, @Nullable Object> attributes() {
      Map<String, @Nullable Object> attributes = new LinkedHashMap<>();
      ((Map<?, ?>) Objects.requireNonNull(y)).forEach((k, v) -> attributes.put((String) k, v));
      return attributes;
    }
  }
}
