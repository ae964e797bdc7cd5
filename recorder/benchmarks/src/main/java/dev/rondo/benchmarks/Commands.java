package dev.rondo.benchmarks;

import dev.rondo.benchmarks.CommandProbe.CommandLine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The commands that are measured, as a user types them: each with its start and its end. */
final class Commands {
  /** So many orders make a trace of ten million events. */
  static final int ORDERS = 165_000;

  /** So many take about a minute of real time, nearly all of which their loop waits. */
  static final int REAL_ORDERS = 50_000;

  /** In so many orders the traces differ that are compared. */
  static final int SLOW = 100;

  /** So often in a round what takes a moment only. */
  private static final int OFTEN = 5;

  private static final LargeTrace LARGE = new LargeTrace("large", "virtual", ORDERS, 0);
  private static final LargeTrace OTHER = new LargeTrace("other", "virtual", ORDERS, SLOW);
  private static final LargeTrace ASLEEP = new LargeTrace("asleep", "monotonic", REAL_ORDERS, 0);

  /** So that nothing is left to be built while a command is measured. */
  private static final Probe BUILT =
      new CommandProbe("built", 1, (settings, _) -> rondo(settings, "512m", "--version")).once();

  private static final String PARSE =
      """
      import json, sys
      with open(sys.argv[1], "rb") as lines:
          for line in lines:
              json.loads(line)
      """;

  static final Group SMALL =
      new Group(
          "small",
          BUILT,
          new CommandProbe("small.summary", OFTEN, Commands::smallSummary),
          new CommandProbe("small.python", OFTEN, (all, _) -> python(all, "import json")),
          new CommandProbe("small.node", OFTEN, (_, _) -> onPath("node", "-e", "0")));

  static final Group AT_SIZE =
      new Group(
          "large",
          LARGE.once(),
          large("summary", "512m"),
          large("verify", "512m"),
          new CommandProbe(
              "large.python", 1, (all, _) -> python(all, PARSE, LARGE.file(all).toString())),
          new CommandProbe("large.ps", 1, middle("ps", "--at")).once(),
          new CommandProbe("large.replay", 1, middle("replay", "--until")).once(),
          new CommandProbe("large.run", 1, (all, _) -> replayed(all, LARGE)).once(),
          new CommandProbe("large.export", 1, Commands::exported).once());

  static final Group DIFF =
      new Group(
          "diff",
          LARGE.once(),
          OTHER.once(),
          new CommandProbe("large.diff", 1, Commands::diff).once());

  static final Group REPLAY =
      new Group(
          "replay",
          BUILT,
          ASLEEP.once(),
          new RateProbe("replay.asleep", ASLEEP, (all, _) -> replayed(all, ASLEEP)));

  private Commands() {}

  private static List<String> rondo(Settings settings, String heap, String... arguments) {
    List<String> words = new ArrayList<>(List.of("env", "RONDO_JAVA_OPTS=-Xmx" + heap));
    words.add(settings.home().resolve("rondo").toString());
    words.addAll(List.of(arguments));
    return words;
  }

  private static List<String> smallSummary(Settings settings, Figures known) {
    Path trace = settings.home().resolve("traces/golden/Overview.jsonl");
    return rondo(settings, "512m", "summary", trace.toString());
  }

  private static Probe large(String command, String heap) {
    return new CommandProbe(
        "large." + command,
        1,
        (settings, _) -> rondo(settings, heap, command, LARGE.file(settings).toString()));
  }

  private static CommandLine middle(String command, String option) {
    return (settings, known) -> {
      double events = known.get("trace.large.events").map(Figure::median).orElse(2.0);
      String seq = String.valueOf((long) (events / 2));
      return rondo(settings, "4g", command, LARGE.file(settings).toString(), option, seq);
    };
  }

  /** The program again, under its recorded schedule; succeeds if it does the same. */
  private static List<String> replayed(Settings settings, LargeTrace recording) {
    String trace = recording.file(settings).toString();
    String program = settings.home().resolve("runtime/examples/Orders.java").toString();
    return rondo(
        settings,
        "512m",
        "replay",
        trace,
        "--run",
        program,
        settings.scaled(recording.orders()),
        "0");
  }

  private static List<String> exported(Settings settings, Figures known) {
    List<String> words = new ArrayList<>(List.of("bash", "-c", "\"$@\" >/dev/null", "export"));
    String trace = LARGE.file(settings).toString();
    words.addAll(rondo(settings, "512m", "export", "otlp", trace, "-o", "-"));
    return words;
  }

  /** Succeeds if the traces differ. */
  private static List<String> diff(Settings settings, Figures known) {
    List<String> words = new ArrayList<>(List.of("bash", "-c", "\"$@\"; [ $? = 1 ]", "diff"));
    String one = LARGE.file(settings).toString();
    words.addAll(rondo(settings, "2g", "diff", one, OTHER.file(settings).toString()));
    return words;
  }

  private static List<String> python(Settings settings, String program, String... arguments) {
    Python python = settings.python();
    if (python == null) {
      return List.of();
    }
    List<String> words = new ArrayList<>(List.of(python.command(), "-c", program));
    words.addAll(List.of(arguments));
    return words;
  }

  private static List<String> onPath(String... words) {
    String path = System.getenv("PATH");
    boolean there =
        path != null
            && List.of(path.split(":", -1)).stream()
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, words[0])));
    return there ? List.of(words) : List.of();
  }
}
