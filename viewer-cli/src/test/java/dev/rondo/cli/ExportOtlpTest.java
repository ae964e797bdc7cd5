package dev.rondo.cli;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.util.JsonFormat;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import io.opentelemetry.proto.trace.v1.TracesData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads what was exported with OpenTelemetry's own classes. */
class ExportOtlpTest {
  private static final String HELLO = "src/main/resources/dev/rondo/cli/hello.jsonl";
  private static final String HEADER =
      """
      {"ev":"trace","version":1,"program":"P","clock":"virtual"}
      """;

  @TempDir Path folder;

  /** What decodes OTLP JSON: protobuf's, but for the ids, which are hex and not base 64. */
  private static List<ResourceSpans> decode(String lines) throws IOException {
    Pattern id = Pattern.compile("\"(traceId|spanId|parentSpanId)\":\"([0-9a-f]*)\"");
    List<ResourceSpans> all = new ArrayList<>();
    for (String line : lines.lines().toList()) {
      Matcher ids = id.matcher(line);
      String base64 = ids.replaceAll(m -> "\"" + m.group(1) + "\":\"" + base64(m.group(2)) + "\"");
      TracesData.Builder data = TracesData.newBuilder();
      JsonFormat.parser().merge(base64, data);
      all.addAll(data.getResourceSpansList());
    }
    return all;
  }

