package dev.rondo.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceWriterTest {

  private static final TraceHeader HEADER = new RandomEvents(0).header();
  private static final TraceEvent IDLE = new TraceEvent.Idle(1, 0, 1, 5);

  @TempDir Path folder;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private TraceWriter writer;

  @BeforeEach
  void open() throws IOException {
    writer = TraceWriter.open(bytes, Traces.reader(Traces.HEADER).header());
  }

  private String written() throws IOException {
    writer.flush();
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.jsonl", "a.jsonl.gz", "a.jsonl.zst"})
  void whatIsFlushedCanBeReadWhileTheRestIsStillToCome(String name) throws IOException {
    Path file = folder.resolve(name);
    try (var writer = TraceWriter.open(file, HEADER)) {
      writer.write(IDLE);
      writer.write(IDLE);
      writer.flush();
      writer.write(IDLE);
      try (var reader = TraceReader.open(file)) {
        assertThat(Traces.readAll(reader)).containsExactly(IDLE, IDLE);
        assertThat(reader.cutOff()).isNotNull();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.jsonl", "a.jsonl.gz", "a.jsonl.zst"})
  void closedWithoutFinishItLeavesATraceThatIsCutOff(String name) throws IOException {
    Path file = folder.resolve(name);
    try (var writer = TraceWriter.open(file, HEADER)) {
      writer.write(IDLE);
    }
    try (var reader = TraceReader.open(file)) {
      assertThat(Traces.readAll(reader)).containsExactly(IDLE);
      assertThat(reader.footer()).isNull();
      assertThat(reader.cutOff().line()).isEqualTo(3);
      assertThat(reader.cutOff().reason()).isEqualTo("the footer is missing");
    }
  }

  @Test
  void slashesAndLettersStandAsTheyAre() throws IOException {
    writer.write(new TraceEvent.Return(1, 0, 1, 1, "/é\u007f\u2028"));
    assertThat(written()).endsWith("\"error\":\"/é\u007f\u2028\"}\n");
  }

  @Test
  void halfASurrogatePairIsReplaced() throws IOException {
    writer.write(new TraceEvent.Mark(1, 0, 1, 0, "\udc00a\ud83d", Map.of("\ud800", "😀")));
    assertThat(written()).endsWith("\"name\":\"\ufffda\ufffd\",\"attrs\":{\"\ufffd\":\"😀\"}}\n");
  }

  @Test
  void attrsOfOtherTypesAreWrittenAsTheirText() throws IOException {
    writer.write(new TraceEvent.Mark(1, 0, 1, 0, "m", Map.of("a", Path.of("x"))));
    writer.write(new TraceEvent.Mark(2, 0, 1, 0, "m", Map.of("a", List.of((byte) 1, Double.NaN))));
    assertThat(written()).contains("{\"a\":\"x\"}").contains("{\"a\":[1,\"NaN\"]}");
  }

  @Test
  void aLineThatNoReaderCouldTakeIsRefusedAndLeavesNothing() throws IOException {
    var circle = new HashMap<String, Object>();
    circle.put("self", circle);
    assertThatThrownBy(() -> writer.write(new TraceEvent.Mark(1, 0, 1, 0, "m", circle)))
        .isInstanceOf(IllegalArgumentException.class);
    String huge = "x".repeat(TraceReader.LINE_LIMIT);
    assertThatThrownBy(() -> writer.write(new TraceEvent.Mark(1, 0, 1, 0, huge, Map.of())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected at most 16777216");
    assertThatThrownBy(() -> writer.write(new TraceEvent.Unknown(1, 0, 1, "x", "{\n}")))
        .isInstanceOf(IllegalArgumentException.class);
    writer.write(IDLE);
    assertThat(written()).isEqualTo(Traces.HEADER + Traces.EVENT);
  }

  @Test
  void theDeepestNestingThatIsWrittenIsRead() throws IOException {
    List<TraceEvent> written = new ArrayList<>();
    Object nest = "core";
    for (int depth = 1; depth < 600; depth++) {
      var event = new TraceEvent.Mark(depth, 0, 1, 0, "m", Map.of("a", nest));
      try {
        writer.write(event);
        written.add(event);
      } catch (IllegalArgumentException tooDeep) {
        // from some depth on
      }
      nest = List.of(nest);
    }
    assertThat(written).hasSizeGreaterThan(400).hasSizeLessThan(599);
    assertThat(Traces.readAll(Traces.reader(written()))).isEqualTo(written);
  }

  @Test
  void nothingFollowsTheFooter() throws IOException {
    writer.write(IDLE);
    writer.finish(0);
    assertThatThrownBy(() -> writer.write(IDLE)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> writer.finish(0)).isInstanceOf(IllegalStateException.class);
    assertThat(written()).isEqualTo(Traces.HEADER + Traces.EVENT + Traces.FOOTER);
  }

  @Test
  void aFailingStreamIsToldAsIoException() throws IOException {
    var full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("No space left on device");
          }
        };
    var writer = TraceWriter.open(full, HEADER);
    assertThatThrownBy(writer::flush).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> TraceWriter.open(folder, HEADER)).isInstanceOf(IOException.class);
  }
}
