package dev.rondo.trace;

import dev.rondo.trace.JsonLine.Flaw;
import dev.rondo.trace.TraceEvent.Await;
import dev.rondo.trace.TraceEvent.Cancel;
import dev.rondo.trace.TraceEvent.Done;
import dev.rondo.trace.TraceEvent.Enqueue;
import dev.rondo.trace.TraceEvent.Enter;
import dev.rondo.trace.TraceEvent.Exit;
import dev.rondo.trace.TraceEvent.Idle;
import dev.rondo.trace.TraceEvent.Input;
import dev.rondo.trace.TraceEvent.Listen;
import dev.rondo.trace.TraceEvent.LoopState;
import dev.rondo.trace.TraceEvent.Lost;
import dev.rondo.trace.TraceEvent.Malformed;
import dev.rondo.trace.TraceEvent.Mark;
import dev.rondo.trace.TraceEvent.Pause;
import dev.rondo.trace.TraceEvent.Resume;
import dev.rondo.trace.TraceEvent.Return;
import dev.rondo.trace.TraceEvent.Stall;
import dev.rondo.trace.TraceEvent.TaskCreated;
import dev.rondo.trace.TraceEvent.Timer;
import dev.rondo.trace.TraceEvent.Unknown;
import dev.rondo.trace.TraceEvent.Use;
import dev.rondo.trace.TraceEvent.Warn;
import java.util.function.Supplier;

/** From an event line's keys to the event: the inverse of {@link Encoder}. */
final class Decoder {

  private final JsonLine keys;
  private final long seq;
  private final long t;
  private final int loop;

  private Decoder(JsonLine keys) throws Flaw {
    keys.requireSound();
    this.keys = keys;
    seq = keys.id("seq");
    t = keys.from(0, "t");
    loop = keys.smallId("loop");
  }

  /** The event; {@code raw} gives the line as it was read. */
  static TraceEvent event(JsonLine keys, Supplier<String> raw) {
    try {
      return new Decoder(keys).event(keys.text("ev"), raw);
    } catch (Flaw e) {
      return malformed(keys, e, raw.get());
    }
  }

  static TraceEvent malformed(JsonLine keys, Flaw flaw, String raw) {
    return new Malformed(
        keys.numberOr0("seq", Long.MAX_VALUE),
        keys.numberOr0("t", Long.MAX_VALUE),
        (int) keys.numberOr0("loop", Integer.MAX_VALUE),
        keys.textOrEmpty("ev"),
        flaw.problem(),
        raw);
  }

  private TraceEvent event(String ev, Supplier<String> raw) throws Flaw {
    return switch (ev) {
      case "loop" -> loopState();
      case "task" -> taskCreated();
      case "enqueue" -> enqueue();
      case "resume" -> resume();
      case "pause" -> pause();
      case "done" -> done();
      case "await" -> new Await(seq, t, loop, id("task"), id("on"), text("what"));
      case "listen" -> new Listen(seq, t, loop, id("future"), text("callback"));
      case "use" -> use();
      case "callback" ->
          new TraceEvent.Callback(seq, t, loop, id("handle"), text("name"), keys.optionalId("of"));
      case "return" -> new Return(seq, t, loop, id("handle"), keys.optionalText("error"));
      case "timer" -> timer();
      case "cancel" -> cancel();
      case "enter" -> new Enter(seq, t, loop, id("task"), text("coro"));
      case "exit" -> new Exit(seq, t, loop, id("task"), text("coro"));
      case "idle" -> new Idle(seq, t, loop, keys.from(0, "ns"));
      case "mark" -> mark();
      case "input" -> input();
      case "warn" -> warn();
      case "stall" -> new Stall(seq, t, loop, keys.ids("waiting"));
      case "lost" -> new Lost(seq, t, loop, id("count"));
      default -> new Unknown(seq, t, loop, ev, raw.get());
    };
  }

  private LoopState loopState() throws Flaw {
    Phase state = keys.oneOf("state", Phase.values(), Phase::text);
    String thread = keys.optionalText("thread");
    String name = keys.optionalText("name");
    LoopSetup setup =
        LoopSetup.of(
            keys.optionalText("clock"), keys.optionalText("policy"), keys.optionalNumber("seed"));
    return new LoopState(seq, t, loop, state, thread, name, setup);
  }

  private TaskCreated taskCreated() throws Flaw {
    long parent = keys.optionalId("parent");
    String at = keys.optionalText("at");
    return new TaskCreated(seq, t, loop, id("task"), text("name"), text("coro"), parent, at);
  }

  private Enqueue enqueue() throws Flaw {
    keys.exactlyOne("task", "callback");
    long task = keys.optionalId("task");
    String callback = keys.optionalText("callback");
    Why why = keys.oneOf("why", Why.values(), Why::text);
    long of = keys.optionalId("of");
    long recipient = keys.optionalId("for");
    return new Enqueue(seq, t, loop, id("handle"), task, callback, why, of, recipient);
  }

  private Resume resume() throws Flaw {
    boolean eager = keys.flag("eager");
    if (eager && keys.has("handle")) {
      throw new Flaw("an eager step has a handle, expected none");
    }
    return new Resume(seq, t, loop, eager ? 0 : id("handle"), id("task"), eager);
  }

  private Pause pause() throws Flaw {
    long on = keys.optionalId("on");
    return new Pause(seq, t, loop, id("task"), on, text("what"), keys.texts("chain"));
  }

  private Done done() throws Flaw {
    keys.exactlyOne("task", "future");
    long task = keys.optionalId("task");
    long future = keys.optionalId("future");
    Outcome outcome = keys.oneOf("outcome", Outcome.values(), Outcome::text);
    return new Done(seq, t, loop, task, future, outcome, keys.optionalText("error"));
  }

  private Use use() throws Flaw {
    long task = keys.optionalId("task");
    return new Use(seq, t, loop, task, id("object"), text("what"), text("op"));
  }

  private Timer timer() throws Flaw {
    long delay = keys.number("delay");
    return new Timer(seq, t, loop, id("handle"), delay, keys.optionalText("callback"));
  }

  private Cancel cancel() throws Flaw {
    keys.exactlyOne("task", "future", "handle");
    long task = keys.optionalId("task");
    long future = keys.optionalId("future");
    long handle = keys.optionalId("handle");
    return new Cancel(seq, t, loop, task, future, handle, keys.optionalId("by"));
  }

  private Mark mark() throws Flaw {
    return new Mark(seq, t, loop, keys.optionalId("task"), text("name"), keys.object("attrs"));
  }

  private Input input() throws Flaw {
    boolean withheld = keys.flag("withheld");
    if (withheld) {
      keys.atMostOne("value", "error");
    } else {
      keys.exactlyOne("value", "error");
    }
    long task = keys.optionalId("task");
    String error = keys.optionalText("error");
    return new Input(seq, t, loop, task, text("name"), keys.value("value"), error, withheld);
  }

  private Warn warn() throws Flaw {
    long task = keys.optionalId("task");
    long handle = keys.optionalId("handle");
    return new Warn(seq, t, loop, text("code"), task, handle, keys.optionalText("text"));
  }

  private long id(String key) throws Flaw {
    return keys.id(key);
  }

  private String text(String key) throws Flaw {
    return keys.text(key);
  }
}
