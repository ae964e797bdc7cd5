package dev.rondo.trace;

import static dev.rondo.trace.Traces.EVENT;
import static dev.rondo.trace.Traces.FOOTER;
import static dev.rondo.trace.Traces.HEADER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each kind of bad input is answered with, word for word. */
class BadInputTest {

  @TempDir Path folder;

  private static void refused(String trace, String message) {
    refused(trace.getBytes(StandardCharsets.UTF_8), message);
  }

  /** A message that ends in a blank goes on with a library's words. */
  private static void refused(byte[] trace, String message) {
    var thrown =
        assertThatThrownBy(() -> Traces.readAll(Traces.reader(trace)))
            .isInstanceOf(TraceException.class)
            .hasMessageStartingWith(message);
    if (!message.endsWith(" ")) {
      thrown.hasMessage(message);
    }
  }

  private static String malformed(String keys) {
    return malformedLine("{\"seq\":1,\"t\":0,\"loop\":1," + keys + "}");
  }

  private static String malformedLine(String line) {
    List<TraceEvent> events = Traces.readAll(Traces.reader(HEADER + line + "\n" + FOOTER));
    assertThat(events).hasSize(1).hasOnlyElementsOfType(TraceEvent.Malformed.class);
    assertThat(((TraceEvent.Malformed) events.getFirst()).raw()).isEqualTo(line);
    return ((TraceEvent.Malformed) events.getFirst()).problem();
  }

  private static void cutOff(String trace, long line, String reason) {
    TraceReader reader = Traces.reader(trace);
    assertThat(Traces.readAll(reader)).hasSize(1);
    long offset = (HEADER + EVENT).length();
    assertThat(reader.cutOff()).isEqualTo(new TraceReader.CutOff(line, offset, reason));
    assertThat(reader.footer()).isNull();
    assertThat(reader.next()).isNull();
  }

  @Test
  void aFileOutOfReach() throws IOException {
    Path missing = folder.resolve("missing");
    assertThatThrownBy(() -> TraceReader.open(missing))
        .isInstanceOf(TraceException.class)
        .hasMessage(missing + ": no such file, expected a trace");
    assertThatThrownBy(() -> TraceReader.open(folder))
        .isInstanceOf(TraceException.class)
        .hasMessage(folder + ": is a folder, expected a trace file");
  }

  @Test
  void aFileWithoutPermission() throws IOException {
    Path file = Files.writeString(folder.resolve("locked"), HEADER);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
    assumeFalse(Files.isReadable(file), "this user may read everything");
    assertThatThrownBy(() -> TraceReader.open(file))
        .isInstanceOf(TraceException.class)
        .hasMessage(file + ": permission denied, expected a trace that can be read");
  }

  @Test
  void aStreamThatBreaks() {
    var broken =
        new InputStream() {
          private final InputStream start =
              new ByteArrayInputStream(HEADER.getBytes(StandardCharsets.UTF_8));

          @Override
          public int read() throws IOException {
            int b = start.read();
            if (b < 0) {
              throw new IOException("Input/output error");
            }
            return b;
          }
        };
    assertThatThrownBy(() -> Traces.readAll(TraceReader.open("s", broken)))
        .isInstanceOf(TraceException.class)
        .hasMessage("s, line 2: cannot be read: Input/output error");
  }

