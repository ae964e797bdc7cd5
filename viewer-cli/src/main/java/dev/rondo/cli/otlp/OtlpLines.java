package dev.rondo.cli.otlp;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.opentelemetry.exporter.internal.otlp.traces.TraceRequestMarshaler;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes spans as OTLP JSON lines, as the OpenTelemetry Collector's file exporter does: one {@code
 * {"resourceSpans":[…]}} a line, with some hundred spans in each.
 */
public final class OtlpLines {
  private static final int SPANS_A_LINE = 512;

  private final Writer out;
  private final List<SpanData> waiting = new ArrayList<>(SPANS_A_LINE);
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private long spans;

  /** Lines to {@code out}, which whoever opened it closes. */
  public OtlpLines(Writer out) {
    this.out = out;
  }

  /** Takes one span. */
  public void add(SpanData span) {
    spans++;
    waiting.add(span);
    if (waiting.size() == SPANS_A_LINE) {
      end();
    }
  }

  /** Writes what still waits. */
  public void end() {
    if (waiting.isEmpty()) {
      return;
    }
    try {
      line.reset();
      TraceRequestMarshaler.create(waiting).writeJsonTo(line);
      out.write(line.toString(UTF_8));
      out.write('\n');
      waiting.clear();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How many spans there were. */
  public long spans() {
    return spans;
  }
}
