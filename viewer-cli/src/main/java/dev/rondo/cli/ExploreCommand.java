package dev.rondo.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rondo.trace.TraceEvent;
import dev.rondo.trace.TraceReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
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
      "Exits with 0 if no schedule made it fail, with 1 if one did, and with 3 if it fails first"
          + " in, first out."
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
      names = "--clock",
      description = "${COMPLETION-CANDIDATES}: real time, or time that jumps to the next deadline.")
  private RunCommand.@Nullable Clock clock;

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

  /** A run of the program. */
  private record Run(String policy, long seed, int code) {}

  @Override
  public Integer call() throws IOException, InterruptedException {
    policy = policy.toLowerCase(Locale.ROOT);
    if (!policy.equals("random") && !policy.equals("pct")) {
      throw new UsageException("--policy '" + policy + "': choose random or pct");
    }
    if (seeds < 1) {
      throw new UsageException("--seeds " + seeds + ": give a number from 1 on");
    }
    JavaCommand program = JavaCommand.parse(words);
    TraceFile good = TraceFile.prepare(null, program.program());
    TraceFile bad = TraceFile.prepare(output, program.program());
    Path said = Files.createTempFile("rondo-said-", ".txt");
    Signals signals = Signals.hold(console);
    try {
      return explore(program, good, bad, said, signals);
    } finally {
      bad.discardIfEmpty();
      Files.deleteIfExists(said);
    }
  }

  private int explore(
      JavaCommand program, TraceFile good, TraceFile bad, Path said, Signals signals)
      throws IOException, InterruptedException {
    int code = run(program, good, said, "fifo", 0, signals);
    if (code != 0 || good.isEmpty()) {
      repeat(said);
      good.discardIfEmpty();
      console.say(
          code != 0
              ? "the program fails first in, first out, with exit code " + code
              : "nothing was recorded: the program made no event loop");
      return ExitCode.INPUT;
    }
    String chosen = policy.equals("pct") ? "pct:depth=3,steps=" + slices(good.path()) : policy;
    for (long seed = from; seed < from + seeds && !signals.came(); seed++) {
      int failed = run(program, bad, said, chosen, seed, signals);
      if (failed != 0 && !signals.came()) {
        repeat(said);
        return found(new Run(chosen, seed, failed), good.path(), bad.path());
      }
      Files.newOutputStream(bad.path()).close();
    }
    Files.deleteIfExists(good.path());
    return nothing(chosen);
  }

  /** Prints the end of what a run that failed said. */
  private void repeat(Path said) throws IOException {
    List<String> lines = new String(Files.readAllBytes(said), UTF_8).lines().toList();
    lines.stream()
        .skip(Math.max(0, lines.size() - MOST_LINES))
        .forEach(line -> console.err().println(Plain.text(line)));
    console.err().flush();
  }

  private int run(
      JavaCommand program, TraceFile trace, Path said, String chosen, long seed, Signals signals)
      throws IOException, InterruptedException {
    List<String> options =
        new ArrayList<>(
            List.of(
                "--add-exports=java.base/jdk.internal.vm=ALL-UNNAMED",
                "-Drondo.record=" + trace.path().toString().replace("%", "%%"),
                "-Drondo.program=" + program.program(),
                "-Drondo.policy=" + chosen,
                "-Drondo.seed=" + seed));
    if (clock != null) {
      options.add("-Drondo.clock=" + clock);
    }
    Process process =
        new ProcessBuilder(
                program.with(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    options,
                    RecordingJars.locate(),
                    console.environment().get("CLASSPATH")))
            .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    signals.passOnTo(process);
    return process.waitFor();
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
                run.policy,
                run.seed,
                clock == null ? "" : " --clock " + clock,
                words.stream().map(ExploreCommand::quoted).collect(Collectors.joining(" ")));
    String why = "rondo diff " + good + " " + bad;
    if (json.on()) {
      Json.print(
          console,
          Json.object(
              "found",
              true,
              "policy",
              run.policy,
              "seed",
              run.seed,
              "exitCode",
              run.code,
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
          .println("found: exit code %d by %s, seed %d".formatted(run.code, run.policy, run.seed));
      console.out().println("  trace   " + Plain.text(bad.toString()));
      console.out().println("  again   " + Plain.text(again));
      console.out().println("  why     " + Plain.text(why));
    }
    return ExitCode.FINDINGS;
  }
}
