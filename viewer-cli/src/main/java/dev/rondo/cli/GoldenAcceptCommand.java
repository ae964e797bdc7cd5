package dev.rondo.cli;

import dev.rondo.trace.TraceException;
import dev.rondo.trace.TraceReader;
import dev.rondo.trace.golden.GoldenFile;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lets new traces take the place of the golden ones. */
@Command(
    name = "accept",
    description = {
      "Lets each new trace, NAME.new.jsonl, take the place of the golden one, NAME.jsonl.",
      "One that is no whole trace is left where it is, and the exit code is 3."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  rondo golden accept src/test/resources/golden",
      "  rondo golden accept src/test/resources/golden/tea.new.jsonl"
    })
final class GoldenAcceptCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private final GoldenPlaces places = new GoldenPlaces();

  GoldenAcceptCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    List<GoldenFile> fresh = places.files().stream().filter(GoldenFile::hasFresh).toList();
    if (fresh.isEmpty()) {
      console.say("there is no new trace to accept");
    }
    int code = ExitCode.FINE;
    for (GoldenFile file : fresh) {
      code = Math.max(code, accept(file));
    }
    return code;
  }

  private int accept(GoldenFile file) throws IOException {
    if (!isWhole(file)) {
      return ExitCode.INPUT;
    }
    boolean replaced = file.isKept();
    file.accept();
    String kept = Plain.text(file.kept().toString());
    console.out().println((replaced ? "accepted " : "accepted, the first: ") + kept);
    return ExitCode.FINE;
  }

  /** Whether the new one is a trace with its end; if not, says what is wrong. */
  private boolean isWhole(GoldenFile file) {
    try (TraceReader trace = TraceReader.open(file.fresh())) {
      while (trace.next() != null) {}
      if (trace.footer() == null) {
        console.say(trace.name() + " is cut off: not accepted");
      }
      return trace.footer() != null;
    } catch (TraceException e) {
      Failures.report(e, console);
      return false;
    }
  }
}
