package dev.rondo.cli;

import dev.rondo.trace.TraceFooter;
import dev.rondo.trace.TraceReader;
import dev.rondo.trace.TraceReader.CutOff;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Parameters;

/** The TRACE that a command reads: a mixin. */
final class TraceArgument {
  static final String DESCRIPTION =
      "A .jsonl, .jsonl.gz or .jsonl.zst file, or - for standard input; left out, the trace that"
          + " 'rondo run' wrote last.";

  @Parameters(arity = "0..1", paramLabel = "TRACE", description = DESCRIPTION)
  private @Nullable String trace;

  /** What the trace is called that was named, or the last one. */
  String name(Console console) {
    return named(trace, console);
  }

  /** Opens the trace that was named, or the last one. */
  TraceReader open(Console console) {
    return open(named(trace, console), console);
  }

  /** Opens the trace that was named, or the last one, to be read to its end. */
  Reading read(Console console) {
    return new Reading(open(console), console);
  }

  /** The trace that was named, or the last one, for reading it more than once. */
  Rereadable rereadable(Console console) throws IOException {
    return Rereadable.of(named(trace, console), console);
  }

  /** What the user calls the trace: the name that was given, or that of the last one. */
  static String named(@Nullable String trace, Console console) {
    return trace == null ? last(console).toString() : trace;
  }

  /** Opens a trace by what the user calls it. */
  static TraceReader open(String name, Console console) {
    return name.equals("-")
        ? TraceReader.open("standard input", console.in())
        : TraceReader.open(Path.of(name));
  }

  /** To be called when all of the trace was read: warns if there should have been more of it. */
  static void warnOfLoss(TraceReader trace, Console console) {
    CutOff cut = trace.cutOff();
    if (cut != null) {
      console.warn(
          "%s is incomplete: line %d: %s".formatted(trace.name(), cut.line(), cut.reason()));
    }
    TraceFooter footer = trace.footer();
    if (footer != null && footer.lost() > 0 && !trace.header().flight()) {
      console.warn("%s: the recorder lost %d events".formatted(trace.name(), footer.lost()));
    }
  }

  static Path last(Console console) {
    Path last =
        new LastTrace(console.environment())
            .get()
            .orElseThrow(
                () -> new UsageException("no TRACE given, and 'rondo run' has written none yet"));
    console.say("reading " + last);
    return last;
  }
}
