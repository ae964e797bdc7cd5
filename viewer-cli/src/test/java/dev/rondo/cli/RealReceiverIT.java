package dev.rondo.cli;

import static java.util.Locale.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.math.BigInteger;
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
  private static JsonNode comesBackWhole(Path trace, String level) throws IOException {
    Session session = Session.in(folder).with("OTEL_RESOURCE_ATTRIBUTES", "host.name=kitchen");
    String now = Instant.now().toString(); // it keeps the current day only
    String[] options = {"export", "otlp", trace.toString(), "--level", level, "--start", now};
    List<Span> sent =
        ExportOtlpTest.spans(
            ExportOtlpTest.decode(run(session, options, "-o", "-").exits(ExitCode.FINE).out()));
    run(session, options, "--endpoint", receiver.url(), "--protocol", "grpc").exits(ExitCode.FINE);
    Map<String, JsonNode> back = new HashMap<>();
    JsonNode answer = receiver.trace(hex(sent.getFirst().getTraceId()), sent.size());
    for (JsonNode span : answer) {
      back.put(span.path("id").asString(), span);
    }
    assertThat(back).hasSameSizeAs(sent);
    for (Span span : sent) {
      same(span, back.get(hex(span.getSpanId())));
    }
    return answer;
  }

  private static Session.Result run(Session session, String[] options, String... more) {
    String[] all = java.util.Arrays.copyOf(options, options.length + more.length);
    System.arraycopy(more, 0, all, options.length, more.length);
    return session.run(all);
  }

  /**
   * Zipkin's model has names in lower case, microseconds, and texts as values; links it has not:
   * the receiver puts them into tags, with ids in decimal.
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
    for (int i = 0; i < sent.getLinksCount(); i++) {
      Span.Link link = sent.getLinks(i);
      assertThat(back.path("tags").path("otlp.link." + i).asString())
          .startsWith(decimal(link.getTraceId()) + "|" + decimal(link.getSpanId()) + "|");
    }
  }

  private static BigInteger decimal(ByteString id) {
    return new BigInteger(1, id.toByteArray());
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

  @Test
  void the_example_of_two_processes_comes_back_as_its_tree() throws IOException {
    JsonNode answer = comesBackWhole(RelayTest.record(folder), "tasks");
    Map<String, String> names = new HashMap<>(Map.of("", ""));
    answer.forEach(span -> names.put(span.path("id").asString(), name(span)));
    Map<String, String> parents = new HashMap<>();
    answer.forEach(span -> parents.put(name(span), names.get(span.path("parentId").asString(""))));
    Map<String, String> tree = new HashMap<>();
    RelayTest.tree()
        .forEach((name, parent) -> tree.put(name.toLowerCase(ROOT), parent.toLowerCase(ROOT)));
    assertThat(parents).isEqualTo(tree);
    if (Golden.REWRITE) {
      WaterfallTest.keep(answer);
    }
  }

  private static String name(JsonNode span) {
    String service = span.path("localEndpoint").path("serviceName").asString();
    return service + " " + span.path("name").asString();
  }
}
