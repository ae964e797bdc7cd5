package dev.rondo.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The benchmarks are built in a profile of their own, since they bring Kotlin and JMH. What they
 * use of the project stands in a few files that need neither: a change that breaks those is seen
 * here.
 */
class BenchmarksCompileTest {
  private static final Path FOLDER =
      Path.of("benchmarks/src/main/java/dev/rondo/benchmarks").toAbsolutePath();

  @Test
  void what_the_benchmarks_use_of_the_project_is_there(@TempDir Path classes) throws IOException {
    List<Path> sources =
        Stream.of("Works", "Heap", "Timers", "Traces", "Recording", "RecordedEvent", "Pipeline")
            .map(BenchmarksCompileTest::file)
            .toList();
    JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    StringWriter complaints = new StringWriter();
    List<String> options =
        List.of(
            "-proc:none", "-d", classes.toString(), "-cp", System.getProperty("java.class.path"));
    try (StandardJavaFileManager files = javac.getStandardFileManager(null, null, null)) {
      boolean compiled =
          javac
              .getTask(
                  complaints,
                  files,
                  null,
                  options,
                  null,
                  files.getJavaFileObjectsFromPaths(sources))
              .call();
      assertThat(compiled).as(complaints::toString).isTrue();
    }
  }

  private static Path file(String name) {
    return FOLDER.resolve(name + ".java");
  }
}
