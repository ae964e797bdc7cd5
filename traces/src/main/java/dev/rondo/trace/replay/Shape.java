package dev.rondo.trace.replay;

import dev.rondo.trace.CountedName;
import dev.rondo.trace.LoopSetup;
import dev.rondo.trace.TraceEvent;
import dev.rondo.trace.spans.SpanKeys;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an event says, apart from where it stands and what is physical: keys with their values. */
final class Shape {

  /** What kind of number a value is. */
  enum Space {
    NONE,
    FUTURE,
    HANDLE,
    OBJECT
  }

  /** A key with what it says: a number of that space, or else a value. */
  record Field(String key, Space space, long id, @Nullable Object value) {}

  private final List<Field> fields = new ArrayList<>(6);

  private Shape() {}

  /** The fields, the most telling first. */
  static List<Field> of(TraceEvent event) {
    Shape s = new Shape();
    switch (event) {
      case TraceEvent.LoopState e -> s.add("state", e.state()).add("name", e.name()).setup(e);
      case TraceEvent.TaskCreated e ->
          s.add("coro", e.coro())
              .name("name", e.name())
              .future("parent", e.parent())
              .future("task", e.task());
      case TraceEvent.Enqueue e ->
          s.future("task", e.task())
              .add("callback", e.callback())
              .add("why", e.why())
              .future("of", e.of())
              .future("for", e.recipient())
              .handle(e.handle());
      case TraceEvent.Resume e ->
          s.future("task", e.task()).add("eager", e.eager()).handle(e.handle());
      case TraceEvent.Pause e ->
          s.future("task", e.task())
              .name("what", e.what())
              .future("on", e.on())
              .add("chain", e.chain());
      case TraceEvent.Done e ->
          s.future("task", e.task())
              .future("future", e.future())
              .add("outcome", e.outcome())
              .add("error", e.error());
      case TraceEvent.Await e ->
          s.future("task", e.task()).name("what", e.what()).future("on", e.on());
      case TraceEvent.Listen e -> s.add("callback", e.callback()).future("future", e.future());
      case TraceEvent.Use e ->
          s.future("task", e.task())
              .add("what", e.what())
              .add("op", e.op())
              .add("object", Space.OBJECT, e.object());
      case TraceEvent.Callback e -> s.add("name", e.name()).future("of", e.of()).handle(e.handle());
      case TraceEvent.Return e -> s.handle(e.handle()).add("error", e.error());
      case TraceEvent.Timer e -> s.add("callback", e.callback()).handle(e.handle());
      case TraceEvent.Cancel e ->
          s.future("task", e.task())
              .future("future", e.future())
              .handle(e.handle())
              .future("by", e.by());
      case TraceEvent.Enter e -> s.future("task", e.task()).add("coro", e.coro());
      case TraceEvent.Exit e -> s.future("task", e.task()).add("coro", e.coro());
      case TraceEvent.Mark e ->
          s.future("task", e.task()).add("name", e.name()).add("attrs", SpanKeys.meaning(e));
      case TraceEvent.Input e ->
          s.add("name", e.name())
              .future("task", e.task())
              .add("value", e.value())
              .add("error", e.error());
      case TraceEvent.Warn e -> s.add("code", e.code()).future("task", e.task()).handle(e.handle());
      case TraceEvent.Stall e -> e.waiting().forEach(task -> s.future("waiting", task));
      case TraceEvent.Idle _, TraceEvent.Lost _, TraceEvent.Unknown _, TraceEvent.Malformed _ -> {}
    }
    return s.fields;
  }

  /** What the loop has otherwise than the first. */
  private Shape setup(TraceEvent.LoopState e) {
    LoopSetup setup = e.setup();
    return add("clock", setup == null ? null : setup.clock())
        .add("policy", setup == null ? null : setup.policy())
        .add("seed", setup == null ? null : setup.seed());
  }

  private Shape add(String key, @Nullable Object value) {
    fields.add(new Field(key, Space.NONE, 0, value));
    return this;
  }

  /** Names that the runtime counted up are numbers, not meaning. */
  private Shape name(String key, String name) {
    return add(key, CountedName.is(name) ? "" : name);
  }

  private Shape future(String key, long id) {
    return add(key, Space.FUTURE, id);
  }

  private Shape handle(long id) {
    return add("handle", Space.HANDLE, id);
  }

  private Shape add(String key, Space space, long id) {
    fields.add(new Field(key, space, id, null));
    return this;
  }
}
