package dev.rondo.trace.model;

import dev.rondo.trace.TraceEvent;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in a trace: after an event, by its number, or at a time. Loops have numbers and clocks of
 * their own, so that a position is taken for each loop by itself.
 */
public sealed interface Position {

  /** Whether {@code event} comes at or before this place. */
  boolean includes(TraceEvent event);

  /**
   * After the event {@code seq} of each loop or, where {@code loop} is not 0, of that loop alone.
   */
  record AtSeq(int loop, long seq) implements Position {
    @Override
    public boolean includes(TraceEvent event) {
      return (loop == 0 || loop == event.loop()) && event.seq() <= seq;
    }
  }

  /** After everything that happened up to {@code t} nanoseconds of the trace. */
  record AtTime(long t) implements Position {
    @Override
    public boolean includes(TraceEvent event) {
      return event.t() <= t;
    }
  }

  /** The end of the trace. */
  record AtEnd() implements Position {
    @Override
    public boolean includes(TraceEvent event) {
      return true;
    }
  }

  /**
   * Reads a position as people write it: {@code 5000} (an event's number), {@code 2:5000} (of loop
   * 2), {@code 1.5s}, {@code 20ms}, {@code 7us}, {@code 900ns} (a time), {@code end}.
   *
   * @throws IllegalArgumentException where {@code text} is none of these; the message says so
   */
  static Position parse(String text) {
    if (text.equals("end")) {
      return new AtEnd();
    }
    Matcher seq = Pattern.compile("(?:(\\d{1,9}):)?(\\d{1,18})").matcher(text);
    if (seq.matches()) {
      String loop = seq.group(1);
      return new AtSeq(loop == null ? 0 : Integer.parseInt(loop), Long.parseLong(seq.group(2)));
    }
    Matcher time = Pattern.compile("(\\d{1,18}(?:\\.\\d{1,9})?)(ns|us|ms|s)").matcher(text);
    if (time.matches()) {
      return new AtTime(Math.round(Double.parseDouble(time.group(1)) * nanos(time.group(2))));
    }
    throw new IllegalArgumentException(
        "not a position: '"
            + text
            + "'; expected an event's number (5000, or 2:5000 for loop 2),"
            + " a time (1.5s, 20ms, 7us, 900ns) or end");
  }

  private static double nanos(String unit) {
    return switch (unit) {
      case "s" -> 1e9;
      case "ms" -> 1e6;
      case "us" -> 1e3;
      default -> 1;
    };
  }
}