  @Test
  void aStreamThatIsNoTraceIsClosed() {
    var closed = new AtomicBoolean();
    var stream =
        new ByteArrayInputStream(new byte[0]) {
          @Override
          public void close() {
            closed.set(true);
          }
        };
    assertThatThrownBy(() -> TraceReader.open("s", stream)).isInstanceOf(TraceException.class);
    assertThat(closed).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"hello\n", "\n", "[]\n", "{\"ev\":\"trace\"", "\ufeff{}\n", "{}{}\n", "\n{}\n"})
  void aFirstLineThatIsNoObject(String trace) {
    assertThatThrownBy(() -> Traces.reader(trace))
        .isInstanceOf(TraceException.class)
        .hasMessageStartingWith("t.jsonl, line 1: is no trace: found \"")
        .hasMessageEndingWith("\", expected a header, {\"ev\":\"trace\",…}");
  }

  @Test
  void whatIsFoundIsShownEvenWhereItIsInvisible() {
    String message =
        "is no trace: found \"\\ufeff\\u202e{}\", expected a header, {\"ev\":\"trace\",…}";
    refused("\ufeff\u202e{}\n", "t.jsonl, line 1: " + message);
  }

  @Test
  void aFirstLineThatIsNoHeader() {
    refused("", "t.jsonl: is empty, expected a trace");
    String message = "is no trace: expected a header, {\"ev\":\"trace\",…}, in the first line";
    refused(EVENT, "t.jsonl, line 1: " + message);
    refused("{\"ev\":7}\n", "t.jsonl, line 1: " + message);
    refused("{}\n", "t.jsonl, line 1: " + message);
    refused(HEADER.strip(), "t.jsonl, line 1: is cut off in its header, expected a newline");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      textBlock =
          """
          "version":2                                           | is a trace of version 2, expected version 1
          "version":"1"                                         | key "version" is "1", expected a whole number of at most 64 bits
          "clock":"virtual"                                     | key "version" is missing, expected a whole number of at most 64 bits
          "version":1,"clock":"virtual"                         | key "program" is missing, expected a text
          "version":1,"program":"p"                             | key "clock" is missing, expected one of monotonic, virtual
          "version":1,"program":"p","clock":"sun"               | key "clock" is "sun", expected one of monotonic, virtual
          "version":1,"program":"p","clock":"virtual","pid":""  | key "pid" is "", expected a whole number of at most 64 bits
          "version":1,"program":"p","program":"p"               | key "program" is there twice
          "version":1,"program":"p","clock":"virtual","start":0 | key "start" is 0, expected a text
          "version":1,"program":"p","clock":"virtual","start":"now" | key "start" is "now", expected a time like 2000-01-01T00:00:00Z
          "version":1,"program":"p","trace":"0F"                | key "trace" is "0F", expected 32 hex digits in lower case
          "version":1,"program":"p","clock":"virtual","detail":"some" | key "detail" is "some", expected one of full, schedule
          """)
  void aHeaderThatIsNotWellFormed(String keys, String problem) {
    refused("{\"ev\":\"trace\"," + keys + "}\n", "t.jsonl, line 1: " + problem);
  }

  @Test
  void aLineInTheMiddleThatIsNoJsonObject() {
    String before = "t.jsonl, line 3: found ";
    refused(HEADER + EVENT + "x\n" + FOOTER, before + "\"x\", expected a JSON object (column 1: ");
    refused(HEADER + EVENT + "\n" + FOOTER, before + "\"\", expected a JSON object");
    refused(HEADER + EVENT + "[]\n" + FOOTER, before + "\"[]\", expected a JSON object");
    refused(
        HEADER + EVENT + "{}{}\n" + FOOTER,
        before + "\"{}{}\", expected a JSON object and nothing after it");
    refused(
        HEADER + EVENT + "{\0}\n" + FOOTER,
        before + "\"{\\u0000}\", expected a JSON object (column 2: ");
    refused(
        HEADER + EVENT + "{\"a\":tru\n" + FOOTER,
        before + "\"{\"a\":tru\", expected a JSON object (column 6: ");
  }

  @Test
  void aSecondTraceInTheSameFile() {
    refused(
        HEADER + EVENT + HEADER,
        "t.jsonl, line 3: found a second header, expected one trace in a file");
    refused(
        HEADER + EVENT + FOOTER + EVENT,
        "t.jsonl, line 4: found \"{\"seq\":1,\"t\":0,\"loop\":1,\"ev\":\"idle\",\"ns\":5}\" after the footer, expected nothing");
    refused(
        HEADER + EVENT + FOOTER + "\n",
        "t.jsonl, line 4: found \"\" after the footer, expected nothing");
  }

  @Test
  void bytesThatAreNotUtf8() {
    byte[] trace =
        (HEADER + EVENT + "{\"x\":\"?\"}\n" + FOOTER).getBytes(StandardCharsets.US_ASCII);
    for (int b : new int[] {0x80, 0xc3, 0xff}) {
      byte[] broken = trace.clone();
      broken[(HEADER + EVENT).length() + 6] = (byte) b;
      refused(
          broken,
          "t.jsonl, line 3: found \"{\"x\":\"\ufffd\"}\", expected a JSON object (in UTF-8, which this is not)");
    }
    String surrogate =
        HEADER
            + EVENT
            + "{\"x\":\"\u00ed\u00a0\u0080\"}\n"
            + FOOTER; // U+D800, encoded as if it were a letter
    assertThatThrownBy(
            () -> Traces.readAll(Traces.reader(surrogate.getBytes(StandardCharsets.ISO_8859_1))))
        .isInstanceOf(TraceException.class)
        .hasMessageEndingWith("(in UTF-8, which this is not)");
  }

  @Test
  void aLastLineThatIsNotComplete() {
    cutOff(HEADER + EVENT, 3, "the footer is missing");
    cutOff(HEADER + EVENT + "{\"seq\":2", 3, "the line has no end");
    cutOff(HEADER + EVENT + FOOTER.strip(), 3, "the line has no end");
    cutOff(HEADER + EVENT + "{\"seq\":2\n", 3, "the line is not complete");
    cutOff(HEADER + EVENT + "\0\0\0\0\n", 3, "the line is not complete");
    cutOff(HEADER + EVENT + "\n", 3, "the line is not complete");
  }

  @Test
  void nothingIsKnownOfTheEndBeforeItIsReached() {
    TraceReader reader = Traces.reader(HEADER + EVENT + FOOTER);
    assertThat(reader.line()).isEqualTo(1);
    assertThat(reader.next()).isNotNull();
    assertThat(reader.line()).isEqualTo(2);
    assertThat(reader.footer()).isNull();
    assertThat(reader.next()).isNull();
    assertThat(reader.footer()).isEqualTo(new TraceFooter(1, 0));
    assertThat(reader.line()).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource(names = {"GZIP", "ZSTD"})
  void aPackedTraceThatIsCutOffAnywhere(Compression compression) throws IOException {
    List<TraceEvent> all = new RandomEvents(3).events(300);
    TraceHeader header = Traces.reader(HEADER).header();
    byte[] packed = Traces.packed(compression, Traces.written(header, all));
    int most = 0;
    for (int length = 0; length < packed.length; length += 1 + length / 50) {
      try {
        TraceReader reader = Traces.reader(Arrays.copyOf(packed, length));
        List<TraceEvent> events = Traces.readAll(reader);
        assertThat(events).isEqualTo(all.subList(0, events.size()));
        assertThat(reader.cutOff()).isNotNull();
        assertThat(reader.cutOff().line()).isEqualTo(events.size() + 2);
        most = Math.max(most, events.size());
      } catch (TraceException e) {
        assertThat(e)
            .hasMessageMatching(
                "t.jsonl(: is empty|, line 1: is |: is cut off in its first bytes).*");
      }
    }
    assertThat(most).isGreaterThan(100);
  }

  @Test
  void aPackedTraceThatIsDamaged() throws IOException {
    byte[] packed =
        Traces.packed(
            Compression.GZIP,
            (HEADER + EVENT.repeat(1000) + FOOTER).getBytes(StandardCharsets.UTF_8));
    packed[packed.length - 6] ^= 1; // in the checksum
    refused(packed, "t.jsonl, line 1003: cannot be read: Corrupt GZIP trailer");
  }

  @Test
  void aLineOf100Megabytes() {
    String message = "found a line of more than 16777216 bytes, expected a shorter one";
    assertThatThrownBy(() ->
            Traces.readAll(TraceReader.open("t", new Endless(HEADER + EVENT, "x", 100_000_000))))
        .isInstanceOf(TraceException.class)
        .hasMessage("t, line 3: " + message);
    assertThatThrownBy(() -> TraceReader.open("t", new Endless("", "x", 100_000_000)))
        .isInstanceOf(TraceException.class)
        .hasMessage("t, line 1: " + message);
  }

  @Test
  void theLongestLine() {
    String line = "{\"seq\":1,\"t\":0,\"loop\":1,\"ev\":\"mark\",\"name\":\"%s\"}";
    String longest = line.formatted("x".repeat(TraceReader.LINE_LIMIT + 2 - line.length()));
    assertThat(Traces.readAll(Traces.reader(HEADER + longest + "\n" + FOOTER))).hasSize(1);
    assertThatThrownBy(() -> Traces.readAll(Traces.reader(HEADER + longest + " \n" + FOOTER)))
        .hasMessageStartingWith("t.jsonl, line 2: found a line of more than");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      textBlock =
          """
          "ns":1                                         | key "ev" is missing, expected a text
          "ev":7                                         | key "ev" is 7, expected a text
          "ev":null                                      | key "ev" is null, expected a text
          "ev":"idle"                                    | key "ns" is missing, expected a whole number from 0 to 9223372036854775807
          "ev":"idle","ns":-1                            | key "ns" is -1, expected a whole number from 0 to 9223372036854775807
          "ev":"idle","ns":1.0                           | key "ns" is 1.0, expected a whole number from 0 to 9223372036854775807
          "ev":"idle","ns":99999999999999999999          | key "ns" is 99999999999999999999, expected a whole number from 0 to 9223372036854775807
          "ev":"idle","ns":1,"ns":1                      | key "ns" is there twice
          "ev":"idle","ns":1,"x":{"y":1,"y":2}           | key "y" is there twice
          "ev":"idle","ns":1,"x":1e400                   | the number 1e400 is out of a double's range
          "ev":"idle","ns":1,"x":1e-99999999999          | the number 1e-99999999999 is out of a double's range
          "ev":"task","task":1,"name":"a\\ud800","coro":"c" | "a\\ud800" holds half a surrogate pair, which is no text
          "ev":"task","task":0,"name":"a","coro":"c"     | key "task" is 0, expected a whole number from 1 to 9223372036854775807
          "ev":"task","task":1,"name":true,"coro":"c"    | key "name" is true, expected a text
          "ev":"task","task":1,"name":"a","coro":"c","parent":null | key "parent" is null, expected a whole number from 1 to 9223372036854775807
          "ev":"loop","state":"sleeping"                 | key "state" is "sleeping", expected one of running, stopped, closed
          "ev":"loop","state":"RUNNING"                  | key "state" is "RUNNING", expected one of running, stopped, closed
          "ev":"enqueue","handle":1,"why":"soon"         | found none of the keys task, callback, expected one
          "ev":"enqueue","handle":1,"task":1,"callback":"c","why":"soon" | found task, callback of the keys task, callback, expected one
          "ev":"enqueue","handle":1,"task":1,"why":""    | key "why" is "", expected one of start, yield, done, soon, timer, io, thread, error
          "ev":"resume","task":1                         | key "handle" is missing, expected a whole number from 1 to 9223372036854775807
          "ev":"resume","task":1,"handle":1,"eager":true | an eager step has a handle, expected none
          "ev":"resume","task":1,"handle":1,"eager":"no" | key "eager" is "no", expected true or false
          "ev":"pause","task":1,"what":"x","chain":"x"   | key "chain" is "x", expected a list of texts
          "ev":"pause","task":1,"what":"x","chain":[1]   | key "chain" is [1], expected a list of texts
          "ev":"done","outcome":"returned"               | found none of the keys task, future, expected one
          "ev":"done","task":1                           | key "outcome" is missing, expected one of returned, raised, cancelled
          "ev":"cancel","task":1,"handle":2              | found task, handle of the keys task, future, handle, expected one
          "ev":"mark","name":"m","attrs":[]              | key "attrs" is [], expected an object
          "ev":"input","name":"i"                        | found none of the keys value, error, expected one
          "ev":"input","name":"i","value":1,"error":"e"  | found value, error of the keys value, error, expected one
          "ev":"input","name":"i","value":1,"error":"e","withheld":true | found both value and error, expected one at most
          "ev":"input","name":"i","error":1              | key "error" is 1, expected a text
          "ev":"stall","waiting":[1,0]                   | key "waiting" is [1, 0], expected a list of whole numbers from 1
          "ev":"lost","count":0                          | key "count" is 0, expected a whole number from 1 to 9223372036854775807
          "ev":"later","seq":2                           | key "seq" is there twice
          """)
  void anEventThatIsNotWellFormed(String keys, String problem) {
    assertThat(malformed(keys)).isEqualTo(problem);
  }

  @Test
  void theFirstFourKeys() {
    assertThat(malformedLine("{}"))
        .isEqualTo("key \"seq\" is missing, expected a whole number from 1 to 9223372036854775807");
    assertThat(malformedLine("{\"seq\":0}"))
        .isEqualTo("key \"seq\" is 0, expected a whole number from 1 to 9223372036854775807");
    assertThat(malformedLine("{\"seq\":1,\"t\":-1}"))
        .isEqualTo("key \"t\" is -1, expected a whole number from 0 to 9223372036854775807");
    assertThat(malformedLine("{\"seq\":1,\"t\":0,\"loop\":3000000000}"))
        .isEqualTo("key \"loop\" is 3000000000, expected a whole number from 1 to 2147483647");
  }

  @Test
  void whatCouldBeReadOfAMalformedEventIsKept() {
    String line = "{\"seq\":4,\"t\":\"x\",\"loop\":2,\"ev\":\"idle\"}";
    assertThat(Traces.readAll(Traces.reader(HEADER + line + "\r\n")))
        .containsExactly(
            new TraceEvent.Malformed(
                4,
                0,
                2,
                "idle",
                "key \"t\" is \"x\", expected a whole number from 0 to 9223372036854775807",
                line + "\r"));
  }

  @Test
  void aFooterThatIsNotWellFormedIsNone() {
    TraceReader reader =
        Traces.reader(HEADER + "{\"ev\":\"end\",\"events\":-1,\"lost\":0}\n" + EVENT);
    List<TraceEvent> events = Traces.readAll(reader);
    assertThat(events).hasExactlyElementsOfTypes(TraceEvent.Malformed.class, TraceEvent.Idle.class);
    assertThat(reader.cutOff()).isNotNull();
  }

  @Test
  void nestingNumbersAndNamesWithoutEnd() {
    assertThat(malformed("\"ev\":\"idle\",\"ns\":1,\"x\":" + "[".repeat(5000) + "]".repeat(5000)))
        .contains("nesting depth");
    assertThat(malformed("\"ev\":\"idle\",\"ns\":" + "9".repeat(5000)))
        .contains("Number value length");
    assertThat(malformed("\"ev\":\"idle\",\"ns\":1,\"" + "x".repeat(60_000) + "\":1"))
        .contains("Name length");
  }

  @Test
  void whatIsToleratedThoughNotCanonical() {
    String line =
        " { \"ns\" : 5, \"ev\":\"idle\", \"loop\":1,\"new\":{\"a\":null},\"t\":0,\t\"seq\":1 } \r\n";
    TraceReader reader =
        Traces.reader(HEADER.replace("\n", "\r\n") + line + FOOTER.replace("\n", "\r\n"));
    assertThat(Traces.readAll(reader)).containsExactly(new TraceEvent.Idle(1, 0, 1, 5));
    assertThat(reader.footer()).isEqualTo(new TraceFooter(1, 0));
  }

  @Test
  void aKindThatIsNotKnown() {
    String line = "{\"seq\":1,\"t\":2,\"loop\":3,\"ev\":\"later\",\"task\":\"x\"}";
    assertThat(Traces.readAll(Traces.reader(HEADER + line + "\n" + FOOTER)))
        .containsExactly(new TraceEvent.Unknown(1, 2, 3, "later", line));
  }
}