  private static String base64(String hex) {
    return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex));
  }

  private static List<Span> spans(List<ResourceSpans> all) {
    return all.stream()
        .flatMap(resource -> resource.getScopeSpansList().stream())
        .flatMap(scope -> scope.getSpansList().stream())
        .toList();
  }

  private static Map<String, AnyValue> attributes(List<KeyValue> pairs) {
    return pairs.stream().collect(toMap(KeyValue::getKey, KeyValue::getValue));
  }

  private static String hex(ByteString id) {
    return HexFormat.of().formatHex(id.toByteArray());
  }

  private Session.Result export(String... args) {
    return Session.in(folder)
        .run(Stream.concat(Stream.of("export", "otlp"), Stream.of(args)).toArray(String[]::new));
  }

  /** The spans of a trace with those events, each without its {@code loop}. */
  private List<Span> spansOf(String events) throws IOException {
    Path trace = folder.resolve("made.jsonl");
    Files.writeString(trace, HEADER + events.replace("\"t\":", "\"loop\":1,\"t\":"));
    Session.Result result = export(trace.toString(), "-o", "-").exits(ExitCode.FINE);
    return spans(decode(result.out()));
  }

  @Test
  void a_span_per_task() throws IOException {
    List<ResourceSpans> all = decode(export(HELLO, "-o", "-").exits(ExitCode.FINE).out());
    assertThat(all).hasSize(1);
    Map<String, AnyValue> resource = attributes(all.get(0).getResource().getAttributesList());
    assertThat(resource.get("service.name").getStringValue()).isEqualTo("Hello");
    assertThat(resource.get("process.pid").getIntValue()).isEqualTo(4242);

    Span child = spans(all).get(0);
    Span main = spans(all).get(1);
    assertThat(child.getName()).isEqualTo("child");
    assertThat(main.getName()).isEqualTo("main");
    assertThat(hex(main.getTraceId())).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
    assertThat(hex(main.getParentSpanId())).isEqualTo("00f067aa0ba902b7");
    assertThat(child.getParentSpanId()).isEqualTo(main.getSpanId());

    Instant start = Instant.parse("2026-11-22T06:18:21.524133456Z");
    long nanos = start.getEpochSecond() * 1_000_000_000 + start.getNano();
    assertThat(main.getStartTimeUnixNano()).isEqualTo(nanos + 1210);
    assertThat(main.getEndTimeUnixNano()).isEqualTo(nanos + 3600);

    Map<String, AnyValue> facts = attributes(main.getAttributesList());
    assertThat(facts.get("rondo.coro").getStringValue()).isEqualTo("main");
    assertThat(facts.get("rondo.outcome").getStringValue()).isEqualTo("returned");
    assertThat(facts.get("rondo.steps").getIntValue()).isEqualTo(2);
    assertThat(facts.get("rondo.ready_ns").getIntValue()).isEqualTo(2310 - 1302 + 3500 - 3350);
    assertThat(facts.get("rondo.run_ns").getIntValue()).isEqualTo(3100 - 2310 + 3600 - 3500);
    assertThat(facts.get("rondo.suspended_ns").getIntValue()).isEqualTo(3350 - 3100);
    assertThat(facts.get("rondo.seq.first").getIntValue()).isEqualTo(2);
    assertThat(facts.get("rondo.seq.last").getIntValue()).isEqualTo(12);
    assertThat(facts).doesNotContainKey("rondo.incomplete");
  }

  @Test
  void an_error_and_a_task_that_still_lives() throws IOException {
    List<Span> spans =
        spansOf(
            """
            {"seq":1,"t":5,"ev":"task","task":1,"name":"bad","coro":"c"}
            {"seq":2,"t":6,"ev":"enqueue","handle":1,"task":1,"why":"start"}
            {"seq":3,"t":7,"ev":"task","task":2,"name":"late","coro":"c"}
            {"seq":4,"t":8,"ev":"resume","handle":1,"task":1}
            {"seq":5,"t":9,"ev":"done","task":1,"outcome":"raised","error":"Odd: no"}
            """);
    assertThat(spans).extracting(Span::getName).containsExactly("bad", "late");
    assertThat(spans.get(0).getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_ERROR);
    assertThat(spans.get(0).getStatus().getMessage()).isEqualTo("Odd: no");
    assertThat(spans.get(1).getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_UNSET);
    assertThat(attributes(spans.get(1).getAttributesList()).get("rondo.incomplete").getBoolValue())
        .isTrue();
    assertThat(spans.get(1).getEndTimeUnixNano() - spans.get(1).getStartTimeUnixNano())
        .isEqualTo(2);
    assertThat(spans.get(0).getSpanId()).isNotEqualTo(spans.get(1).getSpanId());
    assertThat(spans.get(0).getParentSpanId().isEmpty()).isTrue();
  }

  @Test
  void an_eager_step_is_not_its_creators_time() throws IOException {
    List<Span> spans =
        spansOf(
            """
            {"seq":1,"t":0,"ev":"task","task":1,"name":"outer","coro":"c"}
            {"seq":2,"t":0,"ev":"enqueue","handle":1,"task":1,"why":"start"}
            {"seq":3,"t":0,"ev":"resume","handle":1,"task":1}
            {"seq":4,"t":10,"ev":"task","task":2,"name":"eager","coro":"c","parent":1}
            {"seq":5,"t":10,"ev":"resume","task":2,"eager":true}
            {"seq":6,"t":110,"ev":"done","task":2,"outcome":"returned"}
            {"seq":7,"t":120,"ev":"done","task":1,"outcome":"returned"}
            """);
    assertThat(spans).extracting(Span::getName).containsExactly("eager", "outer");
    assertThat(attributes(spans.get(0).getAttributesList()).get("rondo.run_ns").getIntValue())
        .isEqualTo(100);
    assertThat(attributes(spans.get(1).getAttributesList()).get("rondo.run_ns").getIntValue())
        .isEqualTo(20);
  }

  @Test
  void two_exports_are_equal_and_two_programs_are_not() throws IOException {
    Path traces = Path.of("../traces/asyncio/scripts");
    List<String> ids = new ArrayList<>();
    try (Stream<Path> all = Files.list(traces)) {
      for (Path trace : all.filter(t -> t.toString().endsWith(".jsonl")).sorted().toList()) {
        String out = export(trace.toString(), "-o", "-").exits(ExitCode.FINE).out();
        assertThat(export(trace.toString(), "-o", "-").out()).isEqualTo(out);
        List<Span> spans = spans(decode(out));
        assertThat(spans).extracting(Span::getTraceId).containsOnly(spans.get(0).getTraceId());
        assertThat(spans).extracting(Span::getSpanId).doesNotHaveDuplicates();
        assertThat(spans).allSatisfy(s -> assertThat(s.getSpanId().size()).isEqualTo(8));
        ids.add(hex(spans.get(0).getTraceId()));
      }
    }
    assertThat(ids).hasSizeGreaterThan(10).doesNotHaveDuplicates();
  }

  @Test
  void many_tasks_are_written_in_slices() throws IOException {
    StringBuilder events = new StringBuilder();
    for (int i = 1; i <= 1300; i++) {
      events.append(
          "{\"seq\":%d,\"t\":%d,\"ev\":\"task\",\"task\":%d,\"name\":\"n%d\",\"coro\":\"c\"}\n"
              .formatted(i, i, i, i));
    }
    assertThat(spansOf(events.toString())).hasSize(1300);
    String lines = export(folder.resolve("made.jsonl").toString(), "-o", "-").out();
    assertThat(lines).hasLineCount(3);
    assertThat(lines.lines()).allMatch(line -> line.startsWith("{\"resourceSpans\":["));
  }

  @Test
  void writes_a_file_that_was_there_anew() throws IOException {
    Path file = Files.writeString(folder.resolve("a.otlp.jsonl"), "old");
    Session.Result result = export(HELLO, "-o", file.toString(), "--service", "mine");
    assertThat(result.exits(ExitCode.FINE).err())
        .isEqualTo("rondo: 2 spans to " + file + System.lineSeparator());
    assertThat(result.out()).isEmpty();
    assertThat(Files.readString(file)).contains("\"mine\"").doesNotContain("old");
    try (Stream<Path> all = Files.list(folder)) {
      assertThat(all).containsExactly(file);
    }
  }

  @Test
  void standard_input_will_do() throws IOException {
    Session.Result piped =
        Session.in(folder)
            .typing(Files.readString(Path.of(HELLO)))
            .run("export", "otlp", "-", "-o", "-");
    assertThat(piped.exits(ExitCode.FINE).out()).isEqualTo(export(HELLO, "-o", "-").out());
  }

  @Test
  void leaves_nothing_behind_when_it_fails() throws IOException {
    Path broken = Files.writeString(folder.resolve("broken.jsonl"), HEADER + "no json\n{}\n");
    Path file = folder.resolve("a.otlp.jsonl");
    assertThat(export(broken.toString(), "-o", file.toString()).exits(ExitCode.INPUT).err())
        .contains(broken + ", line 2");
    try (Stream<Path> all = Files.list(folder)) {
      assertThat(all).containsExactly(broken);
    }
  }

  @Test
  void refuses_an_output_that_cannot_be() throws IOException {
    assertThat(export(HELLO, "-o", folder.toString()).exits(ExitCode.USAGE).err())
        .isEqualTo("rondo: can't write " + folder + ": it is a folder\n");
    Path trace = Files.copy(Path.of(HELLO), folder.resolve("a.jsonl"));
    assertThat(export(trace.toString(), "-o", trace.toString()).exits(ExitCode.USAGE).err())
        .isEqualTo("rondo: can't write " + trace + ": it is the trace itself\n");
    assertThat(export(HELLO).exits(ExitCode.USAGE).err()).contains("--output");
    assertThat(trace).hasSameTextualContentAs(Path.of(HELLO));
  }

  @Test
  void a_full_disk_is_told() throws IOException {
    Path full = Path.of("/dev/full");
    org.junit.jupiter.api.Assumptions.assumeTrue(Files.exists(full));
    assertThat(export(HELLO, "-o", full.toString()).exits(ExitCode.INPUT).err())
        .startsWith("rondo: can't write /dev/full: ");
  }
}
