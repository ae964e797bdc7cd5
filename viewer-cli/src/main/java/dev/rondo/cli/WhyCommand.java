package dev.rondo.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Explains an event, or where a task is. */
@Command(
    name = "why",
    description = {
      "Explains an event, or where a task is: what led to it, back to the root.",
      "A line for each event of the chain, the latest first."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  rondo why 5000                   event 5000 of what 'rondo run' recorded last",
      "  rondo why 2:5000 a.jsonl         an event of loop 2",
      "  rondo why worker-3 a.jsonl       what led that task to where it is at the end",
      "  rondo why '#3' a.jsonl --at 12ms the task with number 3, at that time",
      "  rondo why 5000 a.jsonl --json | jq -r .chain[].text"
    })
final class WhyCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(
      index = "0",
      paramLabel = "SEQ|TASK",
      description =
          "The number of an event (2:5000 is one of loop 2), or a task: its name, its coroutine or"
              + " its number (#3).")
  private String asked = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "TRACE",
      description = TraceArgument.DESCRIPTION)
  private @Nullable String trace;

  @Mixin private final AtOption at = new AtOption();

  @Option(
      names = "--limit",
      paramLabel = "N",
      description =
          "Of a longer chain show N events from each end; 0 shows all. Default: ${DEFAULT-VALUE}.")
  private int limit = 20;

  @Mixin private final JsonOption json = new JsonOption();

  WhyCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    if (limit < 0) {
      throw new UsageException("--limit is " + limit + ", expected 0 or more");
    }
    try (Rereadable twice = Rereadable.of(TraceArgument.named(trace, console), console)) {
      WhyQuery query = new WhyQuery(twice, at, limit == 0 ? Integer.MAX_VALUE : limit);
      WhyView view = new WhyView(console, query.ask(asked));
      if (json.on()) {
        Json.print(console, view.json());
      } else {
        view.print();
      }
    }
    return ExitCode.FINE;
  }
}
