package dev.rondo.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The shortcut reads what it reads as the long way does, and leaves the rest to it. One decoder is
 * used for a whole test, since what it keeps of a line must not show in the next.
 */
class QuickDecoderTest {
  private static final String START = "{\"seq\":7,\"t\":19,\"loop\":2,";

  private final QuickDecoder quick = new QuickDecoder();

  /** What the shortcut gives; null where it leaves the line to the long way. */
  private TraceEvent quickly(byte[] line) throws IOException {
    var bytes = new ByteArrayOutputStream();
    bytes.writeBytes(line);
    bytes.write('\n');
    bytes.writeBytes("{\"seq\":1,\"t\":1}\n".getBytes(StandardCharsets.US_ASCII));
    Lines lines = new Lines(new ByteArrayInputStream(bytes.toByteArray()));
    assertThat(lines.advance()).isTrue();
    return quick.event(lines);
  }

  /** What the long way gives; null where the line is no JSON object. */
  private static TraceEvent slowly(byte[] line) {
    try {
      JsonLine keys = JsonValues.parse(line, 0, line.length);
      return Decoder.event(keys, () -> new String(line, StandardCharsets.UTF_8));
    } catch (JsonValues.NoObject e) {
      return null;
    }
  }

  /** Checks that both ways agree; whether the line took the short one. */
  private boolean agree(byte[] line) throws IOException {
    TraceEvent event = quickly(line);
    if (event != null) {
      assertThat(event).as(new String(line, StandardCharsets.UTF_8)).isEqualTo(slowly(line));
    }
    return event != null;
  }

