package dev.rondo.cli;

import dev.rondo.trace.TraceException;
import dev.rondo.trace.TraceReader;
import dev.rondo.trace.diff.Comparison;
import dev.rondo.trace.diff.DiffOptions;
import dev.rondo.trace.diff.TraceDiff;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What came of running a program again: the report of its process, and what the traces add. */
final class Replayed {
  private final Console console;
  private final Path recording;
  private final Path run;
  private final String name;
  private final Map<String, Object> report;
  private final @Nullable Map<?, ?> divergence;
  private final @Nullable ReplaySide expected;
  private final @Nullable ReplaySide actual;
  private final @Nullable Comparison differences;

  /**
   * Of a run that is over.
   *
   * @param run the trace of what it did
   * @param name what to call that
   * @param all whether to look for all differences, and not only for the first
   * @param report what its process said in the end
   */
  Replayed(
      Console console,
      Path recording,
      Path run,
      String name,
      boolean all,
      Map<String, Object> report)
      throws IOException {
    this.console = console;
    this.recording = recording;
    this.run = run;
    this.name = name;
    this.report = report;
    divergence = report.get("divergence") instanceof Map<?, ?> map ? map : null;
    expected = side("expected", recording, recording.toString());
    actual = side("actual", run, name);
    differences = all && divergence != null ? differences() : null;
  }

  private @Nullable ReplaySide side(String key, Path trace, String called) throws IOException {
    return divergence != null
            && divergence.get(key) instanceof Map<?, ?> event
            && divergence.get("loop") instanceof Number loop
            && event.get("seq") instanceof Number seq
        ? ReplaySide.of(trace, called, loop.intValue(), seq.longValue(), console)
        : null;
  }

  /** The two traces, from their beginning to their end. */
  private @Nullable Comparison differences() {
    try {
      return TraceDiff.compare(
          () -> TraceReader.open(recording),
          () -> TraceReader.open(run),
          DiffOptions.DEFAULT,
          () -> {});
    } catch (TraceException e) {
      console.warn("what the program did can't be compared: " + e.getMessage());
      return null;
    }
  }

  /** Whether the program did the same, as far as the recording goes. */
  boolean same() {
    return divergence == null;
  }

  /** Whether nothing of the recording could be followed. */
  boolean unknown() {
    return "unknown".equals(report.get("verdict"));
  }

  /** As docs/replay.schema.json says. */
  Map<String, Object> json() {
    Map<String, Object> told = new LinkedHashMap<>(report);
    if (divergence != null) {
      Map<Object, Object> parted = new LinkedHashMap<>(divergence);
      enrich(parted, "expected", expected);
      enrich(parted, "actual", actual);
      told.put("divergence", parted);
    }
    if (differences != null) {
      told.put("differences", new DiffJson(recording.toString(), name, differences).object());
    }
    return told;
  }

  private static void enrich(Map<Object, Object> divergence, String key, @Nullable ReplaySide by) {
    if (by != null && divergence.get(key) instanceof Map<?, ?> event) {
      divergence.put(key, by.with(event));
    }
  }

  // -- for people ---------------------------------------------------------------------------------

  void print() {
    if (unknown()) {
      console.say(
          "%s: none of it could be followed: %s".formatted(recording, report.get("broken")));
      return;
    }
    Paragraphs out = new Paragraphs(console);
    if (divergence == null) {
      out.line("", Colour.DONE, "same:", recording + ", " + report.get("events") + " events");
      if (report.get("broken") != null) {
        console.warn("the recording was followed as far as it goes: " + report.get("broken"));
      }
      return;
    }
    parted(divergence, out);
    led(expected, out);
    if (actual != null && (expected == null || !actual.ledThereAs(expected))) {
      led(actual, out);
    }
    if (differences != null) {
      out.blank();
      new DiffView(console, recording.toString(), name, differences).printAll();
    }
  }

  private void led(@Nullable ReplaySide side, Paragraphs out) {
    if (side != null) {
      out.blank();
      new WhyView(console, side.answer()).print();
    }
  }

  private void parted(Map<?, ?> parted, Paragraphs out) {
    String where =
        "%s at seq %s of loop %s: %s"
            .formatted(recording, parted.get("seq"), parted.get("loop"), parted.get("text"));
    out.line("", Colour.FAILED, "diverged:", where);
    Object aspect = parted.get("aspect");
    out.line("", "kind " + parted.get("kind") + (aspect == null ? "" : ", in " + aspect));
    if (parted.get("hint") != null) {
      out.line("", "uncaptured: " + parted.get("hint"));
    }
    out.blank();
    event("- expected:", Colour.FAILED, parted.get("expected"), expected, out);
    event("+ actual:", Colour.DONE, parted.get("actual"), actual, out);
  }

  private static void event(
      String sign,
      Colour colour,
      @Nullable Object told,
      @Nullable ReplaySide side,
      Paragraphs out) {
    if (!(told instanceof Map<?, ?> event)) {
      out.line("", colour, sign, "nothing");
      return;
    }
    if (side == null) {
      out.line("", colour, sign, "seq " + event.get("seq"));
    } else {
      out.line("", colour, sign, side.sentence() + made(side));
    }
    out.line("    ", Json.line(event.get("event")));
  }

  private static String made(ReplaySide side) {
    var task = side.task();
    return task == null || task.at() == null ? "" : " (" + task.title() + ", " + task.at() + ")";
  }
}
