package dev.rondo.observe;

import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where in a distributed trace something is done, as the W3C's Trace Context has it: what one
 * process tells another, so that both know that they work on the same. Its text, {@link #toString},
 * is the header {@code traceparent} of a message, or the variable {@code TRACEPARENT} of a process.
 *
 * @param trace the trace's id: 32 hex digits in lower case, not all 0
 * @param span the id of what the other side is a part of: 16 hex digits in lower case, not all 0
 * @param sampled whether the caller may have recorded it
 */
public record Traceparent(String trace, String span, boolean sampled) {
  /** The environment variable that a process is given it in. */
  public static final String VARIABLE = "TRACEPARENT";

  /** The header of a message that has it. */
  public static final String HEADER = "traceparent";

  private static final Pattern TRACE = Pattern.compile("(?!0{32})[0-9a-f]{32}");
  private static final Pattern SPAN = Pattern.compile("(?!0{16})[0-9a-f]{16}");

  /** Versions to come may add to it, after another dash; version ff is none. */
  private static final Pattern TEXT =
      Pattern.compile("(?!ff)([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?");

  /**
   * One of ids.
   *
   * @throws IllegalArgumentException if one is none
   */
  public Traceparent {
    if (!TRACE.matcher(trace).matches() || !SPAN.matcher(span).matches()) {
      throw new IllegalArgumentException("no ids of a trace and a span: " + trace + ", " + span);
    }
  }

  /** What this process was started with, which never changes. */
  private static final class OfProcess {
    static final @Nullable Traceparent KNOWN = read();

    private static @Nullable Traceparent read() {
      String text = System.getenv(VARIABLE);
      Traceparent parsed = parse(text);
      if (parsed == null && text != null && !text.isEmpty()) {
        System.getLogger("dev.rondo")
            .log(System.Logger.Level.WARNING, VARIABLE + " is none, and ignored: '" + text + "'");
      }
      return parsed;
    }
  }

  /** That which this process was started with, if any: a wrong one is warned of once. */
  public static @Nullable Traceparent ofProcess() {
    return OfProcess.KNOWN;
  }

  /** That of a text; null if it breaks a rule of the W3C's. */
  public static @Nullable Traceparent parse(@Nullable String text) {
    Matcher parts = TEXT.matcher(Objects.requireNonNullElse(text, ""));
    if (!parts.matches()
        || (parts.group(1).equals("00") && parts.group(5) != null)
        || !TRACE.matcher(parts.group(2)).matches()
        || !SPAN.matcher(parts.group(3)).matches()) {
      return null;
    }
    boolean sampled = (Integer.parseInt(parts.group(4), 16) & 1) != 0;
    return new Traceparent(parts.group(2), parts.group(3), sampled);
  }

  /** As it is handed over, in version 00. */
  @Override
  public String toString() {
    return "00-" + trace + "-" + span + (sampled ? "-01" : "-00");
  }
}
