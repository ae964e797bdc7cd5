package dev.rondo.recorder;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
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
        Stream.of(
                "Works",
                "Heap",
                "Timers",
                "Traces",
                "Recording",
                "RecordedEvent",
                "Bursts",
                "Pipeline",
                "KitTests")
            .map(BenchmarksCompileTest::file)
            .toList();
    Javac.compile(sources, classes);
  }

  private static Path file(String name) {
    return FOLDER.resolve(name + ".java");
  }
}
