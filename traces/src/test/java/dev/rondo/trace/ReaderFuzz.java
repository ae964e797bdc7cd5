package dev.rondo.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.trace.model.Summarizer;
import dev.rondo.trace.model.TraceModel;
import dev.rondo.trace.verify.Verifier;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What any bytes must stand: read as a trace they may give anything but an exception other than
 * {@link TraceException}, of one line; what they give can be written and read again, played back,
 * summed up and checked; and each of their lines gives the same by the shortcut and the long way.
 *
 * <p>The coverage-guided fuzzer calls {@link #fuzzerTestOneInput}; its name is the fuzzer's.
 */
public final class ReaderFuzz {

  /** So many events of an input are looked at. */
  private static final int MOST = 2_000;

  private ReaderFuzz() {}

  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    accepts(input);
    linesAgree(input);
  }

  /** Whether the bytes are a trace to its end. */
  static boolean accepts(byte[] input) throws IOException {
    try (var reader = Traces.reader(input)) {
      List<TraceEvent> events = first(reader);
      if (events.size() < MOST) {
        assertThat(reader.footer() == null).isNotEqualTo(reader.cutOff() == null);
      }
      assertThat(reader.bufferSize()).isLessThanOrEqualTo(4 * Lines.LIMIT);
      byte[] again = Traces.written(reader.header(), events);
      assertThat(Traces.readAll(Traces.reader(again))).isEqualTo(events);
      answer(reader.header(), events);
      return true;
    } catch (TraceException e) {
      assertThat(e.getMessage()).startsWith("t.jsonl").doesNotContain("\n").hasSizeLessThan(300);
      return false;
    }
  }

  private static List<TraceEvent> first(TraceReader reader) {
    List<TraceEvent> events = new ArrayList<>();
    TraceEvent event;
    while (events.size() < MOST && (event = reader.next()) != null) {
      events.add(event);
    }
    return events;
  }

  private static void answer(TraceHeader header, List<TraceEvent> events) {
    var model = new TraceModel();
    var sums = new Summarizer();
    var verifier =
        new Verifier("t.jsonl", header, finding -> assertThat(finding.found()).isNotNull());
    for (TraceEvent event : events) {
      model.apply(event);
      sums.apply(event);
      verifier.accept(event, 1);
    }
    verifier.finish(null, null);
    assertThat(model.snapshot().loops()).hasSameSizeAs(sums.summary().loops());
    assertThat(sums.summary().events()).isEqualTo(events.size());
  }

  private static void linesAgree(byte[] input) throws IOException {
    var lines = new Lines(new ByteArrayInputStream(input));
    var quick = new QuickDecoder();
    while (lines.advance() && lines.terminated()) {
      TraceEvent event = quick.event(lines);
      if (event != null) {
        assertThat(event).isEqualTo(slowly(lines));
      }
    }
  }

  private static TraceEvent slowly(Lines lines) {
    int length = lines.end() - lines.start();
    String raw = new String(lines.buffer(), lines.start(), length, StandardCharsets.UTF_8);
    try {
      JsonLine keys = JsonValues.parse(lines.buffer(), lines.start(), lines.end());
      return Decoder.event(keys, () -> raw);
    } catch (JsonValues.NoObject e) {
      throw new AssertionError("no object: " + raw, e);
    }
  }
}
