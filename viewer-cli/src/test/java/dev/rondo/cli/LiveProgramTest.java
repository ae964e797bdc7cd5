package dev.rondo.cli;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.trace.TraceEvent;
import dev.rondo.trace.TraceReader;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program whose SDK starts by itself, in a process of its own: what arrives at a receiver. */
class LiveProgramTest {
  private static final List<String> GUESTS = List.of("ann", "bob", "cid");
  private static final String PROGRAM =
      """
      import static dev.rondo.Async.*;
      import dev.rondo.*;
      import io.opentelemetry.api.*;
      import io.opentelemetry.api.trace.*;
      import io.opentelemetry.context.*;

      void main() {
        run(async(() -> {
          List<Task<Void>> guests = new ArrayList<>();
          for (String name : List.of("ann", "bob", "cid")) {
            guests.add(createTask(guest(name), name));
          }
          await(gather(guests));
        }));
      }

      Coroutine<Void> guest(String name) {
        Tracer tracer = GlobalOpenTelemetry.getTracer("program");
        return async(() -> {
          Span stay = tracer.spanBuilder(name + " stays").startSpan();
          try (Scope scope = stay.makeCurrent()) {
            await(sleep(java.time.Duration.ofMillis(2)));
            Span meal = tracer.spanBuilder(name + " eats").startSpan();
            try (Scope inner = meal.makeCurrent()) {
              await(sleep(java.time.Duration.ofMillis(2)));
              tracer.spanBuilder(name + " pays").startSpan().end();
            }
            meal.end();
          }
          stay.end();
          tracer.spanBuilder(name + " leaves").startSpan().end();
        });
      }
      """;

  @TempDir static Path folder;

  private static OtlpReceiver receiver;

  @BeforeAll
  static void run() throws IOException {
    receiver = OtlpReceiver.http();
    Path program = Files.writeString(folder.resolve("Program.java"), PROGRAM);
    LiveProgram.run(folder, receiver, program);
  }

  @AfterAll
  static void close() {
    receiver.close();
  }

  @Test
  void spans_of_tasks_that_take_turns_have_their_own_parents() {
    Map<String, Span> spans = RelayTest.named(receiver.resources());
    Map<String, String> parents = RelayTest.parents(spans);

    assertThat(parents).hasSize(1 + 5 * GUESTS.size()).containsEntry("Program Task-1", "");
    for (String guest : GUESTS) {
      assertThat(parents)
          .containsEntry("Program " + guest, "Program Task-1")
          .containsEntry("Program " + guest + " stays", "Program " + guest)
          .containsEntry("Program " + guest + " eats", "Program " + guest + " stays")
          .containsEntry("Program " + guest + " pays", "Program " + guest + " eats")
          .containsEntry("Program " + guest + " leaves", "Program " + guest);
      Map<String, AnyValue> said =
          ExportOtlpTest.attributes(spans.get("Program " + guest).getAttributesList());
      assertThat(said.get("rondo.outcome").getStringValue()).isEqualTo("returned");
      assertThat(said.get("rondo.steps").getIntValue()).isEqualTo(3);
    }
    assertThat(spans.get("Program ann eats").getStartTimeUnixNano())
        .as("they take turns")
        .isLessThan(spans.get("Program cid stays").getEndTimeUnixNano());
  }

  @Test
  void the_loop_is_measured() {
    Map<String, Metric> metrics =
        receiver.metrics.stream()
            .flatMap(request -> request.getResourceMetricsList().stream())
            .flatMap(resource -> resource.getScopeMetricsList().stream())
            .filter(scope -> scope.getScope().getName().equals("dev.rondo"))
            .flatMap(scope -> scope.getMetricsList().stream())
            .collect(toMap(Metric::getName, metric -> metric, (a, b) -> b));

    assertThat(metrics)
        .containsKeys(
            "rondo.loop.lag", "rondo.slice.duration", "rondo.ready.duration", "rondo.loop.time");
    assertThat(metrics.get("rondo.task.completed").getSum().getDataPoints(0).getAsInt())
        .isEqualTo(1 + GUESTS.size());
    assertThat(metrics.get("rondo.loop.lag").getHistogram().getDataPoints(0).getCount())
        .as("timers")
        .isEqualTo(2L * GUESTS.size());
  }

  @Test
  void the_trace_notes_the_spans_that_were_current() throws IOException {
    Set<Object> noted = new HashSet<>();
    try (TraceReader reader = TraceReader.open(folder.resolve("client.jsonl"))) {
      for (TraceEvent event = reader.next(); event != null; event = reader.next()) {
        if (event instanceof TraceEvent.Mark mark && mark.name().equals("otel.span")) {
          noted.add(mark.attrs().get("span_id"));
        }
      }
    }
    Map<String, Span> spans = RelayTest.named(receiver.resources());
    assertThat(noted).hasSize(1 + 3 * GUESTS.size());
    for (String guest : GUESTS) {
      assertThat(noted)
          .contains(id(spans, guest), id(spans, guest + " stays"), id(spans, guest + " eats"));
    }
  }

  private static String id(Map<String, Span> spans, String name) {
    return HexFormat.of().formatHex(spans.get("Program " + name).getSpanId().toByteArray());
  }
}
