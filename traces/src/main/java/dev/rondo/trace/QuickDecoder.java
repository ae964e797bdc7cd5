package dev.rondo.trace;

import dev.rondo.trace.TraceEvent.Await;
import dev.rondo.trace.TraceEvent.Cancel;
import dev.rondo.trace.TraceEvent.Done;
import dev.rondo.trace.TraceEvent.Enqueue;
import dev.rondo.trace.TraceEvent.Enter;
import dev.rondo.trace.TraceEvent.Exit;
import dev.rondo.trace.TraceEvent.Idle;
import dev.rondo.trace.TraceEvent.Listen;
import dev.rondo.trace.TraceEvent.Mark;
import dev.rondo.trace.TraceEvent.Pause;
import dev.rondo.trace.TraceEvent.Resume;
import dev.rondo.trace.TraceEvent.Return;
import dev.rondo.trace.TraceEvent.TaskCreated;
import dev.rondo.trace.TraceEvent.Timer;
import dev.rondo.trace.TraceEvent.Use;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the usual line: an event of a frequent kind, in the canonical form, whose texts have no
 * escapes. Of any other line it says so, and {@link JsonValues} and {@link Decoder} read that one;
 * what both can read gives the same event.
 */
final class QuickDecoder {
  private static final LineKey SEQ = LineKey.of("{\"seq\":");
  private static final LineKey T = number("t");
  private static final LineKey LOOP = number("loop");
  private static final LineKey EV = text("ev");

  /** The loops of one digit, by that, together with what follows: no more than two words to see. */
  private static final LineKey[] FIRST_LOOPS =
      IntStream.range(0, 10)
          .mapToObj(loop -> LineKey.of(",\"loop\":" + loop + ",\"ev\":\""))
          .toArray(LineKey[]::new);

  private static final LineKey AT = text("at");
  private static final LineKey BY = number("by");
  private static final LineKey CALLBACK = text("callback");
  private static final LineKey CHAIN = LineKey.of(",\"chain\":[\"");
  private static final LineKey CHAIN_NEXT = LineKey.of(",\"");
  private static final LineKey CHAIN_END = LineKey.of("]");
  private static final LineKey CORO = text("coro");
  private static final LineKey DELAY = number("delay");
  private static final LineKey EAGER = LineKey.of(",\"eager\":true");
  private static final LineKey ERROR = text("error");
  private static final LineKey FUTURE = number("future");
  private static final LineKey HANDLE = number("handle");
  private static final LineKey NAME = text("name");
  private static final LineKey NS = number("ns");
  private static final LineKey OBJECT = number("object");
  private static final LineKey OF = number("of");
  private static final LineKey FOR = number("for");
  private static final LineKey ON = number("on");
  private static final LineKey OP = text("op");
  private static final LineKey OUTCOME = text("outcome");
  private static final LineKey PARENT = number("parent");
  private static final LineKey TASK = number("task");
  private static final LineKey WHAT = text("what");
  private static final LineKey WHY = text("why");

  private static final ShortWords<Usual> USUAL =
      ShortWords.of(Usual.values(), kind -> kind.name().toLowerCase(Locale.ROOT));
  private static final ShortWords<Why> WHYS = ShortWords.of(Why.values(), Why::text);
  private static final Outcome[] OUTCOMES = Outcome.values(); // one is too long for a short word

  /** The frequent kinds. */
  private enum Usual {
    TASK,
    ENQUEUE,
    RESUME,
    PAUSE,
    DONE,
    AWAIT,
    LISTEN,
    USE,
    CALLBACK,
    RETURN,
    TIMER,
    CANCEL,
    ENTER,
    EXIT,
    IDLE,
    MARK
  }

  private final LineScanner line = new LineScanner();
  private long seq;
  private long t;
  private int loop;

  private static LineKey number(String key) {
    return LineKey.of(",\"" + key + "\":");
  }

  private static LineKey text(String key) {
    return LineKey.of(",\"" + key + "\":\"");
  }

  /** The event of the current line; null for one that is not usual. */
  @Nullable TraceEvent event(Lines lines) {
    line.begin(lines);
    seq = line.id(SEQ);
    t = line.number(T);
    loop = loop();
    Usual kind = line.oneOf(USUAL);
    TraceEvent event = kind == null ? null : event(kind);
    return line.endsWell() ? event : null;
  }

