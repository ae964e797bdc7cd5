package dev.rondo.cli;

import dev.rondo.trace.TraceEvent;
import dev.rondo.trace.model.LoopModel;
import dev.rondo.trace.model.Step;
import dev.rondo.trace.model.Steps;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Draws the tasks of a trace as lanes. */
@Command(
    name = "timeline",
    description = {
      "Draws a lane for each task: when it ran, was ready, was paused.",
      "A column is a step: one stretch of control of a task or a callback."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  rondo timeline                   what 'rondo run' recorded last",
      "  rondo timeline a.jsonl --from 5000 --to 5200",
      "  rondo timeline a.jsonl --time --task main --task worker-3",
      "  rondo timeline a.jsonl --ascii --width 72 > lanes.txt"
    })
final class TimelineCommand implements Callable<Integer> {

  /** More steps than this nobody looks at side by side. */
  private static final int MOST = 2_000;

  private static final int WIDEST = 100_000;

  private final Console console;

  @Mixin private final TraceArgument argument = new TraceArgument();

  @Option(names = "--time", description = "A true scale of time instead of a column for each step.")
  private boolean time;

  @Option(
      names = "--width",
      paramLabel = "N",
      description = "Cells in a line; left out, as many as the terminal has, or 100.")
  private int width;

  @Option(names = "--ascii", description = "Draw with plain ASCII.")
  private boolean ascii;

  @Mixin private final TaskOption tasks = new TaskOption();
  @Mixin private final Window window = new Window();
  @Mixin private final LoopOption loops = new LoopOption();

  private final Map<Integer, Lanes> lanes = new TreeMap<>();
  private final Extent extent = new Extent();

  TimelineCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (width < 0 || width > WIDEST) {
      throw new UsageException(
          "--width is " + width + ", expected the cells of a line, at most " + WIDEST);
    }
    try (Reading trace = argument.read(console)) {
      Steps steps = new Steps(this::add);
      trace.each(event -> take(event, steps));
      steps.finish();
      require(trace);
      lanes.values().forEach(loop -> show(trace.name(), loop));
    }
    return ExitCode.FINE;
  }

  private void take(TraceEvent event, Steps steps) {
    extent.add(event);
    tasks.learn(event);
    LoopModel loop = steps.apply(event);
    if (loop != null && loops.includes(event) && window.reaches(event)) {
      lanes.computeIfAbsent(event.loop(), this::lanesOf).take(event, loop, window.includes(event));
    }
  }

  private Lanes lanesOf(int loop) {
    return new Lanes(
        loop, !tasks.given(), task -> tasks.includes(loop, task), time ? Integer.MAX_VALUE : MOST);
  }

  private void add(Step step) {
    Lanes loop = lanes.get(step.slice().loop());
    if (loop != null && window.includes(step.slice())) {
      loop.add(step);
    }
  }

  private void require(Reading trace) {
    extent.requireLoop(loops.number(), trace);
    window.require(extent, trace);
    tasks.require(trace);
  }

  private void show(String trace, Lanes loop) {
    TimelineView view = new TimelineView(console, trace, loop, console.unicode() && !ascii, width);
    if (time) {
      view.time();
    } else {
      view.steps();
    }
    if (loop.more() > 0) {
      console.say(
          "%s of loop %d more; --from %d goes on there, --time shows all at once"
              .formatted(Plain.count(loop.more(), "step"), loop.loop(), loop.next()));
    }
  }
}
