package dev.rondo.cli;

import dev.rondo.trace.model.Summarizer;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Sums traces up. */
@Command(
    name = "summary",
    description = "Sums traces up: whether they are complete, and what is in them.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  rondo summary                    what 'rondo run' recorded last",
      "  rondo summary a.jsonl b.jsonl.zst",
      "  rondo summary --json a.jsonl | jq .loops[0].idleShare"
    })
final class SummaryCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private final TracesArgument traces = new TracesArgument();
  @Mixin private final JsonOption json = new JsonOption();

  SummaryCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    return traces.each(console, this::one);
  }

  private int one(Reading trace) {
    Summarizer sums = new Summarizer().under(trace.header());
    trace.each(sums::apply);
    SummaryView view = new SummaryView(trace, sums.summary());
    if (json.on()) {
      Json.print(console, view.json());
    } else {
      view.print(console);
    }
    return ExitCode.FINE;
  }
}
