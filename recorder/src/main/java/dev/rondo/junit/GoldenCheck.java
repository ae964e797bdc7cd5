package dev.rondo.junit;

import dev.rondo.trace.TraceException;
import dev.rondo.trace.TraceReader;
import dev.rondo.trace.diff.Comparison;
import dev.rondo.trace.diff.DiffOptions;
import dev.rondo.trace.diff.DiffText;
import dev.rondo.trace.diff.Selection;
import dev.rondo.trace.diff.Verdict;
import dev.rondo.trace.golden.GoldenFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Holds the trace of a test against the golden one. */
final class GoldenCheck {
  private static final String FOLDER = "rondo.golden.folder";
  private static final String MODE = "rondo.golden";
  private static final Pattern NAME = Pattern.compile("[\\w-][\\w.-]*(/[\\w-][\\w.-]*)*");

  private final GoldenTrace asked;
  private final Path folder;
  private final GoldenFile file;
  private final boolean accepting;

  private GoldenCheck(GoldenTrace asked, Path folder, boolean accepting) {
    this.asked = asked;
    this.folder = folder;
    this.file = GoldenFile.named(folder, asked.value());
    this.accepting = accepting;
  }

  /**
   * The check that a test asks for.
   *
   * @throws TestFailure if it cannot be made
   */
  static GoldenCheck of(GoldenTrace asked, Recorded.Clock clock, ExtensionContext context) {
    String name = asked.value();
    if (!NAME.matcher(name).matches() || name.endsWith(".new")) {
      throw new TestFailure(
          "'" + name + "' is no name for a golden trace: use letters, digits, - _ . and /", null);
    }
    if (clock == Recorded.Clock.REAL && !asked.onRealClock()) {
      throw new TestFailure(
          "the golden trace '%s' is of a test on a real clock, where each run may differ: use the virtual clock, or say onRealClock = true"
              .formatted(name),
          null);
    }
    Optional<String> folder = context.getConfigurationParameter(FOLDER);
    String mode = context.getConfigurationParameter(MODE).orElse("check");
    if (!mode.equals("check") && !mode.equals("accept")) {
      throw new TestFailure(MODE + " is '" + mode + "', expected check or accept", null);
    }
    Path in = Path.of(folder.orElse("src/test/resources/golden"));
    return new GoldenCheck(asked, in, mode.equals("accept"));
  }

  /**
   * Compares, and leaves the new trace beside the old one if it is not the same.
   *
   * @param trace opens what was recorded
   * @throws TestFailure if it is not the same, or there is none yet
   */
  void check(Supplier<TraceReader> trace) throws IOException {
    String difference = difference(trace);
    if (difference.isEmpty()) {
      file.dismiss();
      return;
    }
    try (TraceReader reader = trace.get()) {
      file.propose(reader);
    }
    if (accepting) {
      file.accept();
    } else {
      throw new TestFailure(difference + "\n" + whatNow(), null);
    }
  }

  /** What is not the same, in words; empty for nothing. */
  private String difference(Supplier<TraceReader> trace) {
    if (!file.isKept()) {
      return "there is no golden trace " + file.kept() + " yet";
    }
    try (TraceReader now = trace.get()) {
      Comparison result = file.compare(now, options());
      boolean same =
          result.verdict() == Verdict.IDENTICAL || result.verdict() == Verdict.EQUIVALENT;
      String kept = file.kept().toString();
      return same ? "" : "not as the golden trace " + kept + " tells it\n" + text(kept, result);
    } catch (TraceException e) {
      return "the golden trace cannot be used: " + e.getMessage();
    }
  }

  private String text(String kept, Comparison result) {
    return DiffText.of(kept, file.fresh().toString(), result);
  }

  private DiffOptions options() {
    DiffOptions.Level level =
        switch (asked.level()) {
          case ORDER -> DiffOptions.Level.ORDER;
          case CAUSAL -> DiffOptions.Level.CAUSAL;
        };
    return new DiffOptions(level, Selection.ALL, false, false);
  }

  private String whatNow() {
    return "the new one is "
        + file.fresh()
        + "\nif it is right: rondo golden accept "
        + folder
        + " (or run the test with -Drondo.golden=accept)";
  }
}
