package dev.rondo.cli;

import dev.rondo.recorder.Amounts;
import dev.rondo.recorder.Filter;
import dev.rondo.recorder.FlightRecorder;
import dev.rondo.recorder.Recorder;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs a program in a JVM of its own, with recording on. */
@Command(
    name = "run",
    customSynopsis = "rondo run [OPTIONS] [--] AS-FOR-JAVA...",
    description = {
      "Runs a program as 'java' would, recording its loops, and exits as the program does.",
      "",
      "Our options end at the first word that is none of them, or at --. Rondo's own jars, and the"
          + " libraries that they use, are added to the end of the program's class path. What"
          + " rondo itself has to say goes to standard error, after the program's end.",
      "",
      "With --check-determinism the program runs twice, as recorded to FILE and FILE-2; the exit"
          + " code is then 0 if both runs did the same, 1 if not, and 3 if it can't be told. What"
          + " the second run prints is dropped; with --json what the first prints, too.",
      "",
      "While a program with event loops runs, the signal USR1, sent to it or to rondo, prints all"
          + " its tasks: what each awaits, and where it is paused."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  rondo run Hello.java                           a source file",
      "  rondo run -o a.jsonl.zst -cp app.jar com.acme.Main --port 80",
      "  rondo run --filter errors=type --filter 'hide=user-\\d+' Hello.java",
      "  rondo run --flight 'slice=100ms;memory=4m' Hello.java",
      "  rondo run --otel -cp 'app.jar:lib/*' com.acme.Main",
      "  rondo run --policy pct --seed 7 Hello.java     in another order, repeatably",
      "  rondo run --check-determinism --clock virtual Hello.java",
      "  rondo run --quiet -- -Xmx1g -jar app.jar       with options for java"
    })
final class RunCommand implements Callable<Integer> {

  /** How much is recorded. */
  enum Detail {
    full,
    schedule
  }

  /** What becomes of a loop that is faster than the file. */
  enum WhenFull {
    wait,
    drop
  }

  private static final String DUMP_SIGNAL = "-Drondo.dump.signal=";

