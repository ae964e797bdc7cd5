package dev.rondo.recorder;

import dev.rondo.trace.TraceEvent;
import dev.rondo.trace.TraceReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The part of a scripted program's trace that two runtimes must agree on, a line an event: what
 * {@code scripts.py schedule} prints (traces/asyncio/SCRIPTS.md).
 */
final class Schedule {
  private final Map<Long, String> names = new HashMap<>();

  private Schedule() {}

  static List<String> of(Path trace) {
    Schedule schedule = new Schedule();
    List<String> lines = new ArrayList<>();
    try (TraceReader reader = TraceReader.open(trace)) {
      for (TraceEvent e = reader.next(); e != null; e = reader.next()) {
        String line = schedule.line(e);
        if (line != null) {
          lines.add(e.t() / 1e6 + " " + line);
        }
      }
    }
    return lines;
  }

  private @Nullable String line(TraceEvent event) {
    return switch (event) {
      case TraceEvent.TaskCreated e -> {
        names.put(e.task(), e.name());
        yield "task " + e.name() + " by " + name(e.parent());
      }
      case TraceEvent.Resume e -> "resume " + name(e.task());
      case TraceEvent.Pause e -> "pause " + name(e.task()) + " on " + kind(e.what());
      case TraceEvent.Done e when e.task() != 0 ->
          "done " + name(e.task()) + " " + e.outcome().text();
      case TraceEvent.Callback e when e.name().startsWith("cb-") -> "callback " + e.name();
      case TraceEvent.Cancel e when e.task() != 0 ->
          "cancel " + name(e.task()) + " by " + name(e.by());
      case TraceEvent.Mark e -> "mark " + name(e.task()) + ": " + e.name();
      case TraceEvent.Stall e ->
          "stall " + e.waiting().stream().map(this::name).collect(Collectors.joining(", "));
      default -> null;
    };
  }

  private String name(long task) {
    return names.getOrDefault(task, "-");
  }

  private static String kind(String what) {
    return what.equals("yield") || what.startsWith("task ") ? what : "future";
  }
}