  /** The loop, and the key of the kind behind it. */
  private int loop() {
    int digit = line.digitBehind(LOOP);
    if (digit > 0 && digit < FIRST_LOOPS.length && line.skips(FIRST_LOOPS[digit])) {
      return digit;
    }
    int any = line.smallId(LOOP);
    line.expect(EV);
    return any;
  }

  private @Nullable TraceEvent event(Usual kind) {
    return switch (kind) {
      case TASK -> taskCreated();
      case ENQUEUE -> enqueue();
      case RESUME -> resume();
      case PAUSE -> pause();
      case DONE -> done();
      case AWAIT -> new Await(seq, t, loop, line.id(TASK), line.id(ON), line.text(WHAT));
      case LISTEN -> new Listen(seq, t, loop, line.id(FUTURE), line.text(CALLBACK));
      case USE -> use();
      case CALLBACK -> callback();
      case RETURN -> new Return(seq, t, loop, line.id(HANDLE), line.optionalText(ERROR));
      case TIMER -> timer();
      case CANCEL -> cancel();
      case ENTER -> new Enter(seq, t, loop, line.id(TASK), line.text(CORO));
      case EXIT -> new Exit(seq, t, loop, line.id(TASK), line.text(CORO));
      case IDLE -> new Idle(seq, t, loop, line.number(NS));
      case MARK -> new Mark(seq, t, loop, line.optionalId(TASK), line.text(NAME), Map.of());
    };
  }

  private TraceEvent taskCreated() {
    long task = line.id(TASK);
    String name = line.text(NAME);
    String coro = line.text(CORO);
    long parent = line.optionalId(PARENT);
    return new TaskCreated(seq, t, loop, task, name, coro, parent, line.optionalText(AT));
  }

  private @Nullable TraceEvent enqueue() {
    long handle = line.id(HANDLE);
    long task = line.optionalId(TASK);
    String callback = task == 0 ? line.text(CALLBACK) : null;
    line.expect(WHY);
    Why why = line.oneOf(WHYS);
    long of = line.optionalId(OF);
    long recipient = line.optionalId(FOR);
    return why == null
        ? null
        : new Enqueue(seq, t, loop, handle, task, callback, why, of, recipient);
  }

  private TraceEvent resume() {
    long handle = line.optionalId(HANDLE);
    long task = line.id(TASK);
    boolean eager = handle == 0;
    if (eager) {
      line.expect(EAGER);
    }
    return new Resume(seq, t, loop, handle, task, eager);
  }

  private TraceEvent pause() {
    long task = line.id(TASK);
    long on = line.optionalId(ON);
    String what = line.text(WHAT);
    return new Pause(
        seq, t, loop, task, on, what, line.optionalTexts(CHAIN, CHAIN_NEXT, CHAIN_END));
  }

  private @Nullable TraceEvent done() {
    long task = line.optionalId(TASK);
    long future = task == 0 ? line.id(FUTURE) : 0;
    Outcome outcome = outcome(line.text(OUTCOME));
    String error = line.optionalText(ERROR);
    return outcome == null ? null : new Done(seq, t, loop, task, future, outcome, error);
  }

  private static @Nullable Outcome outcome(String text) {
    for (Outcome outcome : OUTCOMES) {
      if (outcome.text().equals(text)) {
        return outcome;
      }
    }
    return null;
  }

  private TraceEvent use() {
    long task = line.optionalId(TASK);
    long object = line.id(OBJECT);
    String what = line.text(WHAT);
    return new Use(seq, t, loop, task, object, what, line.text(OP));
  }

  private TraceEvent callback() {
    long handle = line.id(HANDLE);
    String name = line.text(NAME);
    return new TraceEvent.Callback(seq, t, loop, handle, name, line.optionalId(OF));
  }

  private TraceEvent timer() {
    long handle = line.id(HANDLE);
    long delay = line.signed(DELAY);
    return new Timer(seq, t, loop, handle, delay, line.optionalText(CALLBACK));
  }

  private TraceEvent cancel() {
    long task = line.optionalId(TASK);
    long future = task == 0 ? line.optionalId(FUTURE) : 0;
    long handle = task == 0 && future == 0 ? line.id(HANDLE) : 0;
    return new Cancel(seq, t, loop, task, future, handle, line.optionalId(BY));
  }
}
