package dev.rondo.recorder.program;

import static dev.rondo.Async.async;
import static dev.rondo.Async.await;
import static dev.rondo.Async.createTask;
import static dev.rondo.Async.sleep;

import dev.rondo.Async;
import dev.rondo.Coroutine;
import dev.rondo.EventLoop;
import dev.rondo.Task;
import dev.rondo.Trace;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.util.Collection;

/** Sets an SDK and makes spans in tasks that take turns; says each that ended, and its parent's. */
public final class Spanner {
  private static final AttributeKey<String> CORO = AttributeKey.stringKey("rondo.coro");

  private Spanner() {}

  public static void main(String[] args) {
    OpenTelemetrySdk.builder()
        .setTracerProvider(
            SdkTracerProvider.builder()
                .addSpanProcessor(SimpleSpanProcessor.create(new Printing()))
                .build())
        .buildAndRegisterGlobal();
    Async.run(
        async(
            "main",
            () -> {
              Task<Void> ann = createTask(guest("ann"), "ann");
              Task<Void> bob = createTask(guest("bob"), "bob");
              await(ann);
              await(bob);
            }),
        EventLoop.builder().virtualClock());
  }

  private static Coroutine<Void> guest(String name) {
    return async(
        "guest",
        () -> {
          Span span =
              io.opentelemetry.api.GlobalOpenTelemetry.getTracer("program")
                  .spanBuilder(name + " eats")
                  .startSpan();
          try (Scope _ = span.makeCurrent()) {
            await(sleep(Duration.ofMillis(1)));
            System.out.println(name + " tells " + Trace.traceparent());
            System.out.println(name + " is in " + Span.current().getSpanContext().getSpanId());
          }
          span.end();
        });
  }

  private static final class Printing implements SpanExporter {
    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
      for (SpanData s : spans) {
        System.out.println(
            "span " + s.getName() + " " + s.getSpanId() + " of " + s.getParentSpanId());
        System.out.println("coro of " + s.getName() + " is " + s.getAttributes().get(CORO));
      }
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode flush() {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
      return CompletableResultCode.ofSuccess();
    }
  }
}
