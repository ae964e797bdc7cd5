package dev.rondo.cli;

import dev.rondo.trace.TraceException;
import dev.rondo.trace.TraceReader;
import dev.rondo.trace.diff.Comparison;
import dev.rondo.trace.diff.DiffOptions;
import dev.rondo.trace.diff.Selection;
import dev.rondo.trace.golden.GoldenFile;
import dev.rondo.trace.verify.Verification;
import dev.rondo.trace.verify.Verifier;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says of each golden trace whether the new one beside it tells the same. */
@Command(
    name = "check",
    description = {
      "Compares each golden trace, NAME.jsonl, with the new one beside it, NAME.new.jsonl.",
      "Where there is no new one, the golden trace itself is checked: that it can be read, is"
          + " whole, and shows a correct schedule.",
      "Exits with 1 if one is different, not accepted yet or not correct, with 3 if one can't be"
          + " read or compared."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  rondo golden check src/test/resources/golden",
      "  rondo golden check --level order src/test/resources/golden",
      "  rondo golden check --json golden | jq -r '.traces[] | select(.code > 0) | .golden'"
    })
final class GoldenCheckCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private final GoldenPlaces places = new GoldenPlaces();

  @Option(
      names = "--level",
      paramLabel = "LEVEL",
      converter = DiffCommand.LevelConverter.class,
      description = "What counts as a difference: causal (the default), or order.")
  private DiffOptions.Level level = DiffOptions.Level.CAUSAL;

  @Mixin private final JsonOption json = new JsonOption();

  GoldenCheckCommand(Console console) {
    this.console = console;
  }

  /**
   * What was found of one.
   *
   * @param more the difference or the flaw in words; empty for none
   */
  private record Row(GoldenFile file, String verdict, String more, int code) {}

  @Override
  public Integer call() throws IOException {
    List<Row> rows = places.files().stream().map(this::row).toList();
    if (json.on()) {
      Json.print(console, object(rows));
    } else {
      print(rows);
    }
    return rows.stream().mapToInt(Row::code).max().orElse(ExitCode.FINE);
  }

  private Row row(GoldenFile file) {
    try {
      if (!file.isKept()) {
        return new Row(file, "not accepted", "there is only a new one", ExitCode.FINDINGS);
      }
      return file.hasFresh() ? compared(file) : alone(file);
    } catch (TraceException e) {
      return new Row(file, "unreadable", String.valueOf(e.getMessage()), ExitCode.INPUT);
    }
  }

  private Row compared(GoldenFile file) {
    DiffOptions options = new DiffOptions(level, Selection.ALL, false, false);
    try (TraceReader fresh = TraceReader.open(file.fresh())) {
      Comparison result = file.compare(fresh, options);
      String more = result.first() == null ? result.reason() : result.first().summary();
      int code =
          switch (result.verdict()) {
            case IDENTICAL, EQUIVALENT -> ExitCode.FINE;
            case DIFFERENT -> ExitCode.FINDINGS;
            case UNKNOWN -> ExitCode.INPUT;
          };
      return new Row(file, result.verdict().text(), more == null ? "" : more, code);
    }
  }

  private static Row alone(GoldenFile file) {
    try (TraceReader kept = TraceReader.open(file.kept())) {
      Verification checked = Verifier.verify(kept);
      if (!checked.correct()) {
        String flaw = checked.findings().getFirst().toString();
        return new Row(file, "not correct", flaw, ExitCode.FINDINGS);
      }
      return checked.complete()
          ? new Row(file, "nothing new", "", ExitCode.FINE)
          : new Row(file, "incomplete", "it is cut off or lost events", ExitCode.INPUT);
    }
  }

  private void print(List<Row> rows) {
    int width = rows.stream().mapToInt(row -> Plain.width(name(row))).max().orElse(0);
    rows.forEach(row -> print(row, width));
    long bad = rows.stream().filter(row -> row.code() != ExitCode.FINE).count();
    String traces = Plain.count(rows.size(), "golden trace");
    console.out().println(traces + (bad == 0 ? ": fine" : ": " + bad + " to look at"));
  }

  private void print(Row row, int width) {
    Colour colour = row.code() == ExitCode.FINE ? Colour.DONE : Colour.FAILED;
    String more = row.more().isEmpty() ? "" : ": " + Plain.text(row.more());
    console
        .out()
        .println(Plain.pad(name(row), width) + "  " + colour.on(console, row.verdict()) + more);
  }

  private static String name(Row row) {
    return Plain.text(row.file().kept().toString());
  }

  private Map<String, Object> object(List<Row> rows) {
    List<Map<String, Object>> traces = new ArrayList<>();
    rows.forEach(row -> traces.add(object(row)));
    int code = rows.stream().mapToInt(Row::code).max().orElse(ExitCode.FINE);
    return Json.object(
        "level", level.name().toLowerCase(java.util.Locale.ROOT), "code", code, "traces", traces);
  }

  private static Map<String, Object> object(Row row) {
    @Nullable String fresh = row.file().hasFresh() ? row.file().fresh().toString() : null;
    return Json.object(
        "golden", row.file().kept().toString(),
        "new", fresh,
        "verdict", row.verdict(),
        "more", row.more().isEmpty() ? null : row.more(),
        "code", row.code());
  }
}
