package dev.rondo.cli;

import dev.rondo.trace.model.LoopModel;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists the tasks of a trace at one point. */
@Command(
    name = "ps",
    description = {
      "Lists the tasks at one point of a trace, and what each waits for.",
      "Below them, the ready queue and the timers."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  rondo ps                         at the end of what 'rondo run' recorded last",
      "  rondo ps a.jsonl --at 5000       right after the event 5000",
      "  rondo ps a.jsonl --at 12ms --json | jq '.tasks[] | select(.state == \"paused\")'"
    })
final class PsCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private final TraceArgument argument = new TraceArgument();
  @Mixin private final AtOption at = new AtOption();
  @Mixin private final JsonOption json = new JsonOption();

  PsCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    try (Reading trace = argument.read(console)) {
      for (LoopModel loop : at.loop().of(at.of(trace))) {
        if (json.on()) {
          Json.print(console, StateJson.of(trace.name(), loop));
        } else {
          StateView view = new StateView(console, trace.name(), loop);
          view.heading();
          view.tasks();
          view.ready();
          view.timers();
        }
      }
    }
    return ExitCode.FINE;
  }
}
