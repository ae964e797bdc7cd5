package dev.rondo.cli;

import dev.rondo.cli.Exploration.Run;
import dev.rondo.trace.TraceEvent;
import dev.rondo.trace.TraceReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs a program under one schedule after the other, until it fails. */
@Command(
    name = "explore",
    customSynopsis = "rondo explore [OPTIONS] [--] AS-FOR-JAVA...",
    description = {
      "Runs a program first in, first out, and then under other schedules, until one makes it"
          + " fail: exit with a code other than 0. Prints the seed, the trace and the commands to"
          + " go on with.",
      "What runs that do not fail print is dropped, and so are their traces, but for the first: it"
          + " is what to compare with.",
      "Several schedules are tried at a time. What is found is the same, whatever their number; a"
          + " program that must be alone, with its port or its file, needs --jobs 1.",
      "Exits with 0 if no schedule made it fail, with 1 if one did, and with 3 if it fails first"
          + " in, first out, or is stopped."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  rondo explore --clock virtual Hello.java",
      "  rondo explore --policy random --seeds 1000 -o bad.jsonl -cp app.jar com.acme.Main",
      "  rondo explore --from 201 --seeds 200 Hello.java     goes on where the last ended"
    })
final class ExploreCommand implements Callable<Integer> {
  /** So much is repeated of what a run that failed said. */
  private static final int MOST_LINES = 40;

  private final Console console;

  @Option(
      names = "--policy",
      paramLabel = "POLICY",
      description = "random, or pct (usually), whose steps are as many as the first run had.")
  private String policy = "pct";

  @Option(
      names = "--seeds",
      paramLabel = "N",
      description = "How many schedules to try, usually 100.")
  private int seeds = 100;

  @Option(names = "--from", paramLabel = "SEED", description = "The first seed, usually 1.")
  private long from = 1;

  @Option(
      names = "--jobs",
      paramLabel = "N",
      description = "How many to try at a time: usually 2, or 1 on a single processor.")
  private int jobs = Math.min(2, Runtime.getRuntime().availableProcessors());

  @Mixin private final PctOptions pct = new PctOptions();

  @Mixin private final RuntimeOptions runtime = new RuntimeOptions();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description =
          "Where to write the trace of the run that fails. Without it: a new file in the system's"
              + " folder for temporary files.")
  private @Nullable String output;

  @Mixin private final JsonOption json = new JsonOption();

  @Parameters(
      arity = "1..*",
      paramLabel = "AS-FOR-JAVA",
      description = "What 'java' takes: options, a source file, class or -jar, its arguments.")
  private List<String> words = List.of();

  ExploreCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    requireOptions();
    JavaCommand program = JavaCommand.parse(words);
    TraceFile bad = TraceFile.prepare(output, program.program());
    TraceFile good = TraceFile.prepare(null, program.program());
    List<String> options = new ArrayList<>();
    runtime.addTo(options);
    Signals signals = Signals.hold(console);
    try (Exploration runs = new Exploration(program, options, bad.path(), console, signals)) {
      int code = explore(runs, good, bad);
      if (code != ExitCode.FINDINGS) {
        Files.deleteIfExists(good.path());
      }
      return code;
    } finally {
      bad.discardIfEmpty();
    }
  }

  private void requireOptions() {
    policy = policy.toLowerCase(Locale.ROOT);
    if (!policy.equals("random") && !policy.equals("pct")) {
      throw new UsageException("--policy '" + policy + "': choose random or pct");
    }
    requirePositive("--seeds", seeds);
    requirePositive("--jobs", jobs);
    pct.require(policy.equals("pct"));
  }

  private static void requirePositive(String option, int value) {
    if (value < 1) {
      throw new UsageException(option + " " + value + ": give a number from 1 on");
    }
  }

  private int explore(Exploration runs, TraceFile good, TraceFile bad)
      throws IOException, InterruptedException {
    Run usual = runs.usual(good);
    if (runs.stopped()) {
      return stopped();
    }
    if (usual.code() != 0 || good.isEmpty()) {
      repeat(usual);
      console.say(
          usual.code() != 0
              ? "the program fails first in, first out, with exit code " + usual.code()
              : "nothing was recorded: the program made no event loop");
      return ExitCode.INPUT;
    }
    String chosen = policy.equals("pct") ? pct.policy(slices(good.path())) : policy;
    Run failed = runs.firstFailure(chosen, from, seeds, jobs);
    if (failed == null) {
      return runs.stopped() ? stopped() : nothing(chosen);
    }
    repeat(failed);
    failed.copyTrace(bad);
    return found(failed, good.path(), bad.path());
  }

  /** Prints the end of what a run that failed said. */
  private void repeat(Run run) throws IOException {
    run.lastLines(MOST_LINES).forEach(line -> console.err().println(Plain.text(line)));
    console.err().flush();
  }

  private static int slices(Path trace) {
    int slices = 0;
    try (TraceReader reader = TraceReader.open(trace)) {
      for (TraceEvent event = reader.next(); event != null; event = reader.next()) {
        slices +=
            event instanceof TraceEvent.Resume || event instanceof TraceEvent.Callback ? 1 : 0;
      }
    }
    return Math.max(1, slices);
  }

  /** As a shell takes it for one word. */
  private static String quoted(String word) {
    return word.matches("[\\w@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  private int stopped() {
    console.say("stopped before a schedule made it fail");
    return ExitCode.INPUT;
  }

  private int nothing(String chosen) {
    if (json.on()) {
      Json.print(console, Json.object("found", false, "policy", chosen, "seeds", seeds));
    } else {
      console
          .out()
          .println(
              "nothing found: no failure in %s of %s, from %d on"
                  .formatted(Plain.count(seeds, "schedule"), chosen, from));
    }
    return ExitCode.FINE;
  }

  private int found(Run run, Path good, Path bad) {
    String again =
        "rondo run --policy %s --seed %d%s %s"
            .formatted(
                run.policy(),
                run.seed(),
                runtime.words(),
                words.stream().map(ExploreCommand::quoted).collect(Collectors.joining(" ")));
    String why = "rondo diff " + good + " " + bad;
    if (json.on()) {
      Json.print(
          console,
          Json.object(
              "found",
              true,
              "policy",
              run.policy(),
              "seed",
              run.seed(),
              "exitCode",
              run.code(),
              "trace",
              bad.toString(),
              "good",
              good.toString(),
              "again",
              again,
              "why",
              why));
    } else {
      console
          .out()
          .println(
              "found: exit code %d by %s, seed %d".formatted(run.code(), run.policy(), run.seed()));
      console.out().println("  trace   " + Plain.text(bad.toString()));
      console.out().println("  again   " + Plain.text(again));
      console.out().println("  why     " + Plain.text(why));
    }
    return ExitCode.FINDINGS;
  }
}
