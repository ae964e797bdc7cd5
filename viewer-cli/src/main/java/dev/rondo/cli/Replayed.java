package dev.rondo.cli;

import dev.rondo.trace.TraceException;
import dev.rondo.trace.TraceReader;
import dev.rondo.trace.diff.Comparison;
import dev.rondo.trace.diff.DiffOptions;
import dev.rondo.trace.diff.TraceDiff;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What came of running a program again.
 *
 * @param run the trace of what it did
 * @param name what to call that
 * @param all whether to look for all differences, and not only for the first
 * @param report what its process said in the end
 */
record Replayed(
    Console console,
    Path recording,
    Path run,
    String name,
    boolean all,
    Map<String, Object> report) {

  /** Whether it did the same, as far as the recording goes. */
  boolean same() {
    return "same".equals(report.get("verdict"));
  }

  /** As docs/replay.schema.json says. */
  Map<String, Object> json() {
    Map<String, Object> told = new LinkedHashMap<>(report);
    Comparison differences = differences();
    if (differences != null) {
      told.put("differences", new DiffJson(recording.toString(), name, differences).object());
    }
    return told;
  }

  /** The two traces, compared from their beginning to their end; null where nobody wants that. */
  private @Nullable Comparison differences() {
    if (!all || same()) {
      return null;
    }
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

  // -- for people ---------------------------------------------------------------------------------

  void print() {
    if (!(report.get("divergence") instanceof Map<?, ?> divergence)) {
      line("%s: the run does the same, %s events".formatted(recording, report.get("events")));
      if (report.get("broken") != null) {
        console.warn("the recording was followed as far as it goes: " + report.get("broken"));
      }
      return;
    }
    line(
        "%s: the run parts from it at seq %s of loop %s: %s"
            .formatted(
                recording, divergence.get("seq"), divergence.get("loop"), divergence.get("text")));
    event("expected", divergence.get("expected"));
    event("actual  ", divergence.get("actual"));
    if (divergence.get("hint") != null) {
      line("  " + divergence.get("hint"));
    }
    line(
        "  what led there: rondo why %s:%s %s"
            .formatted(divergence.get("loop"), divergence.get("seq"), recording));
    Comparison differences = differences();
    if (differences != null) {
      console.out().println();
      new DiffView(console, recording.toString(), name, differences).printAll();
    }
  }

  private void event(String side, @Nullable Object event) {
    line(
        "  "
            + side
            + "  "
            + (event == null ? "nothing" : new JsonMapper().writeValueAsString(event)));
  }

  private void line(String text) {
    console.out().println(Plain.text(text));
  }
}
