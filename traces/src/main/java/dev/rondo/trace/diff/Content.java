package dev.rondo.trace.diff;

import dev.rondo.trace.TraceEvent;
import dev.rondo.trace.spans.SpanKeys;
import org.jspecify.annotations.Nullable;

/** What an event says apart from the numbers in it and what is physical, as one number. */
final class Content {
  private Content() {}

  static long of(TraceEvent event) {
    return switch (event) {
      case TraceEvent.LoopState e -> hash(1, 0, e.state().text(), e.name());
      case TraceEvent.TaskCreated e -> hash(2, 0, name(e.name()), e.coro());
      case TraceEvent.Enqueue e -> hash(3, 0, e.why().text(), e.callback());
      case TraceEvent.Resume e -> hash(4, e.eager() ? 1 : 0, null, null);
      case TraceEvent.Pause e -> {
        long hash = hash(5, e.on() == 0 ? 1 : 0, name(e.what()), null);
        yield e.chain().isEmpty() ? hash : Hash.mix(hash + Hash.of((Object) e.chain()));
      }
      case TraceEvent.Done e -> hash(6, e.task() == 0 ? 1 : 0, e.outcome().text(), e.error());
      case TraceEvent.Await e -> hash(7, 0, name(e.what()), null);
      case TraceEvent.Listen e -> hash(8, 0, e.callback(), null);
      case TraceEvent.Use e -> hash(9, e.task() == 0 ? 1 : 0, e.what(), e.op());
      case TraceEvent.Callback e -> hash(10, 0, e.name(), null);
      case TraceEvent.Return e -> hash(11, 0, e.error(), null);
      case TraceEvent.Timer e -> hash(12, 0, e.callback(), null);
      case TraceEvent.Cancel e ->
          hash(13, (e.task() != 0 ? 1 : 0) + (e.future() != 0 ? 2 : 0), null, null)
              + (e.by() == 0 ? 1 : 0);
      case TraceEvent.Enter e -> hash(14, 0, e.coro(), null);
      case TraceEvent.Exit e -> hash(15, 0, e.coro(), null);
      case TraceEvent.Mark e ->
          Hash.mix(
              hash(16, e.task() == 0 ? 1 : 0, e.name(), null)
                  + Hash.of((Object) SpanKeys.meaning(e)));
      case TraceEvent.Input e -> {
        long hash = hash(19, e.task() == 0 ? 1 : 0, e.name(), e.error());
        yield e.value() == null ? hash : Hash.mix(hash + Hash.of(e.value()));
      }
      case TraceEvent.Warn e -> hash(17, e.task() == 0 ? 1 : 0, e.code(), e.text());
      case TraceEvent.Stall e -> hash(18, e.waiting().size(), null, null);
      case TraceEvent.Idle _, TraceEvent.Lost _, TraceEvent.Unknown _, TraceEvent.Malformed _ -> 0;
    };
  }

  /** Names that the runtime counted up are numbers, not meaning. */
  private static String name(String name) {
    return Roles.counted(name) ? "" : name;
  }

  private static long hash(int kind, int number, @Nullable String first, @Nullable String second) {
    long hash = Hash.mix(kind * 31L + number);
    if (first != null) {
      hash = Hash.mix(hash ^ Hash.of(first));
    }
    return second == null ? hash : Hash.mix(hash * 3 + Hash.of(second));
  }
}
