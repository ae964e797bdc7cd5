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
import org.junit.jupiter.params.provider.ValueSource;

/**
 * CPython is the judge: every script of {@code traces/asyncio} is scheduled on either engine line
 * by line as CPython's asyncio scheduled it. {@code -Drondo.scripts=FOLDER} judges another folder
 * of scripts with their traces beside them.
 */
class ScriptedProgramsTest {
  private static final Path PROGRAM = Path.of("..", "runtime", "examples", "Script.java");

  @TempDir Path folder;

  private static List<Path> folders() throws IOException {
    String given = System.getProperty("rondo.scripts");
    if (given != null) {
      return List.of(Path.of(given));
    }
    try (Stream<Path> kept = Files.list(Path.of("..", "traces", "asyncio"))) {
      return kept.filter(Files::isDirectory)
          .filter(ScriptedProgramsTest::hasScripts)
          .sorted()
          .toList();
    }
  }

  private static boolean hasScripts(Path folder) {
    return folder.toFile().list((_, name) -> name.endsWith(".json")).length > 0;
  }

  @ParameterizedTest
  @ValueSource(strings = {"continuation", "virtual-thread"})
  void areScheduledAsCPythonDoes(String engine) throws Exception {
    List<String> words = new ArrayList<>(List.of(PROGRAM.toString(), folder.toString()));
    folders().forEach(scripts -> words.add(scripts.toString()));
    RecordedProcess.java(List.of("-Drondo.engine=" + engine), words.toArray(String[]::new))
        .awaitEnd(0);

    int judged = 0;
    for (Path scripts : folders()) {
      for (Path theirs : traces(scripts)) {
        compare(theirs, folder.resolve(theirs.getFileName()));
        judged++;
      }
    }
    assertThat(judged).as("scripts judged").isPositive();
    assertThat(traces(folder)).hasSize(judged);
  }

  private static List<Path> traces(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".jsonl")).sorted().toList();
    }
  }

  /** Fails with the first line that differs and those before it. */
  private static void compare(Path theirs, Path ours) {
    RecordedTrace.readWhole(ours);
    List<String> expected = Schedule.of(theirs);
    List<String> actual = Schedule.of(ours);
    for (int i = 0; i < Math.max(expected.size(), actual.size()); i++) {
      String left = i < expected.size() ? expected.get(i) : "(end)";
      String right = i < actual.size() ? actual.get(i) : "(end)";
      List<String> before = expected.subList(Math.max(0, i - 5), Math.min(i, expected.size()));
      assertThat(right)
          .as("%s, after%n  %s", theirs.getFileName(), String.join("\n  ", before))
          .isEqualTo(left);
    }
  }
}