  private boolean agree(String line) throws IOException {
    return agree(line.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void everyKindOfTheCorpus() throws IOException {
    long all = 0;
    long quick = 0;
    for (Path file : Traces.kept()) {
      for (String line : Files.readAllLines(file)) {
        all++;
        quick += agree(line) ? 1 : 0;
      }
    }
    assertThat((double) quick / all).isGreaterThan(0.85);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"ev\":\"task\",\"task\":1,\"name\":\"n\",\"coro\":\"c\"",
        "\"ev\":\"task\",\"task\":1,\"name\":\"\",\"coro\":\"漢字😀\",\"parent\":9,\"at\":\"A.java:1\"",
        "\"ev\":\"enqueue\",\"handle\":1,\"task\":1,\"why\":\"start\"",
        "\"ev\":\"enqueue\",\"handle\":1,\"callback\":\"wake\",\"why\":\"done\",\"of\":3",
        "\"ev\":\"resume\",\"handle\":1,\"task\":999999999999999999",
        "\"ev\":\"resume\",\"task\":1,\"eager\":true",
        "\"ev\":\"pause\",\"task\":1,\"what\":\"yield\"",
        "\"ev\":\"pause\",\"task\":1,\"on\":5,\"what\":\"task x\",\"chain\":[\"a\",\"b\",\"\"]",
        "\"ev\":\"done\",\"task\":1,\"outcome\":\"returned\"",
        "\"ev\":\"done\",\"future\":1,\"outcome\":\"raised\",\"error\":\"Boom\"",
        "\"ev\":\"await\",\"task\":1,\"on\":2,\"what\":\"future\"",
        "\"ev\":\"listen\",\"future\":1,\"callback\":\"wake\"",
        "\"ev\":\"use\",\"object\":1,\"what\":\"queue Q\",\"op\":\"put\"",
        "\"ev\":\"callback\",\"handle\":1,\"name\":\"wake\",\"of\":2",
        "\"ev\":\"return\",\"handle\":1",
        "\"ev\":\"timer\",\"handle\":1,\"delay\":0,\"callback\":\"wake\"",
        "\"ev\":\"timer\",\"handle\":1,\"delay\":-12",
        "\"ev\":\"cancel\",\"task\":1,\"by\":2",
        "\"ev\":\"cancel\",\"future\":1",
        "\"ev\":\"cancel\",\"handle\":1",
        "\"ev\":\"enter\",\"task\":1,\"coro\":\"c\"",
        "\"ev\":\"exit\",\"task\":1,\"coro\":\"c\"",
        "\"ev\":\"idle\",\"ns\":0",
        "\"ev\":\"mark\",\"name\":\"m\"",
        "\"ev\":\"mark\",\"task\":4,\"name\":\"m\"",
      })
  void aUsualLineTakesTheShortWay(String keys) throws IOException {
    assertThat(agree(START + keys + "}")).isTrue();
    assertThat(slowly((START + keys + "}").getBytes(StandardCharsets.UTF_8)))
        .isNotInstanceOf(TraceEvent.Malformed.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "{\"ev\":\"end\",\"events\":12,\"lost\":0}",
        "{\"seq\":7,\"t\":19,\"loop\":2,\"ev\":\"idle\",\"ns\":1",
        "{\"seq\":7,\"t\":19,\"loop\":2,\"ev\":\"idle\",\"ns\":1} ",
        "{\"seq\":7,\"t\":19,\"loop\":2,\"ev\":\"idle\",\"ns\":1}}",
        "{\"seq\":7,\"t\":19,\"loop\":2,\"ev\":\"idle\",\"ns\":1,\"ns\":1}",
        "{\"seq\":7,\"t\":19,\"loop\":2,\"ev\":\"idle\",\"ns\":1,\"new\":1}",
        "{\"seq\":07,\"t\":19,\"loop\":2,\"ev\":\"idle\",\"ns\":1}",
        "{\"seq\":0,\"t\":19,\"loop\":2,\"ev\":\"idle\",\"ns\":1}",
        "{\"seq\":7,\"t\":-1,\"loop\":2,\"ev\":\"idle\",\"ns\":1}",
        "{\"seq\":7,\"t\":19,\"loop\":2147483648,\"ev\":\"idle\",\"ns\":1}",
        "{\"seq\":7,\"t\":19,\"loop\":2,\"ev\":\"idle\",\"ns\":9223372036854775807}",
        "{\"seq\":7,\"t\":19,\"loop\":2,\"ev\":\"idle\",\"ns\":1.0}",
        "{\"seq\":7,\"t\":19,\"loop\":2,\"ev\":\"idle\",\"ns\":1e3}",
        "{\"seq\":7,\"t\":19,\"loop\":2,\"ev\":\"idle\",\"ns\":}",
        "{\"seq\":7,\"t\":19,\"loop\":2,\"ev\":\"timer\",\"handle\":1,\"delay\":-0}",
        "{\"seq\":7,\"t\":19,\"loop\":2,\"ev\":\"timer\",\"handle\":1,\"delay\":-}",
        "{\"t\":19,\"seq\":7,\"loop\":2,\"ev\":\"idle\",\"ns\":1}",
        "{\"seq\":7, \"t\":19,\"loop\":2,\"ev\":\"idle\",\"ns\":1}",
        "{\"seq\":7,\"t\":19,\"loop\":2,\"ev\":\"idle\",\"ns\":1}\r",
        "{\"seq\":7,\"t\":19,\"loop\":2,\"ev\":\"return\",\"handle\":1,\"error\":\"a\\nb\"}",
        "{\"seq\":7,\"t\":19,\"loop\":2,\"ev\":\"return\",\"handle\":1,\"error\":\"a\tb\"}",
        "{\"seq\":7,\"t\":19,\"loop\":2,\"ev\":\"return\",\"handle\":1,\"error\":\"a",
        "{\"seq\":7,\"t\":19,\"loop\":2,\"ev\":\"return\",\"handle\":1,\"error\":null}",
        "{\"seq\":7,\"t\":19,\"loop\":2,\"ev\":\"resume\",\"handle\":1,\"task\":1,\"eager\":true}",
        "{\"seq\":7,\"t\":19,\"loop\":2,\"ev\":\"resume\",\"task\":1}",
        "{\"seq\":7,\"t\":19,\"loop\":2,\"ev\":\"enqueue\",\"handle\":1,\"why\":\"start\"}",
        "{\"seq\":7,\"t\":19,\"loop\":2,\"ev\":\"enqueue\",\"handle\":1,\"task\":1,\"why\":\"so\"}",
        "{\"seq\":7,\"t\":19,\"loop\":2,\"ev\":\"cancel\",\"by\":1}",
        "{\"seq\":7,\"t\":19,\"loop\":2,\"ev\":\"idle \",\"ns\":1}",
        "{\"seq\":7,\"t\":19,\"loop\":2,\"ev\":\"new\"}",
      })
  void anyOtherIsLeftToTheLongWay(String line) throws IOException {
    assertThat(agree(line)).isFalse();
  }

  @Test
  void brokenUtf8() throws IOException {
    String line = START + "\"ev\":\"return\",\"handle\":1,\"error\":\"?\"}";
    for (int b = 0x80; b < 0x100; b++) {
      byte[] broken = line.getBytes(StandardCharsets.US_ASCII);
      broken[line.indexOf('?')] = (byte) b;
      assertThat(agree(broken)).isFalse();
    }
  }

  /** Random events as they are written, and with their keys shuffled, doubled, cut and garbled. */
  @Test
  void anyLine() throws IOException {
    int quick = 0;
    for (int seed = 0; seed < 400; seed++) {
      var random = new Random(seed);
      var events = new RandomEvents(seed);
      for (int kind = 0; kind < RandomEvents.KINDS; kind++) {
        byte[] line = TraceWriter.line(events.event(kind)).getBytes(StandardCharsets.UTF_8);
        quick += agree(line) ? 1 : 0;
        agree(shuffled(line, random));
        for (int i = 0; i < 8; i++) {
          agree(Mutation.of(line, random));
        }
      }
    }
    assertThat(quick).isGreaterThan(400 * RandomEvents.KINDS / 10);
  }

  /** Numbers and texts of the lengths at which a word ends. */
  @Test
  void everyLength() throws IOException {
    for (int length = 0; length <= 70; length++) {
      assertThat(agree(START + "\"ev\":\"mark\",\"name\":\"" + "x".repeat(length) + "\"}"))
          .isTrue();
      assertThat(agree(START + "\"ev\":\"mark\",\"name\":\"" + "é".repeat(length) + "\"}"))
          .isTrue();
      String idle = START + "\"ev\":\"idle\",\"ns\":1" + "0".repeat(length) + "}";
      assertThat(agree(idle)).isEqualTo(length < 18);
    }
  }

  /** The line's pairs in another order, one of them perhaps twice. */
  private static byte[] shuffled(byte[] line, Random random) {
    String text = new String(line, StandardCharsets.UTF_8);
    List<String> pairs =
        new ArrayList<>(List.of(text.substring(1, text.length() - 1).split(",(?=\")", -1)));
    if (random.nextBoolean()) {
      pairs.add(pairs.get(random.nextInt(pairs.size())));
    }
    Collections.swap(pairs, random.nextInt(pairs.size()), random.nextInt(pairs.size()));
    return ("{" + String.join(",", pairs) + "}").getBytes(StandardCharsets.UTF_8);
  }
}
