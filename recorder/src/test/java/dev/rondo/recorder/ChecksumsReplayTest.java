package dev.rondo.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.trace.TraceEvent.Enqueue;
import dev.rondo.trace.Why;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * {@code Checksums.java}, whose eight workers have files read on other threads, recorded and run
 * again: what those threads hand over comes in the recorded order, and the output is the same.
 *
 * <p>{@code -Drondo.checksums.recordings=50 -Drondo.checksums.files=4000} is the long form.
 */
class ChecksumsReplayTest {
  private static final int RECORDINGS = Integer.getInteger("rondo.checksums.recordings", 4);
  private static final int FILES = Integer.getInteger("rondo.checksums.files", 400);
  private static final int LARGEST = 1 << 15; // so that reading takes a different time for each
  private static final List<String> ENGINES = List.of("continuation", "virtual-thread");

  @TempDir static Path folder;
  private static Path tree;
  private static Path classes;

  @BeforeAll
  static void prepare() throws IOException {
    tree = folder.resolve("tree");
    Random random = new Random(FILES);
    for (int i = 0; i < FILES; i++) {
      byte[] content = new byte[random.nextInt(LARGEST)];
      random.nextBytes(content);
      Path file = tree.resolve("folder-" + i % 11).resolve("file-" + i);
      Files.createDirectories(file.getParent());
      Files.write(file, content);
    }
    classes = Files.createDirectory(folder.resolve("classes"));
    Javac.compile(List.of(Path.of("..", "runtime", "examples", "Checksums.java")), classes);
  }

  private static IntStream recordings() {
    return IntStream.range(0, RECORDINGS);
  }

  @ParameterizedTest
  @MethodSource("recordings")
  void whatThreadsHandOverComesInTheRecordedOrder(int number) throws Exception {
    Path recording = folder.resolve("recorded-" + number + ".jsonl");
    Path copy = folder.resolve("replayed-" + number + ".jsonl");
    Path report = folder.resolve("report-" + number + ".json");
    String engine = "-Drondo.engine=" + ENGINES.get(number % ENGINES.size());

    String recorded = checksums(engine, "-Drondo.record=" + recording);
    String replayed =
        checksums(
            engine,
            "-Drondo.replay=" + recording,
            "-Drondo.replay.report=" + report,
            "-Drondo.record=" + copy);

    assertThat(Files.readString(report)).contains("\"verdict\":\"same\"");
    assertThat(replayed).isEqualTo(recorded).hasLineCount(FILES);
    assertThat(handovers(recording)).hasSizeGreaterThan(FILES);
    assertThat(handovers(copy)).isEqualTo(handovers(recording));
    assertThat(events(copy)).isEqualTo(events(recording));
  }

  private static String checksums(String... flags) throws Exception {
    String path = classes + File.pathSeparator + System.getProperty("java.class.path");
    return RecordedProcess.java(List.of(flags), "-cp", path, "Checksums", tree.toString())
        .awaitEnd(0);
  }

  /** The futures for which another thread handed something over, in order. */
  private static List<Long> handovers(Path trace) {
    return RecordedTrace.readWhole(trace)
        .of(Enqueue.class)
        .filter(enqueue -> enqueue.why() == Why.THREAD)
        .map(Enqueue::recipient)
        .toList();
  }

  /** All lines but the header, which tells the process and the time. */
  private static List<String> events(Path trace) throws IOException {
    try (Stream<String> lines = Files.lines(trace)) {
      return lines.skip(1).toList();
    }
  }
}
