package dev.rondo.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.ZstdInputStream;
import com.google.protobuf.ByteString;
import com.google.protobuf.util.JsonFormat;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import io.opentelemetry.proto.trace.v1.TracesData;
import java.io.IOException;
import java.io.InputStream;
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
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads what was exported with OpenTelemetry's own classes. */
class ExportOtlpTest {
  static final String HELLO = "src/main/resources/dev/rondo/cli/hello.jsonl";
  static final String HEADER =
      """
      {"ev":"trace","version":1,"program":"P","clock":"virtual"}
      """;

  @TempDir Path folder;

  /** What decodes OTLP JSON: protobuf's, but for the ids, which are hex and not base 64. */
  static List<ResourceSpans> decode(String lines) throws IOException {
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

  static String base64(String hex) {
    return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex));
  }

  static List<Span> spans(List<ResourceSpans> all) {
    return all.stream()
        .flatMap(resource -> resource.getScopeSpansList().stream())
        .flatMap(scope -> scope.getSpansList().stream())
        .toList();
  }

  static Map<String, AnyValue> attributes(List<KeyValue> pairs) {
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
        .isEqualTo(1000);
    assertThat(attributes(spans.get(1).getAttributesList()).get("rondo.duration_ns").getIntValue())
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

  /** The creator awaits the second and the fourth task, through a gather, and not the third. */
  private static final String FAMILY =
      """
      {"seq":1,"t":0,"ev":"loop","state":"running","thread":"main"}
      {"seq":2,"t":0,"ev":"task","task":1,"name":"main","coro":"main","at":"Hello.java:12"}
      {"seq":3,"t":0,"ev":"enqueue","handle":1,"task":1,"why":"start"}
      {"seq":4,"t":5000,"ev":"resume","handle":1,"task":1}
      {"seq":5,"t":5000,"ev":"task","task":2,"name":"kept","coro":"c","parent":1}
      {"seq":6,"t":5000,"ev":"enqueue","handle":2,"task":2,"why":"start"}
      {"seq":7,"t":5000,"ev":"task","task":3,"name":"let go","coro":"c","parent":1}
      {"seq":8,"t":5000,"ev":"enqueue","handle":3,"task":3,"why":"start"}
      {"seq":9,"t":5000,"ev":"task","task":4,"name":"gathered","coro":"c","parent":1}
      {"seq":10,"t":5000,"ev":"enqueue","handle":4,"task":4,"why":"start"}
      {"seq":11,"t":5000,"ev":"listen","future":4,"callback":"gather"}
      {"seq":12,"t":6000,"ev":"pause","task":1,"on":2,"what":"task kept"}
      {"seq":13,"t":7000,"ev":"resume","handle":2,"task":2}
      {"seq":14,"t":7500,"ev":"mark","task":2,"name":"half","attrs":{"order":7,"of":"tea","hot":true,"rate":0.5,"more":[1]}}
      {"seq":15,"t":8000,"ev":"done","task":2,"outcome":"returned"}
      {"seq":16,"t":8000,"ev":"enqueue","handle":5,"task":1,"why":"done","of":2}
      {"seq":17,"t":9000,"ev":"resume","handle":3,"task":3}
      {"seq":18,"t":10000,"ev":"done","task":3,"outcome":"cancelled"}
      {"seq":19,"t":11000,"ev":"resume","handle":4,"task":4}
      {"seq":20,"t":12000,"ev":"done","task":4,"outcome":"raised","error":"Odd: no"}
      {"seq":21,"t":12000,"ev":"resume","handle":5,"task":1}
      {"seq":22,"t":13000,"ev":"done","task":1,"outcome":"returned"}
      """;

  /** That trace, in a file of that folder. */
  static Path family(Path folder) throws IOException {
    String events = FAMILY.replace("\"t\":", "\"loop\":1,\"t\":");
    return Files.writeString(folder.resolve("family.jsonl"), HEADER + events);
  }

  private Map<String, Span> family(String... options) throws IOException {
    Path trace = family(folder);
    String[] args =
        Stream.concat(Stream.of(trace.toString(), "-o", "-"), Stream.of(options))
            .toArray(String[]::new);
    return spans(decode(export(args).exits(ExitCode.FINE).out())).stream()
        .collect(
            toMap(
                s -> s.getName() + (s.getName().startsWith("step") ? hex(s.getSpanId()) : ""),
                s -> s));
  }

  @Test
  void a_parent_is_who_creates_and_awaits() throws IOException {
    Map<String, Span> spans = family();
    Span main = spans.get("main");
    assertThat(spans.get("kept").getParentSpanId()).isEqualTo(main.getSpanId());
    assertThat(spans.get("gathered").getParentSpanId()).isEqualTo(main.getSpanId());
    assertThat(spans.get("let go").getParentSpanId().isEmpty()).isTrue();
    Span.Link creator = spans.get("let go").getLinks(0);
    assertThat(creator.getSpanId()).isEqualTo(main.getSpanId());
    assertThat(attributes(creator.getAttributesList()).get("rondo.link").getStringValue())
        .isEqualTo("creator");
  }

  @Test
  void a_wake_up_is_a_link_with_its_cause() throws IOException {
    Map<String, Span> spans = family();
    assertThat(spans.get("main").getLinksList()).hasSize(1);
    Span.Link wakeUp = spans.get("main").getLinks(0);
    assertThat(wakeUp.getSpanId()).isEqualTo(spans.get("kept").getSpanId());
    Map<String, AnyValue> said = attributes(wakeUp.getAttributesList());
    assertThat(said.get("rondo.link").getStringValue()).isEqualTo("wake-up");
    assertThat(said.get("rondo.why").getStringValue()).isEqualTo("done");
    assertThat(said.get("rondo.seq").getIntValue()).isEqualTo(16);
  }

  @Test
  void a_message_is_a_link_to_its_sender_unless_that_is_the_parent() throws IOException {
    String sender = "\"trace_id\":\"0af7651916cd43dd8448eb211c80319c\",\"span_id\":\"%s\"";
    List<Span> spans =
        spansOf(
            """
            {"seq":1,"t":0,"ev":"task","task":1,"name":"serve","coro":"c"}
            {"seq":2,"t":0,"ev":"enqueue","handle":1,"task":1,"why":"start"}
            {"seq":3,"t":10,"ev":"resume","handle":1,"task":1}
            {"seq":4,"t":20,"ev":"mark","task":1,"name":"traceparent","attrs":{%s}}
            {"seq":5,"t":30,"ev":"mark","task":1,"name":"traceparent","attrs":{"from":"Ann"}}
            {"seq":6,"t":40,"ev":"done","task":1,"outcome":"returned"}
            """
                .formatted(sender.formatted("b7ad6b7169203331")));
    Span.Link link = spans.getFirst().getLinks(0);
    assertThat(spans.getFirst().getLinksList()).hasSize(1);
    assertThat(hex(link.getTraceId())).isEqualTo("0af7651916cd43dd8448eb211c80319c");
    assertThat(hex(link.getSpanId())).isEqualTo("b7ad6b7169203331");
    Map<String, AnyValue> said = attributes(link.getAttributesList());
    assertThat(said.get("rondo.link").getStringValue()).isEqualTo("message");
    assertThat(said.get("rondo.seq").getIntValue()).isEqualTo(4);
    assertThat(spans.getFirst().getEventsList())
        .as("a note of the program's own that has that name")
        .extracting(Span.Event::getName)
        .containsExactly("traceparent");

    String caller = "\"parent\":\"b7ad6b7169203331\",\"version\":1";
    Path trace = folder.resolve("made.jsonl");
    Files.writeString(trace, Files.readString(trace).replace("\"version\":1", caller));
    Span called =
        spans(decode(export(trace.toString(), "-o", "-").exits(ExitCode.FINE).out())).getFirst();
    assertThat(hex(called.getParentSpanId())).isEqualTo("b7ad6b7169203331");
    assertThat(called.getLinksList()).isEmpty();
  }

  @Test
  void errors_cancellations_and_marks_are_events() throws IOException {
    Map<String, Span> spans = family();
    Span failed = spans.get("gathered");
    assertThat(failed.getEventsList()).extracting(Span.Event::getName).containsExactly("exception");
    Map<String, AnyValue> said = attributes(failed.getEvents(0).getAttributesList());
    assertThat(said.get("exception.type").getStringValue()).isEqualTo("Odd");
    assertThat(said.get("exception.message").getStringValue()).isEqualTo("no");
    assertThat(attributes(failed.getAttributesList()).get("error.type").getStringValue())
        .isEqualTo("Odd");
    Span cancelled = spans.get("let go");
    assertThat(cancelled.getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_UNSET);
    assertThat(
            attributes(cancelled.getEvents(0).getAttributesList())
                .get("exception.type")
                .getStringValue())
        .isEqualTo("CancelledError");
    Span.Event mark = spans.get("kept").getEvents(0);
    assertThat(mark.getName()).isEqualTo("half");
    Map<String, AnyValue> attrs = attributes(mark.getAttributesList());
    assertThat(attrs.get("order").getIntValue()).isEqualTo(7);
    assertThat(attrs.get("of").getStringValue()).isEqualTo("tea");
    assertThat(attrs.get("hot").getBoolValue()).isTrue();
    assertThat(attrs.get("rate").getDoubleValue()).isEqualTo(0.5);
    assertThat(attrs.get("more").getStringValue()).isEqualTo("[1]");
  }

  @Test
  void says_where_the_code_is_and_on_which_thread() throws IOException {
    Map<String, AnyValue> said = attributes(family().get("main").getAttributesList());
    assertThat(said.get("code.file.path").getStringValue()).isEqualTo("Hello.java");
    assertThat(said.get("code.line.number").getIntValue()).isEqualTo(12);
    assertThat(said.get("code.function.name").getStringValue()).isEqualTo("main");
    assertThat(said.get("thread.name").getStringValue()).isEqualTo("main");
  }

  @Test
  void pauses_and_steps_are_told_where_they_are_asked_for() throws IOException {
    Map<String, Span> pauses = family("--level", "pauses");
    assertThat(pauses).hasSize(4);
    assertThat(pauses.get("main").getEventsList())
        .extracting(Span.Event::getName)
        .containsExactly("resume", "pause", "resume");
    Map<String, Span> steps = family("--level", "steps");
    assertThat(steps).hasSize(4 + 5);
    Span first =
        steps.values().stream()
            .filter(s -> s.getName().equals("step 1"))
            .filter(s -> s.getParentSpanId().equals(steps.get("main").getSpanId()))
            .findAny()
            .orElseThrow();
    Map<String, AnyValue> said = attributes(first.getAttributesList());
    assertThat(first.getEndTimeUnixNano() - first.getStartTimeUnixNano()).isEqualTo(1000);
    assertThat(said.get("rondo.what").getStringValue()).isEqualTo("task kept");
    assertThat(said.get("rondo.why").getStringValue()).isEqualTo("start");
    assertThat(said.get("rondo.seq.first").getIntValue()).isEqualTo(4);
    assertThat(said.get("rondo.seq.last").getIntValue()).isEqualTo(12);
  }

  @Test
  void another_start_moves_times_and_leaves_ids() throws IOException {
    Map<String, Span> as = family();
    Map<String, Span> moved = family("--start", "2030-01-01T00:00:00Z");
    assertThat(moved.get("kept").getSpanId()).isEqualTo(as.get("kept").getSpanId());
    assertThat(moved.get("kept").getTraceId()).isEqualTo(as.get("kept").getTraceId());
    assertThat(moved.get("kept").getStartTimeUnixNano())
        .isEqualTo(Instant.parse("2030-01-01T00:00:00Z").getEpochSecond() * 1_000_000_000 + 5000);
    assertThat(
            export(folder.resolve("family.jsonl").toString(), "-o", "-", "--start", "soon")
                .exits(ExitCode.USAGE)
                .err())
        .contains("'soon', expected now or a time");
  }

  @Test
  void what_is_too_much_is_left_out_and_said() throws IOException {
    family();
    Session.Result two =
        export(folder.resolve("family.jsonl").toString(), "-o", "-", "--max-spans", "2");
    assertThat(spans(decode(two.exits(ExitCode.FINE).out())))
        .extracting(Span::getName)
        .containsExactly("kept", "main");
    assertThat(two.err())
        .contains("2 tasks and steps have no span: there are at most 2 (--max-spans)");
  }

  @Test
  void texts_are_cut_and_cleaned_and_filtered() throws IOException {
    String name = "\uD83D\uDE00".repeat(400);
    List<Span> spans =
        spansOf(
            "{\"seq\":1,\"t\":1,\"ev\":\"task\",\"task\":1,\"name\":\"%s\",\"coro\":\"a\\u0001b\"}\n"
                .formatted(name));
    assertThat(spans.get(0).getName()).hasSizeLessThanOrEqualTo(256).endsWith("\uD83D\uDE00\u2026");
    assertThat(attributes(spans.get(0).getAttributesList()).get("rondo.coro").getStringValue())
        .isEqualTo("a\uFFFDb");
    family();
    String hidden =
        export(folder.resolve("family.jsonl").toString(), "-o", "-", "--filter", "hide=kept|Odd")
            .exits(ExitCode.FINE)
            .out();
    assertThat(hidden).contains("gathered").doesNotContain("kept").doesNotContain("Odd");
  }

  @Test
  void a_packed_file_where_its_name_says_so() throws IOException {
    String plain = export(HELLO, "-o", "-").out();
    Path gz = folder.resolve("a.otlp.jsonl.gz");
    export(HELLO, "-o", gz.toString()).exits(ExitCode.FINE);
    try (InputStream in = new GZIPInputStream(Files.newInputStream(gz))) {
      assertThat(new String(in.readAllBytes(), UTF_8)).isEqualTo(plain);
    }
    Path zst = folder.resolve("a.otlp.jsonl.zst");
    export(HELLO, "-o", zst.toString()).exits(ExitCode.FINE);
    try (InputStream in = new ZstdInputStream(Files.newInputStream(zst))) {
      assertThat(new String(in.readAllBytes(), UTF_8)).isEqualTo(plain);
    }
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
