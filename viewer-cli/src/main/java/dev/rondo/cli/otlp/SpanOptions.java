package dev.rondo.cli.otlp;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What can be chosen about the spans of a trace.
 *
 * @param service their service's name; null for the program's
 * @param resource more attributes of their resource; these win over what the trace says
 * @param start when the trace is to have begun; null for when it did
 * @param roundUp whether a span of less than a microsecond is made one of a microsecond
 * @param maxSpans the most spans that there may be
 * @param limits how much each may say
 */
public record SpanOptions(
    Level level,
    @Nullable String service,
    Map<String, String> resource,
    @Nullable Instant start,
    boolean roundUp,
    long maxSpans,
    Limits limits) {

  /** So many spans at most, unless it is said otherwise. */
  public static final long MAX_SPANS = 2_000_000;

  /** A task has at most so many slices with a span. */
  static final int SLICES = 128;

  /** The longest text of a status, in UTF-16 units. */
  static final int MESSAGE = 4096;

  /** The longest name of a span or event. */
  static final int NAME = 256;
}
