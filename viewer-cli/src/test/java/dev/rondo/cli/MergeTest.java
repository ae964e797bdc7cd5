package dev.rondo.cli;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.trace.TraceReader;
import dev.rondo.trace.spans.SpanIds;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Joins the trace of a client with that of a server that it has called. */
class MergeTest {
  static final String CLIENT = "src/main/resources/dev/rondo/cli/hello.jsonl";

  @TempDir Path folder;

  private Session.Result run(String... args) {
    return Session.in(folder).run(args);
  }

  /** The client's own trace, as a process that its task 2 has called would record it. */
  static Path server(Path folder) throws IOException {
    String caller;
    try (TraceReader reader = TraceReader.open(Path.of(CLIENT))) {
      caller = SpanIds.hex(SpanIds.of(reader.header()).task(1, 2));
    }
    String text =
        Files.readString(Path.of(CLIENT))
            .replace("00f067aa0ba902b7", caller)
            .replace("\"Hello\"", "\"Server\"")
            .replace("4242", "4243")
            .replace("\"main\"", "\"serve\"")
            .replace("child", "answer")
            .replace(":21.524133456Z", ":21.524134456Z");
    return Files.writeString(folder.resolve("server.jsonl"), text);
  }

  @Test
  void one_trace_that_every_command_reads() throws IOException {
    String both = folder.resolve("both.jsonl.zst").toString();
    assertThat(
            run("merge", CLIENT, server(folder).toString(), "-o", both).exits(ExitCode.FINE).err())
        .isEqualTo("rondo: 24 events of 2 traces to " + both + System.lineSeparator());
    run("verify", both).exits(ExitCode.FINE);
    assertThat(run("summary", both).exits(ExitCode.FINE).out()).contains("Hello+Server");
    assertThat(run("summary", both).out())
        .contains(
            "process 1 Hello (pid 4242 on h1), java 25.0.3, recorded by rondo 0.1.0\n",
            "process 2 Server (pid 4243 on h1), java 25.0.3, recorded by rondo 0.1.0, began after 1 us",
            "loop 2    of process 2, running at the end");
    assertThat(run("summary", "--json", both).out())
        .contains("\"processes\":[{\"program\":\"Hello\",\"pid\":4242,");
    assertThat(run("ps", both).exits(ExitCode.FINE).out()).contains("main", "serve");
    String again = folder.resolve("again.jsonl").toString();
    run("merge", both, CLIENT, "-o", again).exits(ExitCode.FINE);
    run("verify", again).exits(ExitCode.FINE);
  }

  @Test
  void exported_it_is_one_tree() throws IOException {
    String both = folder.resolve("both.jsonl").toString();
    run("merge", CLIENT, server(folder).toString(), "-o", both).exits(ExitCode.FINE);
    String lines = run("export", "otlp", both, "-o", "-").exits(ExitCode.FINE).out();
    Map<String, Span> spans =
        ExportOtlpTest.spans(ExportOtlpTest.decode(lines)).stream()
            .collect(toMap(Span::getName, span -> span));
    assertThat(spans).containsOnlyKeys("main", "child", "serve", "answer");
    assertThat(spans.get("answer").getParentSpanId()).isEqualTo(spans.get("serve").getSpanId());
    assertThat(spans.get("serve").getParentSpanId()).isEqualTo(spans.get("child").getSpanId());
    assertThat(spans.get("child").getParentSpanId()).isEqualTo(spans.get("main").getSpanId());
    assertThat(spans.get("serve").getTraceId()).isEqualTo(spans.get("main").getTraceId());
    assertThat(spans.get("serve").getStartTimeUnixNano())
        .isEqualTo(spans.get("main").getStartTimeUnixNano() + 1000);
    String alone = run("export", "otlp", CLIENT, "-o", "-").out();
    assertThat(alone)
        .contains(HexFormat.of().formatHex(spans.get("child").getSpanId().toByteArray()));
    assertThat(
            ExportOtlpTest.decode(lines).stream()
                .map(r -> ExportOtlpTest.attributes(r.getResource().getAttributesList()))
                .map(said -> said.get("service.name").getStringValue()))
        .containsExactlyInAnyOrder("Hello", "Server");
  }

  @Test
  void loops_under_other_policies_than_the_first_are_checked_by_their_own() throws IOException {
    String pair = "../traces/pairs/chosen-by-a-policy/";
    String both = folder.resolve("both.jsonl").toString();
    run("merge", pair + "left.jsonl", pair + "right.jsonl", "-o", both).exits(ExitCode.FINE);
    run("verify", both).exits(ExitCode.FINE);
    assertThat(run("summary", both).out()).contains("0 cancellations, policy random seed 3");
    String forged =
        Files.readString(Path.of(both)).replace(",\"policy\":\"random\",\"seed\":3}\n", "}\n");
    Path file = Files.writeString(folder.resolve("forged.jsonl"), forged);
    assertThat(run("verify", file.toString()).exits(ExitCode.FINDINGS).out())
        .as("without, it would be held against first come, first served")
        .contains("handle-order: seq 12");
  }

  @Test
  void what_is_cut_off_stays_so_and_bad_input_leaves_nothing() throws IOException {
    String text = Files.readString(Path.of(CLIENT));
    Path cut =
        Files.writeString(folder.resolve("cut.jsonl"), text.substring(0, text.length() - 40));
    String both = folder.resolve("both.jsonl").toString();
    assertThat(run("merge", CLIENT, cut.toString(), "-o", both).exits(ExitCode.FINE).err())
        .contains("cut.jsonl is incomplete");
    assertThat(run("summary", both).err() + run("summary", both).out()).contains("footer");
    Files.delete(Path.of(both));
    assertThat(
            run("merge", CLIENT, folder.resolve("none").toString(), "-o", both)
                .exits(ExitCode.INPUT)
                .err())
        .contains("none");
    assertThat(
            run("merge", CLIENT, cut.toString(), "-o", cut.toString()).exits(ExitCode.USAGE).err())
        .contains("it is one of the traces");
    assertThat(run("merge", CLIENT, "-o", both).exits(ExitCode.USAGE).err()).contains("TRACE");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(cut);
    }
  }
}
