package dev.rondo.trace;

import dev.rondo.trace.JsonLine.Flaw;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads what a trace begins and ends with: header and footer. */
final class Frame {

  private Frame() {}

  static TraceHeader header(JsonLine keys) throws Flaw {
    if (!keys.textOrEmpty("ev").equals("trace")) {
      throw new Flaw("is no trace: expected a header, {\"ev\":\"trace\",…}, in the first line");
    }
    if (keys.number("version") != TraceHeader.VERSION) {
      throw new Flaw(
          "is a trace of version "
              + keys.number("version")
              + ", expected version "
              + TraceHeader.VERSION);
    }
    keys.requireSound();
    List<TraceHeader> processes = new ArrayList<>();
    for (JsonLine part : keys.objects("processes")) {
      processes.add(header(part, List.of()));
    }
    return header(keys, processes);
  }

  private static TraceHeader header(JsonLine keys, List<TraceHeader> processes) throws Flaw {
    return new TraceHeader(
        TraceHeader.VERSION,
        hex(keys, "trace", 32),
        hex(keys, "parent", 16),
        keys.text("program"),
        keys.optionalNumber("pid"),
        keys.optionalText("host"),
        instant(keys, "start"),
        word(keys, "clock", "monotonic", "virtual"),
        keys.optionalText("recorder"),
        keys.optionalText("runtime"),
        keys.has("engine") ? word(keys, "engine", "continuation", "virtual-thread") : null,
        keys.has("detail") ? word(keys, "detail", "full", "schedule") : null,
        keys.optionalText("policy"),
        keys.optionalNumber("seed"),
        keys.flag("filtered"),
        keys.flag("flight"),
        processes);
  }

  static TraceFooter footer(JsonLine keys) throws Flaw {
    keys.requireSound();
    return new TraceFooter(keys.from(0, "events"), keys.from(0, "lost"));
  }

  private static String word(JsonLine keys, String key, String... words) throws Flaw {
    return keys.oneOf(key, words, Function.identity());
  }

  private static @Nullable String hex(JsonLine keys, String key, int digits) throws Flaw {
    String value = keys.optionalText(key);
    if (value != null && !value.matches("[0-9a-f]{" + digits + "}")) {
      throw new Flaw(key, value, digits + " hex digits in lower case");
    }
    return value;
  }

  private static @Nullable Instant instant(JsonLine keys, String key) throws Flaw {
    String value = keys.optionalText(key);
    try {
      return value == null ? null : Instant.parse(value);
    } catch (DateTimeException e) {
      throw new Flaw(key, value, "a time like 2000-01-01T00:00:00Z");
    }
  }
}
