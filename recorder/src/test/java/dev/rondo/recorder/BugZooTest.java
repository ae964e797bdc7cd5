package dev.rondo.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.trace.TraceReader;
import dev.rondo.trace.diff.Comparison;
import dev.rondo.trace.diff.Difference;
import dev.rondo.trace.diff.TraceDiff;
import dev.rondo.trace.diff.Verdict;
import dev.rondo.trace.replay.ReplayReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Programs with a bug that first in, first out does not show: other schedules find each, the seed
 * brings it back, so does the failing run's trace, and what differs from a good one names who did
 * it.
 *
 * <p>{@code -Drondo.golden=rewrite} writes the table of {@code docs/schedules.md} anew.
 */
class BugZooTest {
  private static final int SEEDS = 1_000;
  private static final String RANDOM = "random";
  private static final String PCT = "pct:depth=3,steps=100";
  private static final String PCT_MEASURED = "pct:depth=3,steps=20";
  private static final Path PAGE = Path.of("..", "docs", "schedules.md");
  private static final Pattern TABLE = Pattern.compile("(?s)\\| bug \\|.*?\n(?=\n)");

  /** Who does the first thing that is different, in the good run and in the bad one. */
  private static final Map<String, String> CULPRITS =
      Map.ofEntries(
          Map.entry("CancelledHalfway", "user, user"),
          Map.entry("ChangedWhileIterating", "host, door"),
          Map.entry("CheckThenAct", "ann, bob"),
          Map.entry("ClearAfterSet", "boss, worker"),
          Map.entry("DoubleOpen", "first, second"),
          Map.entry("LockOrder", "plato, kant"),
          Map.entry("LostUpdate", "alice, bob"),
          Map.entry("MissedNotification", "consumer, producer"),
          Map.entry("QueueShutdown", "cook, Task-1 kitchen"),
          Map.entry("SemaphoreLeak", "user, user"),
          Map.entry("SleepInsteadOfWait", "loader, server"),
          Map.entry("StaleCache", "reader, writer"),
          Map.entry("TimeoutRace", "bank, shop"),
          Map.entry("UnawaitedTask", "save, the loop"),
          Map.entry("UseAfterClose", "user, reaper"));

  @TempDir static Path folder;
  private static List<Bug> bugs;

  @BeforeAll
  static void compile() throws Exception {
    bugs = Bug.all(Files.createDirectory(folder.resolve("classes")));
  }

  private static List<Bug> bugs() {
    return bugs;
  }

  @Test
  void thereAreManyKinds() {
    assertThat(bugs).hasSizeGreaterThanOrEqualTo(12);
  }

  @ParameterizedTest
  @MethodSource("bugs")
  void showsUnderAnotherScheduleAlone(Bug bug) {
    assertThat(bug.run("fifo", 0)).isEmpty();
    assertThat(bug.firstSeed(RANDOM, SEEDS) + bug.firstSeed(PCT, SEEDS))
        .as("a seed of random or pct that finds it")
        .isPositive();
  }

