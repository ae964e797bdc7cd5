package dev.rondo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Exports to a receiver that people really run, and reads every span back. In the profile {@code
 * otlp} alone, which brings the receiver's 132 MB.
 */
@EnabledIfSystemProperty(named = "rondo.oap", matches = ".+")
class RealReceiverIT {
  @TempDir static Path folder;

  private static SkyWalking receiver;

  @BeforeAll
  static void start() throws IOException {
    receiver = new SkyWalking(Path.of(System.getProperty("rondo.oap")), folder);
  }

  @AfterAll
  static void stop() {
    if (receiver != null) {
      receiver.close();
    }
  }

  private static String hex(ByteString id) {
    return HexFormat.of().formatHex(id.toByteArray());
  }

  /** Exports to a file and to the receiver, and compares the two. */
  private static void comesBackWhole(Path trace, String level) throws IOException {
    Session session = Session.in(folder);
    String now = Instant.now().toString(); // it keeps the current day only
    String[] options = {"export", "otlp", trace.toString(), "--level", level, "--start", now};
    List<Span> sent =
        ExportOtlpTest.spans(
            ExportOtlpTest.decode(run(session, options, "-o", "-").exits(ExitCode.FINE).out()));
    run(session, options, "--endpoint", receiver.url(), "--protocol", "grpc").exits(ExitCode.FINE);
    Map<String, JsonNode> back = new HashMap<>();
    for (JsonNode span : receiver.trace(hex(sent.getFirst().getTraceId()), sent.size())) {
      back.put(span.path("id").asString(), span);
    }
    assertThat(back).hasSameSizeAs(sent);
    for (Span span : sent) {
      same(span, back.get(hex(span.getSpanId())));
    }
  }

  private static Session.Result run(Session session, String[] options, String... more) {
    String[] all = java.util.Arrays.copyOf(options, options.length + more.length);
    System.arraycopy(more, 0, all, options.length, more.length);
    return session.run(all);
  }

  /**
   * Zipkin's model has names in lower case, microseconds, and texts as values; links it has not.
   */
  private static void same(Span sent, JsonNode back) {
    assertThat(back).as(sent.getName()).isNotNull();
    assertThat(back.path("name").asString()).isEqualToIgnoringCase(sent.getName());
    assertThat(back.path("parentId").asString("")).isEqualTo(hex(sent.getParentSpanId()));
    assertThat(back.path("timestamp").asLong()).isEqualTo(sent.getStartTimeUnixNano() / 1000);
    assertThat(back.path("duration").asLong())
        .isBetween(
            (sent.getEndTimeUnixNano() - sent.getStartTimeUnixNano()) / 1000,
            (sent.getEndTimeUnixNano() - sent.getStartTimeUnixNano()) / 1000 + 1);
    for (KeyValue attribute : sent.getAttributesList()) {
      assertThat(back.path("tags").path(attribute.getKey()).asString())
          .as(attribute.getKey())
          .isEqualTo(text(attribute.getValue()));
    }
  }

  private static String text(AnyValue value) {
    return switch (value.getValueCase()) {
      case STRING_VALUE -> value.getStringValue();
      case INT_VALUE -> String.valueOf(value.getIntValue());
      case BOOL_VALUE -> String.valueOf(value.getBoolValue());
      default -> throw new AssertionError(value);
    };
  }

  @Test
  void every_span_of_a_real_trace_comes_back() throws IOException {
    comesBackWhole(Path.of("../traces/golden/Overview.jsonl"), "steps");
  }

  @Test
  void two_processes_come_back_as_one_trace() throws IOException {
    Path both = folder.resolve("both.jsonl");
    Path server = MergeTest.server(folder);
    Session.in(folder)
        .run("merge", MergeTest.CLIENT, server.toString(), "-o", both.toString())
        .exits(ExitCode.FINE);
    comesBackWhole(both, "tasks");
    assertThat(Files.exists(both)).isTrue();
  }
}
