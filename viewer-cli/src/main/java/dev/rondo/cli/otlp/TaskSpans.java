package dev.rondo.cli.otlp;

import dev.rondo.trace.Outcome;
import dev.rondo.trace.TraceEvent;
import dev.rondo.trace.TraceHeader;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Turns a trace into spans, one a task: named as the task, from its creation to its end, child of
 * the task that created it. A task still alive at the end of the trace has {@code
 * rondo.incomplete}. Spans are given out as tasks end; what is kept are the tasks that live. For
 * one thread.
 */
public final class TaskSpans {
  private static final Instant NO_START = Instant.parse("2000-01-01T00:00:00Z");

  private final String traceId;
  private final @Nullable String caller;
  private final long startNanos;
  private final Resource resource;
  private final SpanIds ids;
  private final Consumer<? super SpanData> spans;
  private final Map<Integer, LoopSpans> loops = new LinkedHashMap<>();

  /**
   * The spans of a trace.
   *
   * @param traceId 32 hex digits
   * @param service what {@code service.name} says
   * @param spans takes each span, in the order in which tasks end
   */
  public TaskSpans(
      TraceHeader header, String traceId, String service, Consumer<? super SpanData> spans) {
    this.traceId = traceId;
    this.spans = spans;
    String parent = header.parent();
    caller = parent != null && SpanId.isValid(parent) ? parent : null;
    Instant start = header.start() == null ? NO_START : header.start();
    startNanos = TimeUnit.SECONDS.toNanos(start.getEpochSecond()) + start.getNano();
    resource = resource(header, service);
    ids = new SpanIds(traceId);
  }

  private static Resource resource(TraceHeader header, String service) {
    AttributesBuilder known = Attributes.builder().put("service.name", service);
    put(known, "host.name", header.host());
    put(known, "process.runtime.description", header.runtime());
    put(known, "rondo.program", header.program());
    put(known, "rondo.recorder", header.recorder());
    put(known, "rondo.engine", header.engine());
    put(known, "rondo.clock", header.clock());
    if (header.pid() != null) {
      known.put("process.pid", header.pid());
    }
    return Resource.create(known.build());
  }

  private static void put(AttributesBuilder to, String key, @Nullable String value) {
    if (value != null) {
      to.put(key, value);
    }
  }

  /** Goes one event further. */
  public void add(TraceEvent event) {
    if (event.loop() > 0) {
      loops.computeIfAbsent(event.loop(), _ -> new LoopSpans(ids, this::ended)).add(event);
    }
  }

  /** The trace is over: the tasks that still live are given out. */
  public void end() {
    loops.values().forEach(LoopSpans::end);
  }

  private void ended(LiveTask task, TraceEvent.@Nullable Done done, long t) {
    spans.accept(
        new TaskSpan(
            task.made.name(),
            context(task.span),
            parent(task),
            startNanos + task.made.t(),
            startNanos + t,
            status(done),
            attributes(task, done),
            resource));
  }

  private SpanContext context(String span) {
    return SpanContext.create(traceId, span, TraceFlags.getSampled(), TraceState.getDefault());
  }

  /** The task that created it, else the caller that started the process, else none. */
  private SpanContext parent(LiveTask task) {
    if (!task.parentSpan.isEmpty()) {
      return context(task.parentSpan);
    }
    return caller == null
        ? SpanContext.getInvalid()
        : SpanContext.createFromRemoteParent(
            traceId, caller, TraceFlags.getSampled(), TraceState.getDefault());
  }

  private static StatusData status(TraceEvent.@Nullable Done done) {
    return done != null && done.outcome() == Outcome.RAISED
        ? StatusData.create(StatusCode.ERROR, done.error() == null ? "" : done.error())
        : StatusData.unset();
  }

  private static Attributes attributes(LiveTask task, TraceEvent.@Nullable Done done) {
    AttributesBuilder said =
        Attributes.builder()
            .put("rondo.loop", task.made.loop())
            .put("rondo.task", task.made.task())
            .put("rondo.coro", task.made.coro())
            .put("rondo.steps", task.steps)
            .put("rondo.run_ns", task.run)
            .put("rondo.ready_ns", task.ready)
            .put("rondo.suspended_ns", task.suspended)
            .put("rondo.seq.first", task.made.seq())
            .put("rondo.seq.last", task.lastSeq);
    put(said, "rondo.at", task.made.at());
    return done == null
        ? said.put("rondo.incomplete", true).build()
        : said.put("rondo.outcome", done.outcome().text()).build();
  }
}