  @ParameterizedTest
  @MethodSource("bugs")
  void comesBackWithItsSeed(Bug bug) throws Exception {
    for (String policy : List.of(RANDOM, PCT)) {
      long seed = bug.firstSeed(policy, SEEDS);
      if (seed != 0) {
        Path first = trace(bug, "first");
        Path again = trace(bug, "again");
        String flaw = bug.record(policy, seed, first);
        assertThat(flaw).startsWith(bug.name() + ": ").doesNotContain("\n");
        for (int i = 0; i < 3; i++) {
          assertThat(bug.record(policy, seed, again)).isEqualTo(flaw);
          assertThat(events(again)).isEqualTo(events(first));
        }
        RecordedTrace told = RecordedTrace.readWhole(first);
        assertThat(told.header().policy()).isEqualTo(policy);
        assertThat(told.header().seed()).isEqualTo(seed);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("bugs")
  void isTheSameOnBothEngines(Bug bug) {
    for (String policy : List.of("fifo", RANDOM, PCT)) {
      for (long seed = 1; seed <= 30; seed++) {
        assertThat(bug.run(policy, seed, "virtual-thread"))
            .as("%s %d", policy, seed)
            .isEqualTo(bug.run(policy, seed, "continuation"));
      }
    }
  }

  /** The trace is enough for it, without the policy and its seed. */
  @ParameterizedTest
  @MethodSource("bugs")
  void comesBackWithItsTrace(Bug bug) throws Exception {
    for (String policy : List.of(RANDOM, PCT)) {
      long seed = bug.firstSeed(policy, SEEDS);
      if (seed != 0) {
        Path recording = trace(bug, "failing");
        String flaw = bug.record(policy, seed, recording);
        for (String engine : List.of("continuation", "virtual-thread")) {
          Path copy = trace(bug, "replayed");
          try (Replay replay = Replay.of(recording).record(copy)) {
            assertThat(bug.replay(replay, engine)).isEqualTo(flaw).isNotEmpty();
            ReplayReport report = replay.finish();
            assertThat(report.same()).as(report.json()).isTrue();
          }
          assertThat(withoutThreads(copy)).isEqualTo(withoutThreads(recording));
        }
      }
    }
  }

  /** Each engine has its loops on a thread of another name. */
  private static List<String> withoutThreads(Path trace) throws Exception {
    return events(trace).stream()
        .map(line -> line.replaceFirst(",\"thread\":\"[^\"]*\"", ""))
        .toList();
  }

  private static Path trace(Bug bug, String which) {
    return folder.resolve(bug.name() + "-" + which + ".jsonl");
  }

  /** All lines but the header, which tells the process and the time. */
  private static List<String> events(Path trace) throws Exception {
    List<String> lines = Files.readAllLines(trace);
    return lines.subList(1, lines.size());
  }

  @ParameterizedTest
  @MethodSource("bugs")
  void isNamedByTheDifference(Bug bug) {
    Path good = trace(bug, "good");
    Path bad = trace(bug, "bad");
    bug.record("fifo", 0, good);
    String policy = bug.firstSeed(RANDOM, SEEDS) != 0 ? RANDOM : PCT;
    bug.record(policy, bug.firstSeed(policy, SEEDS), bad);
    Comparison comparison = compare(good, bad);
    assertThat(comparison.verdict()).isEqualTo(Verdict.DIFFERENT);
    Difference first = Objects.requireNonNull(comparison.first());
    assertThat(first.left().who() + ", " + first.right().who())
        .as("%s", first)
        .isEqualTo(CULPRITS.get(bug.name()));
  }

  private static Comparison compare(Path left, Path right) {
    try (TraceReader l = TraceReader.open(left);
        TraceReader r = TraceReader.open(right)) {
      return TraceDiff.compare(l, r);
    }
  }

  @Test
  void theTableTellsHowOftenEachIsFound() throws Exception {
    String page = Files.readString(PAGE);
    String table = table();
    if ("rewrite".equals(System.getProperty("rondo.golden"))) {
      page = TABLE.matcher(page).replaceFirst(table.replace("\\", "\\\\").replace("$", "\\$"));
      Files.writeString(PAGE, page);
    }
    assertThat(page).as("rewrite with -Drondo.golden=rewrite").contains(table);
  }

  private static String table() {
    return "| bug | `random` | `pct` | `pct`, 20 steps |\n| --- | --- | --- | --- |\n"
        + bugs.stream().map(BugZooTest::row).collect(Collectors.joining());
  }

  private static String row(Bug bug) {
    return "| [%s](../runtime/examples/bugs/%s.java) | %s | %s | %s |\n"
        .formatted(
            bug.name(), bug.name(), rate(bug, RANDOM), rate(bug, PCT), rate(bug, PCT_MEASURED));
  }

  private static String rate(Bug bug, String policy) {
    long first = bug.firstSeed(policy, SEEDS);
    long found =
        LongStream.rangeClosed(1, SEEDS).filter(seed -> !bug.run(policy, seed).isEmpty()).count();
    return first == 0 ? "never" : found + ", first by " + first;
  }
}
