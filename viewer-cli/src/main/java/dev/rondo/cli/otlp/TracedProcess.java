package dev.rondo.cli.otlp;

import static java.util.concurrent.TimeUnit.SECONDS;

import dev.rondo.trace.TraceHeader;
import dev.rondo.trace.spans.SpanIds;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceId;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.resources.Resource;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The process that a trace is of, as its spans need it: ids, times, resource. */
final class TracedProcess {
  private static final Instant NO_START = Instant.parse("2000-01-01T00:00:00Z");

  private final String traceId;
  private final SpanIds ids;
  private final long origin; // in nanoseconds since 1970
  final SpanContext caller; // invalid where nobody is
  final Resource resource;

  /**
   * A process of a trace.
   *
   * @param header its own
   * @param begun the start of the trace, which may be that of several processes
   * @param trace the id of the whole; a process that says another keeps it
   */
  TracedProcess(TraceHeader header, @Nullable Instant begun, String trace, SpanOptions options) {
    String own = header.trace();
    traceId = own != null && TraceId.isValid(own) ? own : trace;
    ids = SpanIds.of(traceId, header.pid(), header.start());
    Instant recorded = begun == null ? NO_START : begun;
    Instant start = options.start() == null ? recorded : options.start();
    origin = SECONDS.toNanos(start.getEpochSecond()) + start.getNano();
    String parent = header.parent();
    caller =
        parent != null && SpanId.isValid(parent)
            ? SpanContext.createFromRemoteParent(
                traceId, parent, TraceFlags.getSampled(), TraceState.getDefault())
            : SpanContext.getInvalid();
    resource = resource(header, options);
  }

  private static Resource resource(TraceHeader header, SpanOptions options) {
    String named = options.resource().getOrDefault("service.name", header.program());
    AttributesBuilder known = Attributes.builder();
    put(known, "host.name", header.host());
    put(known, "process.runtime.description", header.runtime());
    put(known, "rondo.program", header.program());
    put(known, "rondo.recorder", header.recorder());
    put(known, "rondo.engine", header.engine());
    put(known, "rondo.clock", header.clock());
    if (header.pid() != null) {
      known.put("process.pid", header.pid());
    }
    options.resource().forEach((key, value) -> put(known, key, value));
    put(known, "service.name", options.service() == null ? named : options.service());
    return Resource.create(known.build());
  }

  private static void put(AttributesBuilder to, String key, @Nullable String value) {
    if (value != null) {
      to.put(key, Texts.value(value));
    }
  }

  /** That moment of the trace, in nanoseconds since 1970. */
  long time(long t) {
    return origin + t;
  }

  SpanContext task(int loop, long task) {
    return context(ids.task(loop, task));
  }

  SpanContext slice(int loop, long seq) {
    return context(ids.slice(loop, seq));
  }

  private SpanContext context(long id) {
    return SpanContext.create(
        traceId, SpanIds.hex(id), TraceFlags.getSampled(), TraceState.getDefault());
  }
}