  private final Console console;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description =
          "Where to write the trace (.jsonl, .jsonl.gz or .jsonl.zst); a file that is there is"
              + " overwritten. Without it: a new file in the system's folder for temporary files.")
  private @Nullable String output;

  @Option(
      names = {"-q", "--quiet"},
      description = "Say nothing after the program's end.")
  private boolean quiet;

  @Option(
      names = "--detail",
      description = "${COMPLETION-CANDIDATES}: with coroutines awaited in place, or without.")
  private @Nullable Detail detail;

  @Option(
      names = "--filter",
      paramLabel = "RULE",
      description =
          "Keep texts out of the trace; may be given several times. errors=type: of errors and"
              + " warnings the kind alone; attributes=none or attributes=NAME,NAME*: of the"
              + " program's own notes no attributes, or only these; hide=REGEX: *** for what"
              + " matches, in any text; hash=REGEX: a hash for it.")
  private List<String> filters = List.of();

  @Option(
      names = "--flight",
      paramLabel = "RULES",
      description =
          "Keep the latest events in memory alone, and write them down at the end of the process"
              + " and before that when RULES say so, separated by semicolons: slice=100ms (a slice"
              + " takes longer), warn=CODE,CODE, error, stall; memory=16m and last=30s say how much"
              + " is kept. A second file has -2 before its ending.")
  private @Nullable String flight;

  @Option(
      names = "--otel",
      description =
          "Make OpenTelemetry spans and metrics of the tasks and loops as well, with the SDK or"
              + " agent that the program brings; an SDK that has autoconfiguration is started.")
  private boolean otel;

  @Option(names = "--no-sites", description = "Leave out the source lines of tasks.")
  private boolean noSites;

  @Option(
      names = "--when-full",
      description =
          "${COMPLETION-CANDIDATES}: where the program is faster than the file, its loop waits"
              + " (usually), or events are dropped. The trace tells either.")
  private @Nullable WhenFull whenFull;

  @Option(
      names = "--limit",
      paramLabel = "SIZE",
      description = "End the recording when the file has that size, such as 500m or 2g.")
  private @Nullable String limit;

  @Option(
      names = "--memory",
      paramLabel = "SIZE",
      description = "What the recorder may take, usually 16m.")
  private @Nullable String memory;

  @Option(
      names = "--flush",
      paramLabel = "TIME",
      description = "How long an event may stay out of the file, usually 100ms: lost by a kill.")
  private @Nullable String flush;

  @Mixin private final RuntimeOptions runtime = new RuntimeOptions();

  @Mixin private final ScheduleOptions schedule = new ScheduleOptions();

  @Option(
      names = "--check-determinism",
      description =
          "Runs the program twice and names the first event that differs: on a virtual clock"
              + " strictly, on a real one by causes.")
  private boolean checkDeterminism;

  @Option(
      names = "--json",
      description = "Prints what --check-determinism finds as JSON, for programs to read.")
  private boolean json;

  @Parameters(
      arity = "1..*",
      paramLabel = "AS-FOR-JAVA",
      description = "What 'java' takes: options, a source file, class or -jar, its arguments.")
  private List<String> words = List.of();

  RunCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    requireOptions();
    JavaCommand program = JavaCommand.parse(words);
    return checkDeterminism ? twice(program) : once(program);
  }

  private int once(JavaCommand program) throws IOException, InterruptedException {
    TraceFile trace = TraceFile.prepare(output, program.program());
    int code = run(program, trace, Signals.hold(console), Redirect.INHERIT);
    AfterRun.tell(trace, quiet, console);
    return code;
  }

  private int twice(JavaCommand program) throws IOException, InterruptedException {
    TraceFile first = TraceFile.prepare(output, program.program());
    TraceFile second =
        TraceFile.prepare(output == null ? null : secondName(output), program.program());
    Signals signals = Signals.hold(console);
    int firstCode = run(program, first, signals, json ? Redirect.DISCARD : Redirect.INHERIT);
    AfterRun.tell(first, true, console);
    if (signals.came()) {
      second.discardIfEmpty();
      return firstCode;
    }
    int secondCode = run(program, second, signals, Redirect.DISCARD);
    if (first.isEmpty() || second.isEmpty()) {
      console.say("nothing was recorded: the program made no event loop");
      return ExitCode.INPUT;
    }
    List<Path> traces = List.of(first.path(), second.path());
    return new DeterminismCheck(console, traces, List.of(firstCode, secondCode)).report(json);
  }

  private static String secondName(String output) {
    return output.replaceFirst("(\\.jsonl(\\.gz|\\.zst)?)?$", "-2$1");
  }

  private int run(JavaCommand program, TraceFile trace, Signals signals, Redirect to)
      throws IOException, InterruptedException {
    try {
      Process process =
          ProgramJvm.of(program, trace, options(program, trace), console)
              .redirectOutput(to)
              .redirectError(to)
              .start();
      signals.passOnTo(process);
      return process.waitFor();
    } finally {
      trace.discardIfEmpty();
    }
  }

  private void requireOptions() {
    schedule.require();
    if (json && !checkDeterminism) {
      throw new UsageException("--json is for --check-determinism: what else run says is no data");
    }
    try {
      filters.forEach(Filter::of);
      FlightRecorder.of(flight == null ? "" : flight);
      requireFile("--check-determinism", checkDeterminism ? true : null);
      requireFile("--no-sites", noSites ? true : null);
      requireFile("--when-full", whenFull);
      requireFile("--limit", limit);
      requireFile("--memory", memory);
      requireFile("--flush", flush);
      require("--limit", limit, Amounts::bytes);
      require("--memory", memory, text -> Recorder.to(Path.of("x")).memory(Amounts.bytes(text)));
      require("--flush", flush, Amounts::duration);
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  private void requireFile(String option, @Nullable Object value) {
    if (flight != null && value != null) {
      throw new UsageException(
          option
              + " is for a recording to a file: --flight takes memory=SIZE and other rules of its"
              + " own");
    }
  }

  private static void require(String option, @Nullable String text, Consumer<String> reading) {
    if (text != null) {
      try {
        reading.accept(text);
      } catch (IllegalArgumentException | ArithmeticException e) {
        throw new IllegalArgumentException(option + ": " + e.getMessage(), e);
      }
    }
  }

  private List<String> options(JavaCommand program, TraceFile trace) {
    List<String> options = new ArrayList<>();
    options.add(
        flight == null
            ? ProgramJvm.recordTo(trace)
            : "-Drondo.flight=" + flight + ";exit;to=" + trace.path());
    if (program.options().stream().noneMatch(option -> option.startsWith(DUMP_SIGNAL))) {
      options.add(DUMP_SIGNAL + Signals.DUMP);
    }
    property("rondo.record.detail", detail, options);
    if (!filters.isEmpty()) {
      options.add("-Drondo.record.filter=" + String.join(";", filters));
    }
    property("rondo.record.sites", noSites ? "false" : null, options);
    property("rondo.record.when-full", whenFull, options);
    property("rondo.record.limit", limit, options);
    property("rondo.record.memory", memory, options);
    property("rondo.record.flush", flush, options);
    runtime.addTo(options);
    if (otel) {
      new OtelProperties(program, console.environment()).addTo(options);
    }
    schedule.addTo(options);
    return options;
  }

  private static void property(String name, @Nullable Object value, List<String> options) {
    if (value != null) {
      options.add("-D" + name + "=" + value.toString().toLowerCase(Locale.ROOT));
    }
  }
}
