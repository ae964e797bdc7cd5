package dev.rondo.trace.diff;

import dev.rondo.trace.CountedName;
import dev.rondo.trace.TraceEvent;
import dev.rondo.trace.spans.SpanKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an event says apart from its numbers: ids are replaced by their role, which is the order in
 * which they appeared on their loop; what is physical is left out. Two loops that did the same give
 * the same sequence of meanings.
 */
final class Roles {
  private final Ordinals futures = new Ordinals();
  private final Ordinals handles = new Ordinals();
  private final Ordinals objects = new Ordinals();

  /** A key of an event and what it means. */
  record Part(String key, @Nullable Object value) {}

  /** Whether the runtime gave that name by counting. */
  static boolean counted(String name) {
    return CountedName.is(name);
  }

  /** The first key in which two meanings differ; null where they are the same. */
  static @Nullable String difference(List<Part> left, List<Part> right) {
    for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
      if (!Objects.equals(left.get(i), right.get(i))) {
        return left.get(i).key();
      }
    }
    return left.size() == right.size() ? null : "event";
  }

  /** What the next event of the loop means. */
  List<Part> meaning(TraceEvent event) {
    Meaning m = new Meaning().add("event", event.ev());
    switch (event) {
      case TraceEvent.LoopState e -> m.add("state", e.state()).add("name", e.name());
      case TraceEvent.TaskCreated e ->
          m.name("name", e.name())
              .add("coro", e.coro())
              .future("parent", e.parent())
              .future("task", e.task());
      case TraceEvent.Enqueue e ->
          m.future("task", e.task())
              .add("callback", e.callback())
              .add("why", e.why())
              .future("of", e.of())
              .future("for", e.recipient())
              .handle(e.handle());
      case TraceEvent.Resume e ->
          m.future("task", e.task()).add("eager", e.eager()).handle(e.handle());
      case TraceEvent.Pause e ->
          m.future("task", e.task())
              .name("what", e.what())
              .future("on", e.on())
              .add("chain", e.chain());
      case TraceEvent.Done e ->
          m.future("task", e.task())
              .future("future", e.future())
              .add("outcome", e.outcome())
              .add("error", e.error());
      case TraceEvent.Await e ->
          m.future("task", e.task()).name("what", e.what()).future("on", e.on());
      case TraceEvent.Listen e -> m.add("callback", e.callback()).future("future", e.future());
      case TraceEvent.Use e ->
          m.future("task", e.task()).add("what", e.what()).add("op", e.op()).object(e.object());
      case TraceEvent.Callback e -> m.add("name", e.name()).future("of", e.of()).handle(e.handle());
      case TraceEvent.Return e -> m.add("error", e.error()).handle(e.handle());
      case TraceEvent.Timer e -> m.add("callback", e.callback()).handle(e.handle());
      case TraceEvent.Cancel e ->
          m.future("task", e.task())
              .future("future", e.future())
              .handle(e.handle())
              .future("by", e.by());
      case TraceEvent.Enter e -> m.future("task", e.task()).add("coro", e.coro());
      case TraceEvent.Exit e -> m.future("task", e.task()).add("coro", e.coro());
      case TraceEvent.Mark e ->
          m.future("task", e.task()).add("name", e.name()).add("attrs", SpanKeys.meaning(e));
      case TraceEvent.Input e ->
          m.future("task", e.task())
              .add("name", e.name())
              .add("value", e.value())
              .add("error", e.error());
      case TraceEvent.Warn e ->
          m.add("code", e.code()).future("task", e.task()).handle(e.handle()).add("text", e.text());
      case TraceEvent.Stall e -> m.add("waiting", e.waiting().stream().map(futures::of).toList());
      case TraceEvent.Idle _, TraceEvent.Lost _, TraceEvent.Unknown _, TraceEvent.Malformed _ -> {}
    }
    return m.parts;
  }

  private final class Meaning {
    final List<Part> parts = new ArrayList<>(6);

    Meaning add(String key, @Nullable Object value) {
      parts.add(new Part(key, value));
      return this;
    }

    Meaning name(String key, String name) {
      return add(key, counted(name) ? "" : name);
    }

    Meaning future(String key, long id) {
      return add(key, futures.of(id));
    }

    Meaning handle(long id) {
      return add("handle", handles.of(id));
    }

    Meaning object(long id) {
      return add("object", objects.of(id));
    }
  }
}
