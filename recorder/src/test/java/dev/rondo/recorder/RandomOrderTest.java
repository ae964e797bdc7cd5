package dev.rondo.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.trace.TraceEvent;
import dev.rondo.trace.TraceReader;
import dev.rondo.trace.diff.Comparison;
import dev.rondo.trace.diff.Digests;
import dev.rondo.trace.diff.TraceDiff;
import dev.rondo.trace.diff.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random programs under first in, first out and under a random choice of the next entry: where what
 * some task marks is different, the traces must be different to {@code diff}; and the digests say
 * what the verdict says. {@code -Drondo.scripts.random=N} runs N programs instead of the usual.
 */
class RandomOrderTest {
  private static final Path PROGRAM = Path.of("..", "runtime", "examples", "Script.java");
  private static final int SCRIPTS = Integer.getInteger("rondo.scripts.random", 1_000);

  @TempDir Path folder;

  @Test
  void whereTasksSeeSomethingElseTheTracesAreDifferent() throws Exception {
    Path scripts = Files.createDirectory(folder.resolve("scripts"));
    for (int i = 0; i < SCRIPTS; i++) {
      Files.writeString(scripts.resolve("s" + i + ".json"), RandomScripts.script(i));
    }
    Path kept = Path.of("..", "traces", "asyncio", "random");
    Path fifo = run("fifo", 0, scripts, kept);
    Map<Verdict, Integer> verdicts = new EnumMap<>(Verdict.class);
    int told = 0;
    for (int seed = 1; seed <= 2; seed++) {
      Path random = run("random", seed, scripts, kept);
      for (Path trace : RecordedTrace.in(fifo)) {
        told += judge(trace, random.resolve(trace.getFileName()), verdicts);
      }
    }
    assertThat(told).as("pairs in which tasks saw something else").isGreaterThan(SCRIPTS / 10);
    assertThat(verdicts.keySet())
        .contains(Verdict.IDENTICAL, Verdict.EQUIVALENT, Verdict.DIFFERENT)
        .doesNotContain(Verdict.UNKNOWN);
  }

  private Path run(String policy, long seed, Path... scripts) throws Exception {
    Path out = folder.resolve(policy + seed);
    List<String> words = new ArrayList<>(List.of(PROGRAM.toString(), out.toString()));
    List.of(scripts).forEach(path -> words.add(path.toString()));
    List<String> flags = List.of("-Drondo.policy=" + policy, "-Drondo.seed=" + seed);
    RecordedProcess.java(flags, words.toArray(String[]::new)).awaitEnd(0);
    return out;
  }

  private static int judge(Path left, Path right, Map<Verdict, Integer> verdicts) {
    Comparison comparison = compare(left, right);
    Verdict verdict = comparison.verdict();
    verdicts.merge(verdict, 1, Integer::sum);
    boolean other = !marks(left).equals(marks(right));
    if (other) {
      assertThat(verdict).as("%s: %s", left, comparison).isEqualTo(Verdict.DIFFERENT);
    }
    Digests l = digests(left);
    Digests r = digests(right);
    assertThat(l.order().equals(r.order())).as("%s", left).isEqualTo(verdict == Verdict.IDENTICAL);
    assertThat(l.causal().equals(r.causal()))
        .as("%s: %s", left, comparison)
        .isEqualTo(verdict != Verdict.DIFFERENT);
    return other ? 1 : 0;
  }

  private static Comparison compare(Path left, Path right) {
    try (TraceReader l = TraceReader.open(left);
        TraceReader r = TraceReader.open(right)) {
      return TraceDiff.compare(l, r);
    }
  }

  private static Digests digests(Path trace) {
    try (TraceReader reader = TraceReader.open(trace)) {
      return Digests.of(reader);
    }
  }

  /** What each task marked, in its order; of tasks with one name, in any order. */
  private static Map<String, List<String>> marks(Path trace) {
    RecordedTrace read = RecordedTrace.readWhole(trace);
    Map<Long, String> names = new HashMap<>();
    read.of(TraceEvent.TaskCreated.class).forEach(e -> names.put(e.task(), e.name()));
    Map<Long, StringBuilder> said = new HashMap<>();
    read.of(TraceEvent.Mark.class)
        .filter(e -> e.task() != 0)
        .forEach(e ->
            said.computeIfAbsent(e.task(), _ -> new StringBuilder())
                .append(e.name())
                .append(e.attrs())
                .append('\n'));
    Map<String, List<String>> marks = new TreeMap<>();
    said.forEach((task, text) ->
        marks
            .computeIfAbsent(names.getOrDefault(task, "?"), _ -> new ArrayList<>())
            .add(text.toString()));
    marks.values().forEach(list -> list.sort(null));
    return marks;
  }
}
