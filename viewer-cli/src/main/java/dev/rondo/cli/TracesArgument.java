package dev.rondo.cli;

import dev.rondo.trace.TraceException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import picocli.CommandLine.Parameters;

/** The TRACEs that a command reads one after the other: a mixin. */
final class TracesArgument {

  @Parameters(
      arity = "0..*",
      paramLabel = "TRACE",
      description =
          "Files ending in .jsonl, .jsonl.gz or .jsonl.zst, or - for standard input; left out, the"
              + " trace that 'rondo run' wrote last.")
  private final List<String> traces = new ArrayList<>();

  /**
   * Does the same with each trace. One that can't be read is told, and the next one taken.
   *
   * @param command gives the exit code for a trace
   * @return the highest of the exit codes
   */
  int each(Console console, ToIntFunction<Reading> command) {
    List<String> names =
        traces.isEmpty() ? List.of(TraceArgument.last(console).toString()) : traces;
    return names.stream().mapToInt(name -> one(name, console, command)).max().orElse(0);
  }

  private static int one(String name, Console console, ToIntFunction<Reading> command) {
    try (Reading trace = new Reading(TraceArgument.open(name, console), console)) {
      return command.applyAsInt(trace);
    } catch (TraceException e) {
      return Failures.report(e, console);
    }
  }
}
