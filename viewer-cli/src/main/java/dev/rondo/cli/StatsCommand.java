package dev.rondo.cli;

import dev.rondo.trace.stats.Measure;
import dev.rondo.trace.stats.Statistics;
import dev.rondo.trace.stats.StatisticsCollector;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows how the time of traces was spent. */
@Command(
    name = "stats",
    description = {
      "Shows how time was spent: in control, ready, suspended; by coroutine, source line, callback"
          + " and task; and in the turns of the loop.",
      "Of several traces, the statistics of all together."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  rondo stats                      what 'rondo run' recorded last",
      "  rondo stats traces/*.jsonl       many runs taken together",
      "  rondo stats a.jsonl --sort ready --top 20",
      "  rondo stats a.jsonl --json | jq '.coroutines.worker.ready.p99'"
    })
final class StatsCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private final TracesArgument traces = new TracesArgument();

  @Option(
      names = "--sort",
      paramLabel = "MEASURE",
      description = "What comes first: most ${COMPLETION-CANDIDATES}. Default: run.")
  private Sort sort = Sort.run;

  @Option(
      names = "--top",
      paramLabel = "N",
      description = "List the first N of each kind. Default: ${DEFAULT-VALUE}.")
  private int top = 10;

  @Mixin private final JsonOption json = new JsonOption();

  /** The measures as users write them. */
  enum Sort {
    run(Measure.RUN),
    ready(Measure.READY),
    suspended(Measure.SUSPENDED);

    private final Measure measure;

    Sort(Measure measure) {
      this.measure = measure;
    }

    Measure measure() {
      return measure;
    }
  }

  private final List<String> names = new ArrayList<>();
  private @Nullable Statistics sum;

  StatsCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (top < 0) {
      throw new UsageException("--top is " + top + ", expected 0 or more");
    }
    int code = traces.each(console, this::add);
    if (sum != null) {
      StatsView view = new StatsView(console, names, sum, sort.measure(), top);
      if (json.on()) {
        Json.print(console, view.json());
      } else {
        view.print();
      }
    }
    return code;
  }

  private int add(Reading trace) {
    StatisticsCollector collector =
        new StatisticsCollector(trace.name(), top).under(trace.header());
    trace.each(collector::apply);
    Statistics statistics = collector.finish();
    names.add(trace.name());
    sum = sum == null ? statistics : sum.merge(statistics);
    return ExitCode.FINE;
  }
}
