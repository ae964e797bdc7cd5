package dev.rondo.cli;

import dev.rondo.recorder.Recorder;
import dev.rondo.trace.TraceHeader;
import dev.rondo.trace.TraceReader;
import dev.rondo.trace.replay.Circumstances;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
    if (recording.toString().equals("-")) {
      throw new UsageException("standard input is the program's: name the recording's file");
    }
    if (isPassing(recording)) {
      throw new UsageException(
          recording + " can be read once only, and the recording is read again: keep it in a file");
    }
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

  /** Whether it is a pipe, or a device. */
  private static boolean isPassing(Path file) {
    return Files.exists(file) && !Files.isRegularFile(file) && !Files.isDirectory(file);
  }

  /** Runs it; the words are as for java. */
  int run(List<String> words, boolean json) throws IOException, InterruptedException {
    JavaCommand program = JavaCommand.parse(words);
    judge(program);
    Path report = Files.createTempFile("rondo-replay-", ".json");
    Path copy = how.output() == null ? null : copy(how.output());
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

  private Path copy(String name) throws IOException {
    Path copy = OutputPath.of(name);
    if (Files.exists(copy) && Files.isSameFile(recording, copy)) {
      throw new UsageException("can't write " + name + ": it is the recording");
    }
    return copy;
  }

  private void start(JavaCommand program, Path report, Path run)
      throws IOException, InterruptedException {
    Signals signals = Signals.hold(console);
    TraceFile trace = new TraceFile(run);
    Process process =
        ProgramJvm.of(program, trace, options(program, report, trace), console).start();
    signals.passOnTo(process);
    process.waitFor();
  }

  /** Names what makes the run another than the recorded one from the start. */
  private void judge(JavaCommand program) {
    boolean filtered = !how.rules().isEmpty() || given(program, "rondo.record.filter") != null;
    Circumstances now =
        new Circumstances(
            program.program(),
            Recorder.NAME,
            "java " + System.getProperty("java.version"),
            engine(program),
            null,
            null,
            null,
            filtered);
    now.against(header).forEach(other -> console.warn(recording + ": " + other));
    overruled("rondo.clock", header.clock(), program);
    overruled("rondo.policy", Objects.requireNonNullElse(header.policy(), "fifo"), program);
    overruled("rondo.seed", String.valueOf(header.seed()), program);
  }

  /** The one that the user wants, or else that of the recording. */
  private @Nullable String engine(JavaCommand program) {
    String given = given(program, "rondo.engine");
    return how.engine() != null ? how.engine() : given != null ? given : header.engine();
  }

  private void overruled(String property, String recorded, JavaCommand program) {
    String given = given(program, property);
    if (given != null && !given.equals(recorded)) {
      console.warn(
          "-D%s=%s is not taken: the recording has %s".formatted(property, given, recorded));
    }
  }

  /** What the user's own words for java set a property to, or null. */
  private static @Nullable String given(JavaCommand program, String property) {
    String option = "-D" + property + "=";
    return program.options().stream()
        .filter(word -> word.startsWith(option))
        .map(word -> word.substring(option.length()))
        .reduce((_, last) -> last)
        .orElse(null);
  }

  private List<String> options(JavaCommand program, Path report, TraceFile run) {
    List<String> options = new ArrayList<>();
    options.add("--enable-native-access=ALL-UNNAMED"); // the recording may be packed by zstd
    options.add(ProgramJvm.recordTo(run));
    add("rondo.replay", recording, options);
    add("rondo.replay.report", report, options);
    add("rondo.replay.then", how.goesOn() ? "free" : "stop", options);
    add("rondo.record.filter", how.rules().isEmpty() ? null : how.rules(), options);
    add("rondo.clock", header.clock(), options);
    add("rondo.engine", engine(program), options);
    add("rondo.policy", Objects.requireNonNullElse(header.policy(), "fifo"), options);
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
    if (replayed.unknown()) {
      return ExitCode.INPUT;
    }
    return replayed.same() ? ExitCode.FINE : ExitCode.FINDINGS;
  }
}
