package dev.rondo.cli;

import dev.rondo.trace.TraceEvent;
import dev.rondo.trace.TraceWriter;
import dev.rondo.trace.model.LoopModel;
import dev.rondo.trace.model.TraceModel;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists the events of a trace. */
@Command(
    name = "events",
    description = "Lists the events of a trace, one a line.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  rondo events                     the events that 'rondo run' recorded last",
      "  rondo events a.jsonl | head      those of a trace, from its beginning",
      "  rondo events a.jsonl --kind pause,done --task worker-3",
      "  rondo events a.jsonl --from 12ms --to 1.5s --explain",
      "  zcat a.jsonl.gz | rondo events - --text 'queue Q'"
    })
final class EventsCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private final TraceArgument trace = new TraceArgument();
  @Mixin private final EventFilter filter = new EventFilter();
  @Mixin private final JsonOption json = new JsonOption();

  @Option(names = "--explain", description = "Say what happens in plain sentences.")
  private boolean explain;

  EventsCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    try (Reading events = trace.read(console)) {
      EventLine lines = new EventLine(console, events.header(), explain);
      TraceModel model = new TraceModel();
      if (console.columns() > 0) {
        events.quietly();
      }
      events.each(event -> show(event, model.apply(event), lines));
      filter.require(events);
    }
    return ExitCode.FINE;
  }

  private void show(TraceEvent event, @Nullable LoopModel loop, EventLine lines) {
    lines.learn(event);
    if (filter.includes(event, loop)) {
      String text = json.on() ? TraceWriter.line(event) : lines.text(event, loop);
      if (filter.matches(event, text)) {
        console.out().println(json.on() ? Plain.text(text) : lines.line(event, text));
      }
    }
  }
}
