package dev.rondo.cli;

import dev.rondo.trace.Similar;
import dev.rondo.trace.TraceEvent;
import dev.rondo.trace.TraceReader;
import dev.rondo.trace.lint.Check;
import dev.rondo.trace.lint.LintSettings;
import dev.rondo.trace.lint.Linter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Looks for what deserves a look. */
@Command(
    name = "lint",
    description = {
      "Looks for what deserves a look although no rule is broken: slow slices, starvation,"
          + " awaits in series that could overlap, needless locks, swallowed cancellations …",
      "Prints a finding a line, with the 'why' that explains it, and then exits with code 1."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  rondo lint                       what 'rondo run' recorded last",
      "  rondo lint --list                the checks, and their thresholds",
      "  rondo lint traces/*.jsonl --ignore never-ceded,outlier",
      "  rondo lint a.jsonl --only slow-slice --threshold slow-slice=20ms",
      "  rondo lint --json a.jsonl | jq .findings[].check"
    })
final class LintCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private final TracesArgument traces = new TracesArgument();

  @Option(
      names = "--only",
      paramLabel = "CHECK",
      split = ",",
      description = "Only these checks; repeatable, or with commas between them.")
  private final List<String> only = new ArrayList<>();

  @Option(names = "--ignore", paramLabel = "CHECK", split = ",", description = "Not these checks.")
  private final List<String> ignore = new ArrayList<>();

  @Option(
      names = "--threshold",
      paramLabel = "CHECK=VALUE",
      split = ",",
      description = "From when on there is a finding: a time (20ms, 1.5s) or a number.")
  private final List<String> thresholds = new ArrayList<>();

  @Option(names = "--list", description = "List the checks and their thresholds, and do no more.")
  private boolean list;

  @Mixin private final JsonOption json = new JsonOption();

  LintCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    LintSettings settings = settings();
    if (list) {
      LintView.list(console, settings);
      return ExitCode.FINE;
    }
    return traces.each(console, trace -> look(trace, settings));
  }

  private LintSettings settings() {
    LintSettings settings = LintSettings.all();
    if (!only.isEmpty()) {
      settings = settings.only(checks(only));
    }
    settings = settings.without(checks(ignore));
    for (String threshold : thresholds) {
      settings = LintThreshold.parse(threshold).in(settings);
    }
    return settings;
  }

  private static Set<Check> checks(Collection<String> ids) {
    Set<Check> checks = EnumSet.noneOf(Check.class);
    ids.forEach(id -> checks.add(check(id.strip())));
    return checks;
  }

  /**
   * The check of that name.
   *
   * @throws UsageException where there is none; it says which may have been meant
   */
  static Check check(String id) {
    return Arrays.stream(Check.values())
        .filter(check -> check.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new UsageException("there is no check '%s'%s".formatted(id, hint(id))));
  }

  private static String hint(String id) {
    List<String> similar = Similar.to(id, Arrays.stream(Check.values()).map(Check::id).toList());
    return similar.isEmpty()
        ? "; 'rondo lint --list' lists them"
        : "; did you mean " + String.join(" or ", similar) + "?";
  }

  private int look(Reading trace, LintSettings settings) {
    LintView view = new LintView(console, json.on(), trace.name());
    Linter linter = new Linter(trace.name(), trace.header(), settings, view::found);
    TraceReader reader = trace.reader();
    for (TraceEvent event = trace.next(); event != null; event = trace.next()) {
      linter.accept(event, reader.line());
    }
    linter.finish(reader.footer(), reader.cutOff());
    view.end(linter.notes());
    return view.count() == 0 ? ExitCode.FINE : ExitCode.FINDINGS;
  }
}
