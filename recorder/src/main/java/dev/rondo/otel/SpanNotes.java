package dev.rondo.otel;

import dev.rondo.ContextVar;
import dev.rondo.EventLoop;
import dev.rondo.Task;
import dev.rondo.Trace;
import dev.rondo.trace.spans.SpanKeys;
import io.opentelemetry.api.trace.SpanContext;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Notes in a recorded trace which spans were current in which task, each once, so that one finds
 * the way from the trace to the spans and back.
 */
final class SpanNotes {
  private static final int MOST = 10_000; // that a task remembers; one with more repeats itself
  private static final ContextVar<@Nullable SpanNotes> OF_TASK = new ContextVar<>("spans", null);

  private final @Nullable Task<?> task; // a copied context has its maker's notes
  private final Set<String> noted = new HashSet<>();

  private SpanNotes(@Nullable Task<?> task) {
    this.task = task;
  }

  /** A span is made current, in what runs now. */
  static void note(SpanContext span) {
    if (span.isValid() && ofTask().isNew(span.getSpanId())) {
      String mark = SpanKeys.SPAN_MARK;
      Trace.mark(mark, "trace_id", span.getTraceId(), "span_id", span.getSpanId());
    }
  }

  private static SpanNotes ofTask() {
    Task<?> task = EventLoop.running().currentTask();
    SpanNotes known = OF_TASK.get(null);
    if (known == null || known.task != task) {
      known = new SpanNotes(task);
      OF_TASK.set(known);
    }
    return known;
  }

  private boolean isNew(String span) {
    if (noted.size() >= MOST) {
      noted.clear();
    }
    return noted.add(span);
  }
}
