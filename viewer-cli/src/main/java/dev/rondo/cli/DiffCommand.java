package dev.rondo.cli;

import dev.rondo.trace.TraceReader;
import dev.rondo.trace.diff.Comparison;
import dev.rondo.trace.diff.TraceDiff;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Compares two traces. */
@Command(
    name = "diff",
    description = {
      "Compares two traces by what happened, in which order and why: not by numbers or times.",
      "Exits with 0 if they are the same, with 1 and the first difference if not, with 3 if it"
          + " can't be told."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  rondo diff golden.jsonl a.jsonl",
      "  rondo diff a.jsonl b.jsonl --json | jq .first.left.seq",
      "  zcat a.jsonl.gz | rondo diff - b.jsonl"
    })
final class DiffCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(
      index = "0",
      paramLabel = "LEFT",
      description = "A trace: a .jsonl, .jsonl.gz or .jsonl.zst file, or - for standard input.")
  private String left = "";

  @Parameters(index = "1", paramLabel = "RIGHT", description = "The trace to compare it with.")
  private String right = "";

  @Mixin private final JsonOption json = new JsonOption();

  DiffCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (left.equals("-") && right.equals("-")) {
      throw new UsageException("only one of the two traces can come from standard input");
    }
    Comparison result = compare();
    result.notes().forEach(note -> console.warn(Plain.text(note)));
    DiffView view = new DiffView(console, left, right, result);
    if (json.on()) {
      Json.print(console, view.json());
    } else {
      view.print();
    }
    return switch (result.verdict()) {
      case IDENTICAL, EQUIVALENT -> ExitCode.FINE;
      case DIFFERENT -> ExitCode.FINDINGS;
      case UNKNOWN -> ExitCode.INPUT;
    };
  }

  private Comparison compare() {
    Progress progress = new Progress(left + " and " + right, console, System::nanoTime);
    try (TraceReader a = TraceArgument.open(left, console);
        TraceReader b = TraceArgument.open(right, console)) {
      return console.interactive()
          ? TraceDiff.compare(a, b, progress::tick)
          : TraceDiff.compare(a, b);
    } finally {
      progress.end();
    }
  }
}
