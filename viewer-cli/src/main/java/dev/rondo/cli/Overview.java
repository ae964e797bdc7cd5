package dev.rondo.cli;

import dev.rondo.trace.TraceEvent;
import dev.rondo.trace.model.LoopModel;
import dev.rondo.trace.model.Step;
import dev.rondo.trace.model.Steps;
import dev.rondo.trace.model.Summarizer;
import java.util.Map;
import java.util.TreeMap;

/** What is shown of a trace at first sight: its summary and, where it is short, its timeline. */
final class Overview {

  /** More steps than this fill more than a screen. */
  private static final int SHORT = 60;

  private final Summarizer sums = new Summarizer();
  private final Map<Integer, Lanes> lanes = new TreeMap<>();
  private final Steps steps = new Steps(this::add);
  private int count;

  private Overview() {}

  /** Reads the trace to its end and prints its overview to the console's {@code out}. */
  static void print(Reading trace, Console console) {
    Overview overview = new Overview();
    overview.sums.under(trace.header());
    trace.each(overview::take);
    overview.steps.finish();
    overview.show(trace, console);
  }

  private void take(TraceEvent event) {
    sums.apply(event);
    if (count > SHORT) {
      lanes.clear();
      return;
    }
    LoopModel loop = steps.apply(event);
    if (loop != null) {
      lanes
          .computeIfAbsent(event.loop(), number -> new Lanes(number, true, _ -> true, SHORT + 1))
          .take(event, loop, true);
    }
  }

  private void add(Step step) {
    Lanes loop = lanes.get(step.slice().loop());
    if (loop != null) {
      count++;
      loop.add(step);
    }
  }

  private void show(Reading trace, Console console) {
    new SummaryView(trace, sums.summary()).print(console);
    if (count <= SHORT) {
      for (Lanes loop : lanes.values()) {
        console.out().println();
        new TimelineView(console, trace.name(), loop, console.unicode(), 0).steps();
      }
    }
  }
}
