package dev.rondo.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A run under a recorded schedule is recorded byte for byte as the recording, but for the header:
 * the scripts of {@code traces/asyncio} and random ones. {@code -Drondo.scripts.replayed=N} replays
 * N random ones instead of the usual; with 2,000 it is the long form.
 */
class ReplayScriptsTest {
  private static final Path PROGRAM = Path.of("..", "runtime", "examples", "Script.java");
  private static final int SCRIPTS = Integer.getInteger("rondo.scripts.replayed", 200);

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "continuation, fifo",
    "virtual-thread, fifo",
    "continuation, random",
    "virtual-thread, random",
    "continuation, pct",
    "virtual-thread, pct"
  })
  void recordAsWhatTheyFollow(String engine, String policy) throws Exception {
    List<String> words = new ArrayList<>();
    words.add(randomScripts().toString());
    if (policy.equals("fifo")) {
      keptScripts().forEach(kept -> words.add(kept.toString()));
    } else {
      words.add(Path.of("..", "traces", "asyncio", "random").toString());
    }
    List<String> flags =
        List.of("-Drondo.engine=" + engine, "-Drondo.policy=" + policy, "-Drondo.seed=" + SCRIPTS);
    Path recorded = run(flags, words, "recorded");
    List<String> replaying = new ArrayList<>(flags);
    replaying.add("-Dreplay=" + recorded);
    Path replayed = run(replaying, words, "replayed");

    List<Path> traces = RecordedTrace.in(recorded);
    assertThat(traces).hasSizeGreaterThan(SCRIPTS);
    for (Path trace : traces) {
      assertThat(events(replayed.resolve(trace.getFileName())))
          .as("%s", trace)
          .isEqualTo(events(trace));
    }
  }

  private static List<String> events(Path trace) throws IOException {
    List<String> lines = Files.readAllLines(trace);
    return lines.subList(1, lines.size());
  }

  private Path run(List<String> flags, List<String> scripts, String out) throws Exception {
    Path traces = folder.resolve(out);
    List<String> words = new ArrayList<>(List.of(PROGRAM.toString(), traces.toString()));
    words.addAll(scripts);
    RecordedProcess.java(flags, words.toArray(String[]::new)).awaitEnd(0);
    return traces;
  }

  private Path randomScripts() throws IOException {
    Path scripts = Files.createDirectory(folder.resolve("scripts"));
    for (int i = 0; i < SCRIPTS; i++) {
      Files.writeString(scripts.resolve("s" + i + ".json"), RandomScripts.script(i));
    }
    return scripts;
  }

  private static List<Path> keptScripts() throws IOException {
    try (Stream<Path> kept = Files.list(Path.of("..", "traces", "asyncio"))) {
      return kept.filter(folder -> folder.toFile().list((_, f) -> f.endsWith(".json")) != null)
          .sorted()
          .toList();
    }
  }
}
