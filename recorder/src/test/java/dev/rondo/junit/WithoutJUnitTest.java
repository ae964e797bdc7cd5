package dev.rondo.junit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A program that has no JUnit is recorded as before. */
class WithoutJUnitTest {
  private static final Path PROGRAM = Path.of("..", "runtime", "examples", "Breakfast.java");

  @Test
  void is_recorded(@TempDir Path folder) throws Exception {
    Path trace = folder.resolve("a.jsonl");
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> command =
        List.of(java, "-Drondo.record=" + trace, "-cp", classPath(), PROGRAM.toString());
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    assertThat(Files.readString(trace)).contains("\"coro\":\"brew\"").contains("\"ev\":\"end\"");
  }

  /** This test's own, without JUnit and what comes with it. */
  private static String classPath() {
    String[] all = System.getProperty("java.class.path").split(File.pathSeparator);
    List<String> kept = Arrays.stream(all).filter(WithoutJUnitTest::isNotOfTests).toList();
    assertThat(kept).hasSizeLessThan(all.length - 3);
    return kept.stream().collect(Collectors.joining(File.pathSeparator));
  }

  private static boolean isNotOfTests(String entry) {
    return !entry.contains("junit")
        && !entry.contains("opentest4j")
        && !entry.contains("surefire")
        && !entry.endsWith("test-classes");
  }
}
