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
  private final ReplayOptions how;
  private final TraceHeader header;

  ReplayRun(Console console, Path recording, ReplayOptions how) {
    this.console = console;
    this.recording = recording;
    this.how = how;
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

  /** Runs it; the words are as for java. */
  int run(List<String> words, boolean json) throws IOException, InterruptedException {
    JavaCommand program = JavaCommand.parse(words);
    judge(program);
    Path report = Files.createTempFile("rondo-replay-", ".json");
    Path copy = how.output() == null ? null : OutputPath.of(how.output());
    Path run = copy == null ? Files.createTempFile("rondo-replay-", ".jsonl") : copy;
    try {
      start(program, report, run);
      String said = Files.readString(report).strip();
      if (said.isEmpty()) {
        console.say("nothing was replayed: the program made no event loop, or was killed");
        return ExitCode.INPUT;
      }
      String name = copy == null ? "the run" : copy.toString();
      return tell(new Replayed(console, recording, run, name, how.lenient(), map(said)), json);
    } finally {
      Files.deleteIfExists(report);
      if (copy == null) {
        Files.deleteIfExists(run);
      }
    }
  }

  private void start(JavaCommand program, Path report, Path run)
      throws IOException, InterruptedException {
    Signals signals = Signals.hold(console);
    Process process =
        new ProcessBuilder(
                program.with(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    options(report, run),
                    RecordingJars.locate(),
                    console.environment().get("CLASSPATH")))
            .inheritIO()
            .start();
    signals.passOnTo(process);
    process.waitFor();
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

  private List<String> options(Path report, Path run) {
    List<String> options = new ArrayList<>();
    options.add("--add-exports=java.base/jdk.internal.vm=ALL-UNNAMED");
    options.add("--enable-native-access=ALL-UNNAMED"); // zstd; else java warns
    options.add("-Drondo.replay=" + recording);
    options.add("-Drondo.replay.report=" + report);
    options.add("-Drondo.replay.then=" + (how.goesOn() ? "free" : "stop"));
    options.add("-Drondo.record=" + run.toString().replace("%", "%%"));
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

  @SuppressWarnings("unchecked") // the keys of a JSON object are texts
  private static Map<String, Object> map(String json) {
    return new JsonMapper().readValue(json, Map.class);
  }

  private int tell(Replayed replayed, boolean json) {
    if (json) {
      Json.print(console, replayed.json());
    } else {
      replayed.print();
    }
    return replayed.same() ? ExitCode.FINE : ExitCode.FINDINGS;
  }
}
