package dev.rondo.trace;

import dev.rondo.trace.JsonLine.Flaw;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** From a line's JSON object to what it says. The inverse of {@link Encoder}. */
final class Decoder {

  private Decoder() {}

  static TraceHeader header(JsonLine o) throws Flaw {
    if (!o.has("ev") || !o.text("ev").equals("trace")) {
      throw new Flaw("the first line is not a header, expected {\"ev\":\"trace\",…}");
    }
    if (o.number("version") != TraceHeader.VERSION) {
      throw new Flaw(
          "the trace is of version " + o.number("version") + ", expected " + TraceHeader.VERSION);
    }
    wholesome(o);
    return new TraceHeader(
        TraceHeader.VERSION,
        optionalHex(o, "trace", 32),
        optionalHex(o, "parent", 16),
        o.text("program"),
        o.optionalNumber("pid"),
        o.optionalText("host"),
        instant(o, "start"),
        word(o, "clock", "monotonic", "virtual"),
        o.optionalText("recorder"),
        o.optionalText("runtime"),
        o.optionalText("engine"),
        o.has("detail") ? word(o, "detail", "full", "schedule") : null,
        o.optionalText("policy"),
        o.optionalNumber("seed"));
  }

  static TraceFooter footer(JsonLine o) throws Flaw {
    wholesome(o);
    return new TraceFooter(o.atLeast(0, "events"), o.atLeast(0, "lost"));
  }

  /** The event; null for a kind that is not known. */
  static @Nullable TraceEvent event(JsonLine o) throws Flaw {
    wholesome(o);
    long seq = o.id("seq");
    long t = o.atLeast(0, "t");
    int loop = o.loop();
    return switch (o.text("ev")) {
      case "loop" ->
          new TraceEvent.LoopState(
              seq,
              t,
              loop,
              o.oneOf("state", Phase.values(), Phase::text),
              o.optionalText("thread"),
              o.optionalText("name"));
      case "task" ->
          new TraceEvent.TaskCreated(
              seq,
              t,
              loop,
              o.id("task"),
              o.text("name"),
              o.text("coro"),
              o.optionalId("parent"),
              o.optionalText("at"));
      case "enqueue" -> enqueue(o, seq, t, loop);
      case "resume" -> resume(o, seq, t, loop);
      case "pause" ->
          new TraceEvent.Pause(
              seq, t, loop, o.id("task"), o.optionalId("on"), o.text("what"), o.texts("chain"));
      case "done" -> done(o, seq, t, loop);
      case "await" -> new TraceEvent.Await(seq, t, loop, o.id("task"), o.id("on"), o.text("what"));
      case "listen" -> new TraceEvent.Listen(seq, t, loop, o.id("future"), o.text("callback"));
      case "use" ->
          new TraceEvent.Use(
              seq, t, loop, o.optionalId("task"), o.id("object"), o.text("what"), o.text("op"));
      case "callback" ->
          new TraceEvent.Callback(seq, t, loop, o.id("handle"), o.text("name"), o.optionalId("of"));
      case "return" -> new TraceEvent.Return(seq, t, loop, o.id("handle"), o.optionalText("error"));
      case "timer" ->
          new TraceEvent.Timer(
              seq, t, loop, o.id("handle"), o.number("delay"), o.optionalText("callback"));
      case "cancel" -> cancel(o, seq, t, loop);
      case "enter" -> new TraceEvent.Enter(seq, t, loop, o.id("task"), o.text("coro"));
      case "exit" -> new TraceEvent.Exit(seq, t, loop, o.id("task"), o.text("coro"));
      case "idle" -> new TraceEvent.Idle(seq, t, loop, o.atLeast(0, "ns"));
      case "mark" ->
          new TraceEvent.Mark(
              seq, t, loop, o.optionalId("task"), o.text("name"), o.object("attrs"));
      case "warn" ->
          new TraceEvent.Warn(
              seq,
              t,
              loop,
              o.text("code"),
              o.optionalId("task"),
              o.optionalId("handle"),
              o.optionalText("text"));
      case "stall" -> new TraceEvent.Stall(seq, t, loop, o.ids("waiting"));
      case "lost" -> new TraceEvent.Lost(seq, t, loop, o.id("count"));
      default -> null;
    };
  }

  private static TraceEvent enqueue(JsonLine o, long seq, long t, int loop) throws Flaw {
    o.exactlyOne("task", "callback");
    return new TraceEvent.Enqueue(
        seq,
        t,
        loop,
        o.id("handle"),
        o.optionalId("task"),
        o.optionalText("callback"),
        o.oneOf("why", Why.values(), Why::text),
        o.optionalId("of"));
  }

  private static TraceEvent resume(JsonLine o, long seq, long t, int loop) throws Flaw {
    boolean eager = o.flag("eager");
    if (eager && o.has("handle")) {
      throw new Flaw("an eager step has a handle, expected none");
    }
    long handle = eager ? 0 : o.id("handle");
    return new TraceEvent.Resume(seq, t, loop, handle, o.id("task"), eager);
  }

  private static TraceEvent done(JsonLine o, long seq, long t, int loop) throws Flaw {
    o.exactlyOne("task", "future");
    return new TraceEvent.Done(
        seq,
        t,
        loop,
        o.optionalId("task"),
        o.optionalId("future"),
        o.oneOf("outcome", Outcome.values(), Outcome::text),
        o.optionalText("error"));
  }

  private static TraceEvent cancel(JsonLine o, long seq, long t, int loop) throws Flaw {
    o.exactlyOne("task", "future", "handle");
    return new TraceEvent.Cancel(
        seq,
        t,
        loop,
        o.optionalId("task"),
        o.optionalId("future"),
        o.optionalId("handle"),
        o.optionalId("by"));
  }

  static TraceEvent unknown(JsonLine o, String raw) throws Flaw {
    return new TraceEvent.Unknown(o.id("seq"), o.atLeast(0, "t"), o.loop(), o.text("ev"), raw);
  }

  static TraceEvent malformed(JsonLine o, String problem, String raw) {
    return new TraceEvent.Malformed(
        o.numberOr0("seq"),
        o.numberOr0("t"),
        (int) o.numberOr0("loop"),
        o.textOrEmpty("ev"),
        problem,
        raw);
  }

  private static void wholesome(JsonLine o) throws Flaw {
    String flaw = o.flaw();
    if (flaw != null) {
      throw new Flaw(flaw);
    }
  }

  private static String word(JsonLine o, String key, String... words) throws Flaw {
    return o.oneOf(key, words, Function.identity());
  }

  private static @Nullable String optionalHex(JsonLine o, String key, int digits) throws Flaw {
    String value = o.optionalText(key);
    if (value != null && !value.matches("[0-9a-f]{" + digits + "}")) {
      throw new Flaw(JsonLine.wrong(key, digits + " hex digits in lower case", value));
    }
    return value;
  }

  private static @Nullable Instant instant(JsonLine o, String key) throws Flaw {
    String value = o.optionalText(key);
    try {
      return value == null ? null : Instant.parse(value);
    } catch (DateTimeException e) {
      throw new Flaw(JsonLine.wrong(key, "a time like 2000-01-01T00:00:00Z", value));
    }
  }
}
