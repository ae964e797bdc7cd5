package dev.rondo.cli;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The example of two processes, recorded as such: their merged traces are one tree at a receiver.
 */
class RelayTest {
  private static final List<String> DISHES = List.of("tea", "toast", "jam");

  @TempDir Path folder;

  /** Runs the client, which starts the server, and merges what both have recorded. */
  static Path record(Path folder) {
    String client = folder.resolve("client.jsonl").toString();
    String server = folder.resolve("server.jsonl").toString();
    Path both = folder.resolve("both.jsonl");
    Session session = Session.in(folder.resolve("state"));
    session.run("run", "-o", client, "../runtime/examples/Relay.java").exits(ExitCode.FINE);
    session.run("merge", client, server, "-o", both.toString()).exits(ExitCode.FINE);
    return both;
  }

  /** Each span by its name, after that of its service. */
  static Map<String, Span> named(List<ResourceSpans> resources) {
    Map<String, Span> named = new HashMap<>();
    for (ResourceSpans one : resources) {
      String service =
          ExportOtlpTest.attributes(one.getResource().getAttributesList())
              .get("service.name")
              .getStringValue();
      for (Span span : ExportOtlpTest.spans(List.of(one))) {
        assertThat(named.put(service + " " + span.getName(), span)).as(span.getName()).isNull();
      }
    }
    return named;
  }

  /** What each is the child of; the root of nothing. */
  static Map<String, String> parents(Map<String, Span> spans) {
    Map<ByteString, String> names = new HashMap<>(Map.of(ByteString.EMPTY, ""));
    spans.forEach((name, span) -> names.put(span.getSpanId(), name));
    return spans.entrySet().stream()
        .collect(
            toMap(Map.Entry::getKey, e -> names.getOrDefault(e.getValue().getParentSpanId(), "?")));
  }

  /** The tree that the example makes: a span, and its parent. */
  static Map<String, String> tree() {
    Map<String, String> tree = new HashMap<>();
    tree.put("Relay Task-1", "");
    tree.put("Server Task-1", "Relay Task-1");
    for (String dish : DISHES) {
      tree.put("Relay ask for " + dish, "Relay Task-1");
      tree.put("Server serve " + dish, "Server Task-1");
    }
    return tree;
  }

  @Test
  void two_processes_are_one_tree_and_messages_are_links() throws Exception {
    Path both = record(folder);
    try (OtlpReceiver receiver = OtlpReceiver.grpc()) {
      Session.in(folder)
          .run(
              "export", "otlp", both.toString(), "--endpoint", receiver.url(), "--protocol", "grpc")
          .exits(ExitCode.FINE);
      holds(receiver.resources());
    }
  }

  @Test
  void so_they_are_live() throws Exception {
    try (OtlpReceiver receiver = OtlpReceiver.http()) {
      LiveProgram.run(folder, receiver, Path.of("../runtime/examples/Relay.java"));
      holds(receiver.resources());
    }
  }

  private static void holds(List<ResourceSpans> taken) {
    Map<String, Span> spans = named(taken);
    assertThat(parents(spans)).isEqualTo(tree());
    assertThat(spans.values()).extracting(Span::getTraceId).containsOnly(traceId(spans));
    for (String dish : DISHES) {
      assertThat(links(spans.get("Server serve " + dish), "message"))
          .containsExactly(spans.get("Relay ask for " + dish).getSpanId());
      assertThat(links(spans.get("Relay ask for " + dish), "message")).isEmpty();
    }
    assertThat(links(spans.get("Server Task-1"), "message")).isEmpty();
  }

  private static ByteString traceId(Map<String, Span> spans) {
    return spans.values().iterator().next().getTraceId();
  }

  private static List<ByteString> links(Span span, String kind) {
    return span.getLinksList().stream()
        .filter(link ->
            ExportOtlpTest.attributes(link.getAttributesList())
                .get("rondo.link")
                .getStringValue()
                .equals(kind))
        .map(Span.Link::getSpanId)
        .toList();
  }
}
