package dev.rondo.cli;

import dev.rondo.trace.diff.Digests;
import dev.rondo.trace.diff.Selection;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What traces come to. */
@Command(
    name = "digest",
    description = {
      "Prints two digests of each trace: of the order of its events, and of its steps and their"
          + " causes whatever their order.",
      "Two traces are identical to 'rondo diff' if the first are equal, and equivalent if the"
          + " second are; with the same --only, --ignore and detail.",
      "Exits with 3 if a trace lost events or is cut off."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  rondo digest                     of what 'rondo run' recorded last",
      "  rondo digest *.jsonl | grep causal | sort",
      "  rondo digest --json a.jsonl | jq -r .causal"
    })
final class DigestCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private final TracesArgument traces = new TracesArgument();
  @Mixin private final SelectionOptions selection = new SelectionOptions();

  @Option(
      names = "--force",
      description = "Takes traces that lost events or are cut off, as far as they go.")
  private boolean force;

  @Mixin private final JsonOption json = new JsonOption();

  DigestCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    return traces.each(console, this::print);
  }

  private int print(Reading trace) {
    Progress progress = new Progress(trace.name(), console, System::nanoTime);
    Selection chosen = selection.selection();
    Digests digests =
        Digests.of(trace.reader(), chosen, console.interactive() ? progress::tick : () -> {});
    progress.end();
    chosen
        .unused()
        .forEach(name -> console.warn(trace.name() + ": nothing is called '" + name + "'"));
    if (chosen.foundNothing()) {
      console.say(trace.name() + ": can't be told: nothing in it is called as --only says");
      return ExitCode.INPUT;
    }
    String reason = digests.reason();
    if (reason != null && !force) {
      console.say(trace.name() + ": can't be told: " + reason);
      return ExitCode.INPUT;
    }
    if (json.on()) {
      Json.print(
          console,
          Json.object(
              "trace", trace.name(),
              "order", digests.order(),
              "causal", digests.causal(),
              "events", digests.events(),
              "reason", reason));
    } else {
      console.out().println("order   " + digests.order() + "  " + Plain.text(trace.name()));
      console.out().println("causal  " + digests.causal() + "  " + Plain.text(trace.name()));
    }
    return ExitCode.FINE;
  }
}
