package dev.rondo.cli;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exports traces that do not have everything in them. */
class ExportOtlpLossTest {
  @TempDir Path folder;

  private Session.Result export(Path trace) {
    return Session.in(folder).run("export", "otlp", trace.toString(), "-o", "-");
  }

  private static boolean incomplete(Span span) {
    return ExportOtlpTest.attributes(span.getAttributesList()).containsKey("rondo.incomplete");
  }

  @Test
  void what_a_trace_has_lost_is_said_and_guessed_at_by_nobody() throws IOException {
    Path trace = folder.resolve("lossy.jsonl");
    String events =
        """
        {"seq":1,"t":0,"ev":"task","task":1,"name":"main","coro":"c"}
        {"seq":2,"t":0,"ev":"enqueue","handle":1,"task":1,"why":"start"}
        {"seq":3,"t":10,"ev":"resume","handle":1,"task":1}
        {"seq":4,"t":20,"ev":"lost","count":6}
        {"seq":10,"t":90,"ev":"enqueue","handle":9,"task":7,"why":"set","of":3}
        {"seq":11,"t":95,"ev":"resume","handle":9,"task":7}
        {"seq":12,"t":99,"ev":"done","task":7,"outcome":"returned"}
        """;
    Files.writeString(
        trace,
        ExportOtlpTest.HEADER
            + events.replace("\"t\":", "\"loop\":1,\"t\":")
            + "{\"ev\":\"end\",\"events\":7,\"lost\":6}\n");
    Session.Result result = export(trace).exits(ExitCode.FINE);
    assertThat(result.err()).contains("lossy.jsonl: the recorder lost 6 events");
    List<Span> spans = ExportOtlpTest.spans(ExportOtlpTest.decode(result.out()));
    assertThat(spans).extracting(Span::getName).containsExactly("task 7", "main");
    assertThat(spans).extracting(ExportOtlpLossTest::incomplete).containsExactly(false, true);
    assertThat(spans.getFirst().getLinksList())
        .as("whether main still ran, nobody knows")
        .isEmpty();
  }

  @Test
  void a_trace_that_is_cut_off_has_tasks_that_are_incomplete() throws IOException {
    String text = Files.readString(ExportOtlpTest.family(folder));
    Path cut = folder.resolve("cut.jsonl");
    Files.writeString(cut, text.substring(0, text.indexOf("{\"seq\":19") + 20));
    Session.Result result = export(cut).exits(ExitCode.FINE);
    assertThat(result.err()).contains("cut.jsonl is incomplete: line 20");
    Map<String, Span> spans =
        ExportOtlpTest.spans(ExportOtlpTest.decode(result.out())).stream()
            .collect(toMap(Span::getName, span -> span));
    assertThat(spans).containsOnlyKeys("main", "kept", "let go", "gathered");
    assertThat(spans.values().stream().filter(ExportOtlpLossTest::incomplete))
        .extracting(Span::getName)
        .containsExactlyInAnyOrder("main", "gathered");
    assertThat(spans.get("kept").getParentSpanId()).isEqualTo(spans.get("main").getSpanId());
  }

  @Test
  void a_flight_begins_and_ends_in_the_middle() throws IOException {
    Path trace = folder.resolve("flight.jsonl");
    String events =
        """
        {"seq":1,"t":100,"ev":"lost","count":40}
        {"seq":41,"t":100,"ev":"resume","handle":7,"task":3}
        {"seq":42,"t":110,"ev":"task","task":5,"name":"late","coro":"c","parent":3}
        {"seq":43,"t":120,"ev":"done","task":3,"outcome":"returned"}
        """;
    Files.writeString(
        trace,
        ExportOtlpTest.HEADER.replace("}", ",\"flight\":true}")
            + events.replace("\"t\":", "\"loop\":1,\"t\":")
            + "{\"ev\":\"end\",\"events\":4,\"lost\":40}\n");
    Session.Result result = export(trace).exits(ExitCode.FINE);
    assertThat(result.err()).as("a flight has always lost what was before it").isEmpty();
    List<Span> spans = ExportOtlpTest.spans(ExportOtlpTest.decode(result.out()));
    assertThat(spans).extracting(Span::getName).containsExactly("task 3", "late");
    assertThat(spans).extracting(ExportOtlpLossTest::incomplete).containsExactly(false, true);
    assertThat(spans.get(1).getLinks(0).getSpanId()).isEqualTo(spans.get(0).getSpanId());
  }
}
