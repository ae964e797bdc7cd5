package dev.rondo.recorder;

import dev.rondo.observe.Traceparent;
import dev.rondo.trace.TraceHeader;
import dev.rondo.trace.spans.SpanIds;
import org.jspecify.annotations.Nullable;

/** Where in a distributed trace the tasks of a recorded loop are: at the spans of an export. */
record Whereabouts(String trace, @Nullable String parent, SpanIds ids, int loop) {

  /** Those of the loop of that number, in the trace of that header; one without an id gets one. */
  static Whereabouts of(TraceHeader header, int loop) {
    SpanIds ids = SpanIds.of(header);
    String known = header.trace();
    String trace =
        known == null ? SpanIds.hex(ids.task(0, 0)) + SpanIds.hex(ids.slice(0, 0)) : known;
    return new Whereabouts(trace, header.parent(), ids, loop);
  }

  /** What a task is to tell what it makes; 0, a callback, has no span but the process's caller. */
  @Nullable Traceparent of(long task) {
    String span = task == 0 ? parent : SpanIds.hex(ids.task(loop, task));
    return span == null ? null : new Traceparent(trace, span, true);
  }
}
