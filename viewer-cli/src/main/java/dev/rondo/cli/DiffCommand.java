package dev.rondo.cli;

import dev.rondo.trace.TraceReader;
import dev.rondo.trace.diff.Comparison;
import dev.rondo.trace.diff.DiffOptions;
import dev.rondo.trace.diff.TraceDiff;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** Compares two traces. */
@Command(
    name = "diff",
    description = {
      "Compares two traces by what happened and why: not by numbers or times.",
      "The verdict is identical; equivalent, if only steps that share nothing changed"
          + " places; or different, with the first difference by causes, what led there, and all"
          + " the rest.",
      "Exits with 0 if they are identical or equivalent, with 1 if they are different, with 3 if"
          + " it can't be told."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  rondo diff golden.jsonl a.jsonl",
      "  rondo diff a.jsonl b.jsonl --level order",
      "  rondo diff a.jsonl b.jsonl --ignore 'log*' --ignore mark",
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

  @Option(
      names = "--level",
      paramLabel = "LEVEL",
      converter = LevelConverter.class,
      description =
          "What counts as a difference: causal (the default), or order: any other order of the"
              + " steps.")
  private DiffOptions.Level level = DiffOptions.Level.CAUSAL;

  @Mixin private final SelectionOptions selection = new SelectionOptions();

  @Option(names = "--timing", description = "Shows the times of each task on both sides, too.")
  private boolean timing;

  @Option(
      names = "--force",
      description = "Compares traces that lost events or are cut off, as far as they go.")
  private boolean force;

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
    if (json.on()) {
      Json.print(console, new DiffJson(left, right, result).object());
    } else {
      new DiffView(console, left, right, result).print();
    }
    return switch (result.verdict()) {
      case IDENTICAL, EQUIVALENT -> ExitCode.FINE;
      case DIFFERENT -> ExitCode.FINDINGS;
      case UNKNOWN -> ExitCode.INPUT;
    };
  }

  private Comparison compare() {
    DiffOptions options = new DiffOptions(level, selection.selection(), force, timing);
    Progress progress = new Progress(left + " and " + right, console, System::nanoTime);
    Runnable each = console.interactive() ? progress::tick : () -> {};
    try {
      return left.equals("-") || right.equals("-")
          ? inOnePass(options, each)
          : TraceDiff.compare(() -> opened(left), () -> opened(right), options, each);
    } finally {
      progress.end();
    }
  }

  private Comparison inOnePass(DiffOptions options, Runnable each) {
    try (TraceReader a = opened(left);
        TraceReader b = opened(right)) {
      return TraceDiff.compare(a, b, options, each);
    }
  }

  private TraceReader opened(String trace) {
    return TraceArgument.open(trace, console);
  }

  /** {@code order} or {@code causal}. */
  static final class LevelConverter implements ITypeConverter<DiffOptions.Level> {
    @Override
    public DiffOptions.Level convert(String value) {
      return switch (value.toLowerCase(Locale.ROOT)) {
        case "order" -> DiffOptions.Level.ORDER;
        case "causal" -> DiffOptions.Level.CAUSAL;
        default ->
            throw new TypeConversionException(
                "'" + value + "' is no level: choose causal or order");
      };
    }
  }
}
