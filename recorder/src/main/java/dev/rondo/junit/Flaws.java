package dev.rondo.junit;

import dev.rondo.trace.Phase;
import dev.rondo.trace.TraceEvent;
import dev.rondo.trace.TraceReader;
import dev.rondo.trace.verify.Verifier;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is wrong with the trace of a test that passed by itself, in words. */
final class Flaws {
  private static final String DROPPED = "destroyed-pending";
  private static final int NAMED = 5;

  private final boolean mayLeaveOpen;
  private final List<String> found = new ArrayList<>();
  private final Map<Integer, Map<Long, String>> open = new LinkedHashMap<>(); // tasks by loop

  private Flaws(boolean mayLeaveOpen) {
    this.mayLeaveOpen = mayLeaveOpen;
  }

  /** Each breach of the rules of a schedule, each loop left open, each task that was dropped. */
  static List<String> of(TraceReader trace, boolean mayLeaveOpen) {
    Flaws flaws = new Flaws(mayLeaveOpen);
    flaws.read(trace);
    return flaws.found;
  }

  private void read(TraceReader trace) {
    Verifier verifier =
        new Verifier(trace.name(), trace.header(), finding -> found.add(finding.toString()));
    for (TraceEvent event = trace.next(); event != null; event = trace.next()) {
      verifier.accept(event, trace.line());
      note(event);
    }
    // a loop that goes on may well have entries left
    verifier.finish(open.isEmpty() ? trace.footer() : null, trace.cutOff());
    if (!mayLeaveOpen) {
      open.forEach((loop, tasks) -> found.add(leftOpen(loop, tasks)));
    }
  }

  private void note(TraceEvent event) {
    Map<Long, String> tasks = open.computeIfAbsent(event.loop(), _ -> new LinkedHashMap<>());
    switch (event) {
      case TraceEvent.TaskCreated e -> tasks.put(e.task(), e.name());
      case TraceEvent.Done e -> tasks.remove(e.task());
      case TraceEvent.LoopState e when e.state() == Phase.CLOSED -> open.remove(e.loop());
      case TraceEvent.Warn e when e.code().equals(DROPPED) -> found.add(dropped(e, tasks));
      default -> {}
    }
  }

  private static String dropped(TraceEvent.Warn warning, Map<Long, String> tasks) {
    String name = tasks.getOrDefault(warning.task(), "#" + warning.task());
    return "task " + name + " was pending when its loop was closed: await or cancel it";
  }

  private static String leftOpen(int loop, Map<Long, String> tasks) {
    String names = String.join(", ", tasks.values().stream().limit(NAMED).toList());
    String pending =
        tasks.isEmpty()
            ? ""
            : " with " + tasks.size() + " pending: " + names + (tasks.size() > NAMED ? " …" : "");
    return "loop " + loop + " was left open" + pending + " (close it, or say mayLeaveOpen = true)";
  }
}
