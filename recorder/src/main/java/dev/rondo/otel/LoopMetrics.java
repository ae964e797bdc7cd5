package dev.rondo.otel;

import dev.rondo.observe.Ending;
import dev.rondo.trace.spans.SpanKeys;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleCounter;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableLongUpDownCounter;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What a loop's metrics are told, on its thread; names, units and buckets. What is counted by how
 * much there is just now is kept in plain fields that the SDK's thread reads when it collects.
 */
final class LoopMetrics implements AutoCloseable {
  private static final double NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final List<Double> BUCKETS =
      List.of(0.000001, 0.00001, 0.0001, 0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1.0, 5.0);
  private static final Attributes ACTIVE =
      Attributes.builder().put("rondo.state", "active").build();
  private static final Attributes IDLE = Attributes.builder().put("rondo.state", "idle").build();

  private final DoubleHistogram lag;
  private final DoubleHistogram slices;
  private final DoubleHistogram waits;
  private final DoubleCounter time;
  private final LongCounter tasks;
  private final Map<Ending, Attributes> outcomes = new EnumMap<>(Ending.class);
  private final List<ObservableLongUpDownCounter> observed;

  /** When each callback was put in the ready queue, and when each timer is due. */
  private final Map<Long, Long> queued = new HashMap<>();

  private final Map<Long, Long> due = new HashMap<>();
  private volatile long ready;
  private volatile long live;
  private long busySince;

  LoopMetrics(OpenTelemetry sdk, int loop, long now) {
    Meter meter = sdk.getMeter(SpanKeys.SCOPE);
    lag = histogram(meter, "rondo.loop.lag", "How much later than due a timer was seen to");
    slices = histogram(meter, "rondo.slice.duration", "How long a step or callback had control");
    waits = histogram(meter, "rondo.ready.duration", "How long a step or callback was ready");
    time =
        meter
            .counterBuilder("rondo.loop.time")
            .ofDoubles()
            .setUnit("s")
            .setDescription("Time of the loop: active, or idle in its selector")
            .build();
    tasks =
        meter
            .counterBuilder("rondo.task.completed")
            .setUnit("{task}")
            .setDescription("Tasks that ended, by outcome")
            .build();
    for (Ending ending : Ending.values()) {
      String outcome = ending.name().toLowerCase(Locale.ROOT);
      outcomes.put(ending, Attributes.builder().put(SpanKeys.OUTCOME, outcome).build());
    }
    Attributes here = Attributes.builder().put(SpanKeys.LOOP, loop).build();
    observed =
        List.of(
            meter
                .upDownCounterBuilder("rondo.ready.size")
                .setUnit("{entry}")
                .setDescription("Entries of the ready queue")
                .buildWithCallback(to -> to.record(ready, here)),
            meter
                .upDownCounterBuilder("rondo.task.active")
                .setUnit("{task}")
                .setDescription("Tasks that have not ended")
                .buildWithCallback(to -> to.record(live, here)));
    busySince = now;
  }

  private static DoubleHistogram histogram(Meter meter, String name, String description) {
    return meter
        .histogramBuilder(name)
        .setUnit("s")
        .setDescription(description)
        .setExplicitBucketBoundariesAdvice(BUCKETS)
        .build();
  }

  // -- the ready queue ----------------------------------------------------------------------------

  @SuppressWarnings("NonAtomicVolatileUpdate") // the loop's thread alone writes
  void stepQueued() {
    ready++;
  }

  @SuppressWarnings("NonAtomicVolatileUpdate")
  void callbackQueued(long handle, long now) {
    ready++;
    queued.put(handle, now);
    Long when = due.remove(handle);
    if (when != null) {
      lag.record(Math.max(0, now - when) / NANOS);
    }
  }

  void timerSet(long handle, long deadline) {
    due.put(handle, deadline);
  }

  /** A timer that is not due yet is in no queue. */
  void withdrawn(long handle) {
    if (due.remove(handle) == null && queued.remove(handle) != null) {
      taken();
    }
  }

  @SuppressWarnings("NonAtomicVolatileUpdate")
  private void taken() {
    ready = Math.max(0, ready - 1);
  }

  /** A step left the queue, after it was in it for so long. */
  void stepBegins(long waited) {
    taken();
    waits.record(waited / NANOS);
  }

  void callbackBegins(long handle, long now) {
    Long since = queued.remove(handle);
    if (since != null) {
      taken();
      waits.record((now - since) / NANOS);
    }
  }

  void sliceEnded(long nanos) {
    slices.record(nanos / NANOS);
  }

  // -- tasks and time -----------------------------------------------------------------------------

  @SuppressWarnings("NonAtomicVolatileUpdate")
  void taskCreated() {
    live++;
  }

  @SuppressWarnings({"NonAtomicVolatileUpdate", "NullAway"}) // every ending has its attributes
  void taskEnded(Ending ending) {
    live = Math.max(0, live - 1);
    tasks.add(1, outcomes.get(ending));
  }

  /** The loop waited for so long, up to now. */
  void idled(long nanos, long now) {
    active(now - nanos);
    time.add(nanos / NANOS, IDLE);
    busySince = now;
  }

  /** The loop begins or goes on to run. */
  void started(long now) {
    busySince = now;
  }

  /** The loop stands still until it is started again. */
  void active(long now) {
    time.add(Math.max(0, now - busySince) / NANOS, ACTIVE);
    busySince = now;
  }

  @Override
  public void close() {
    observed.forEach(ObservableLongUpDownCounter::close);
  }
}
