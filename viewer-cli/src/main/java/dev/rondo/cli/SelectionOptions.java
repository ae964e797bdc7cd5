package dev.rondo.cli;

import dev.rondo.trace.diff.Selection;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** What of a trace is looked at: a mixin. */
final class SelectionOptions {

  @Option(
      names = "--only",
      paramLabel = "PATTERN",
      split = ",",
      description =
          "Only the steps of tasks, coroutines or callbacks of that name (* and ? stand for any"
              + " text, any character), or only events of that kind; may be repeated.")
  private final List<String> only = new ArrayList<>();

  @Option(
      names = "--ignore",
      paramLabel = "PATTERN",
      split = ",",
      description = "Leaves those out.")
  private final List<String> ignore = new ArrayList<>();

  Selection selection() {
    return Selection.of(only, ignore);
  }
}
