package dev.rondo.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The writer is the reader's inverse. */
class RoundTripTest {

  @TempDir Path folder;

  static List<Path> referenceTraces() {
    return Traces.in("asyncio");
  }

  @ParameterizedTest
  @MethodSource("referenceTraces")
  void aCanonicalFileIsTheSameBytesWhenWrittenAgain(Path file) throws IOException {
    try (var reader = TraceReader.open(file)) {
      List<TraceEvent> events = Traces.readAll(reader);
      assertThat(events)
          .doesNotHaveAnyElementsOfTypes(TraceEvent.Malformed.class, TraceEvent.Unknown.class);
      assertThat(Traces.written(reader.header(), events)).isEqualTo(Files.readAllBytes(file));
    }
  }

  @Test
  void theExampleInTheFormatsDescriptionIsCanonical() throws IOException {
    String page = Files.readString(Path.of("../docs/trace-format.md"));
    String example = page.split("```(json)?\\n")[1];
    try (var reader = Traces.reader(example)) {
      List<TraceEvent> events = Traces.readAll(reader);
      assertThat(events).doesNotHaveAnyElementsOfTypes(TraceEvent.Malformed.class);
      assertThat(new String(Traces.written(reader.header(), events), StandardCharsets.UTF_8))
          .isEqualTo(example);
    }
  }

  @Test
  void everyEventIsReadAsItWasWritten() throws IOException {
    for (int seed = 0; seed < 200; seed++) {
      var random = new RandomEvents(seed);
      TraceHeader header = random.header();
      List<TraceEvent> events = random.events(50);
      byte[] bytes = Traces.written(header, events);
      try (var reader = Traces.reader(bytes)) {
        assertThat(reader.header()).as("seed %d", seed).isEqualTo(header);
        List<TraceEvent> read = Traces.readAll(reader);
        assertThat(read).as("seed %d", seed).isEqualTo(events);
        assertThat(reader.footer()).isEqualTo(new TraceFooter(events.size(), 0));
        assertThat(Traces.written(header, read)).as("seed %d", seed).isEqualTo(bytes);
      }
    }
  }

  @Test
  void theRandomEventsAreOfEveryKind() {
    var random = new RandomEvents(1);
    List<? extends Class<?>> kinds =
        IntStream.range(0, RandomEvents.KINDS * 20)
            .mapToObj(i -> random.event(i % RandomEvents.KINDS).getClass())
            .distinct()
            .toList();
    assertThat(TraceEvent.class.getPermittedSubclasses())
        .filteredOn(k -> k != TraceEvent.Unknown.class && k != TraceEvent.Malformed.class)
        .allMatch(kinds::contains);
  }

  @Test
  void whatIsNotKnownOrNotWellFormedIsWrittenAsItWasRead() throws IOException {
    String odd =
        Traces.HEADER
            + "{\"seq\":1,\"t\":0,\"loop\":1,\"ev\":\"later\",\"x\": [1, 2]}\n"
            + "{ \"seq\":2,\"t\":0,\"loop\":1,\"ev\":\"idle\",\"é\":\"\\ud800\"}\n"
            + "{\"ev\":\"end\",\"events\":2,\"lost\":0}\n";
    try (var reader = Traces.reader(odd)) {
      List<TraceEvent> events = Traces.readAll(reader);
      assertThat(events)
          .hasExactlyElementsOfTypes(TraceEvent.Unknown.class, TraceEvent.Malformed.class);
      assertThat(new String(Traces.written(reader.header(), events), StandardCharsets.UTF_8))
          .isEqualTo(odd);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.jsonl", "a.jsonl.gz", "a.jsonl.zst"})
  void theFileEndingTellsThePackingAndTheContentTellsItBack(String name) throws IOException {
    var random = new RandomEvents(7);
    TraceHeader header = random.header();
    List<TraceEvent> events = random.events(500);
    Path file = folder.resolve(name);
    try (var writer = TraceWriter.open(file, header)) {
      for (TraceEvent event : events) {
        writer.write(event);
      }
      writer.finish(3);
    }
    Path renamed = Files.move(file, folder.resolve("renamed"));
    try (var reader = TraceReader.open(renamed)) {
      assertThat(Traces.readAll(reader)).isEqualTo(events);
      assertThat(reader.footer()).isEqualTo(new TraceFooter(500, 3));
      assertThat(reader.cutOff()).isNull();
    }
    boolean plain = Files.readAllBytes(renamed)[0] == '{';
    assertThat(plain).isEqualTo(name.endsWith("l"));
  }

  @ParameterizedTest
  @EnumSource
  void packedPartsInARowAreOneTrace(Compression compression) throws IOException {
    var bytes = new ByteArrayOutputStream();
    for (String part : List.of(Traces.HEADER, Traces.EVENT, Traces.FOOTER)) {
      bytes.writeBytes(Traces.packed(compression, part.getBytes(StandardCharsets.UTF_8)));
    }
    try (var reader = Traces.reader(bytes.toByteArray())) {
      assertThat(Traces.readAll(reader)).hasSize(1);
      assertThat(reader.footer()).isNotNull();
    }
  }
}
