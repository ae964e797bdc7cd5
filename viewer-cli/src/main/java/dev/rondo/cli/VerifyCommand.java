package dev.rondo.cli;

import dev.rondo.trace.TraceReader;
import dev.rondo.trace.rules.RuleCheck;
import dev.rondo.trace.rules.Rules;
import dev.rondo.trace.verify.Verifier;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Checks traces against the rules of the format, and of the user. */
@Command(
    name = "verify",
    description = {
      "Checks that traces show a correct schedule, by the rules of the format.",
      "With --rules, also by rules of your own: what comes first, what never happens …",
      "Prints what breaks a rule, a finding a line, and then exits with code 1."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  rondo verify                     what 'rondo run' recorded last",
      "  rondo verify traces/*.jsonl",
      "  rondo verify --rules rules.yaml a.jsonl",
      "  rondo verify --json a.jsonl | jq .findings[].rule"
    })
final class VerifyCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private final TracesArgument traces = new TracesArgument();
  @Mixin private final RulesOption rules = new RulesOption();
  @Mixin private final JsonOption json = new JsonOption();

  VerifyCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    List<Rules> read = rules.read();
    return traces.each(console, trace -> new Check(trace, read).run());
  }

  /** The check of one trace: a finding is printed when it is made. */
  private final class Check {
    private final Reading trace;
    private final Verifier verifier;
    private final Map<Rules, RuleCheck> own = new LinkedHashMap<>();
    private final FindingsView view;

    Check(Reading trace, List<Rules> rules) {
      this.trace = trace;
      view = new FindingsView(console, json.on());
      verifier = new Verifier(trace.name(), trace.header(), view::found);
      for (Rules file : rules) {
        own.put(file, new RuleCheck(trace.name(), trace.header(), file, view::found));
      }
    }

    int run() {
      TraceReader reader = trace.reader();
      trace.each(event -> {
        long line = reader.line();
        verifier.accept(event, line);
        own.forEach((_, check) -> check.accept(event, line));
      });
      verifier.finish(reader.footer(), reader.cutOff());
      own.forEach((_, check) -> check.finish(reader.footer()));
      view.end(trace, verifier, own);
      return view.count() == 0 ? ExitCode.FINE : ExitCode.FINDINGS;
    }
  }
}
