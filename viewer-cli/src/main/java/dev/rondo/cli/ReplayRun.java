package dev.rondo.cli;

import dev.rondo.trace.TraceHeader;
import dev.rondo.trace.TraceReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Runs a program again under its recorded schedule, and tells whether it still does the same. */
final class ReplayRun {
  private final Console console;
  private final Path recording;
  private final TraceHeader header;

  ReplayRun(Console console, Path recording) {
    this.console = console;
    this.recording = recording;
    try (TraceReader trace = TraceReader.open(recording)) {
      this.header = trace.header();
    }
    if (header.flight()) {
      throw new UsageException(
          recording
              + " is what a flight recorder kept: only a recording from the beginning can be"
              + " run again");
    }
  }

  /**
   * Runs it.
   *
   * @param words as for java
   * @param free whether a program that has parted from the recording goes on by itself
   * @param output where to write what it does, or null
   */
  int run(List<String> words, boolean free, @Nullable String output, boolean json)
      throws IOException, InterruptedException {
    JavaCommand program = JavaCommand.parse(words);
    judge(program);
    Path report = Files.createTempFile("rondo-replay-", ".json");
    try {
      List<String> options = options(free, report);
      if (output != null) {
        options.add("-Drondo.record=" + OutputPath.of(output).toString().replace("%", "%%"));
      }
      Signals signals = Signals.hold(console);
      Process process =
          new ProcessBuilder(
                  program.with(
                      Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                      options,
                      RecordingJars.locate(),
                      console.environment().get("CLASSPATH")))
              .inheritIO()
              .start();
      signals.passOnTo(process);
      process.waitFor();
      return tell(Files.readString(report).strip(), json);
    } finally {
      Files.deleteIfExists(report);
    }
  }

  /** Names what makes the run another than the recorded one from the start. */
  private void judge(JavaCommand program) {
    if (!header.program().equals(program.program())) {
      console.warn(
          "%s was recorded of %s, and this is %s"
              .formatted(recording, header.program(), program.program()));
    }
    String java = "java " + System.getProperty("java.version");
    if (header.runtime() != null && !header.runtime().equals(java)) {
      console.warn(
          "%s was recorded on %s, and this is %s".formatted(recording, header.runtime(), java));
    }
  }

  private List<String> options(boolean free, Path report) {
    List<String> options = new ArrayList<>();
    options.add("--add-exports=java.base/jdk.internal.vm=ALL-UNNAMED");
    options.add("--enable-native-access=ALL-UNNAMED"); // zstd; else java warns
    options.add("-Drondo.replay=" + recording);
    options.add("-Drondo.replay.report=" + report);
    options.add("-Drondo.replay.then=" + (free ? "free" : "stop"));
    options.add("-Drondo.clock=" + header.clock());
    add("rondo.engine", header.engine(), options);
    add("rondo.policy", header.policy(), options);
    add("rondo.seed", header.seed(), options);
    return options;
  }

  private static void add(String property, @Nullable Object value, List<String> options) {
    if (value != null) {
      options.add("-D" + property + "=" + value);
    }
  }

  private int tell(String report, boolean json) {
    if (report.isEmpty()) {
      console.say("nothing was replayed: the program made no event loop, or was killed");
      return ExitCode.INPUT;
    }
    Map<?, ?> said = new JsonMapper().readValue(report, Map.class);
    if (json) {
      console.out().println(Plain.text(report));
    } else {
      said(said);
    }
    return "same".equals(said.get("verdict")) ? ExitCode.FINE : ExitCode.FINDINGS;
  }

  private void said(Map<?, ?> report) {
    if (!(report.get("divergence") instanceof Map<?, ?> divergence)) {
      line("%s: the run does the same, %s events".formatted(recording, report.get("events")));
      if (report.get("broken") != null) {
        console.warn("the recording was followed as far as it goes: " + report.get("broken"));
      }
      return;
    }
    line(
        "%s: the run parts from it at seq %s of loop %s: %s"
            .formatted(
                recording, divergence.get("seq"), divergence.get("loop"), divergence.get("text")));
    event("expected", divergence.get("expected"));
    event("actual  ", divergence.get("actual"));
    if (divergence.get("hint") != null) {
      line("  " + divergence.get("hint"));
    }
    line(
        "  what led there: rondo why %s:%s %s"
            .formatted(divergence.get("loop"), divergence.get("seq"), recording));
  }

  private void event(String side, @Nullable Object event) {
    line(
        "  "
            + side
            + "  "
            + (event == null ? "nothing" : new JsonMapper().writeValueAsString(event)));
  }

  private void line(String text) {
    console.out().println(Plain.text(text));
  }
}
