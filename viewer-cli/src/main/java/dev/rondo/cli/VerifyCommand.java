package dev.rondo.cli;

import dev.rondo.trace.TraceEvent;
import dev.rondo.trace.TraceReader;
import dev.rondo.trace.verify.Verifier;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Checks traces against the rules of the format. */
@Command(
    name = "verify",
    description = {
      "Checks that traces show a correct schedule, by the rules of the format.",
      "Prints what breaks a rule, a finding a line, and then exits with code 1."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  rondo verify                     what 'rondo run' recorded last",
      "  rondo verify traces/*.jsonl",
      "  rondo verify --json a.jsonl | jq .findings[].rule"
    })
final class VerifyCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private final TracesArgument traces = new TracesArgument();
  @Mixin private final JsonOption json = new JsonOption();

  VerifyCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    return traces.each(console, trace -> new Check(trace).run());
  }

  /** The check of one trace: a finding is printed when it is made. */
  private final class Check {
    private final Reading trace;
    private final Verifier verifier;
    private final FindingsView view;

    Check(Reading trace) {
      this.trace = trace;
      view = new FindingsView(console, json.on());
      verifier = new Verifier(trace.name(), trace.header(), view::found);
    }

    int run() {
      TraceReader reader = trace.reader();
      for (TraceEvent event = trace.next(); event != null; event = trace.next()) {
        verifier.accept(event, reader.line());
      }
      verifier.finish(reader.footer(), reader.cutOff());
      view.end(trace, verifier);
      return view.count() == 0 ? ExitCode.FINE : ExitCode.FINDINGS;
    }
  }
}
