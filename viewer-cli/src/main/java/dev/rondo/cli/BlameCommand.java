package dev.rondo.cli;

import dev.rondo.trace.TraceEvent;
import dev.rondo.trace.explain.Blamer;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tells what kept a task waiting for its turn. */
@Command(
    name = "blame",
    description = {
      "Tells what ran while a task was ready, and for how long: what kept it waiting.",
      "Of tasks with the same name or coroutine, all are meant."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  rondo blame worker-3             in what 'rondo run' recorded last",
      "  rondo blame handle a.jsonl       all tasks of that coroutine that nobody named",
      "  rondo blame '#3' a.jsonl --worst 3",
      "  rondo blame '#3' a.jsonl --json | jq .culprits[0]"
    })
final class BlameCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(
      index = "0",
      paramLabel = "TASK",
      description = "The task: its name, its coroutine or its number (3 or #3).")
  private String asked = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "TRACE",
      description = TraceArgument.DESCRIPTION)
  private @Nullable String trace;

  @Mixin private final LoopOption loop = new LoopOption();

  @Option(
      names = "--worst",
      paramLabel = "N",
      description = "List the N longest waits. Default: ${DEFAULT-VALUE}.")
  private int worst = 10;

  @Mixin private final JsonOption json = new JsonOption();

  BlameCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (worst < 0) {
      throw new UsageException("--worst is " + worst + ", expected 0 or more");
    }
    String name = TraceArgument.named(trace, console);
    try (Reading reading = new Reading(TraceArgument.open(name, console), console)) {
      BlameView view = new BlameView(console, reading.name(), asked, blame(reading).blame());
      if (json.on()) {
        Json.print(console, view.json());
      } else {
        view.print();
      }
    }
    return ExitCode.FINE;
  }

  private Blamer blame(Reading reading) {
    TaskNames names = new TaskNames(List.of(asked));
    Blamer blamer = new Blamer(names::learn, worst);
    Extent extent = new Extent();
    reading.each(event -> {
      extent.add(event);
      take(event, blamer);
    });
    extent.requireLoop(loop.number(), reading);
    names.require(reading.name());
    return blamer;
  }

  private void take(TraceEvent event, Blamer blamer) {
    if (loop.includes(event)) {
      blamer.apply(event);
    }
  }
}
