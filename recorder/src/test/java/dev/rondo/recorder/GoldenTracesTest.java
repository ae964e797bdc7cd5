package dev.rondo.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.trace.TraceEvent;
import dev.rondo.trace.TraceHeader;
import dev.rondo.trace.TraceReader;
import dev.rondo.trace.TraceWriter;
import dev.rondo.trace.diff.Comparison;
import dev.rondo.trace.diff.TraceDiff;
import dev.rondo.trace.diff.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The deterministic programs of {@code runtime/examples} are scheduled as they always were: each is
 * compiled, run and compared with the trace kept in {@code traces/golden}. With {@code
 * -Drondo.golden.accept=true} the new traces are kept instead.
 */
class GoldenTracesTest {
  private static final Path EXAMPLES = Path.of("..", "runtime", "examples");
  private static final Path GOLDEN = Path.of("..", "traces", "golden");

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "Breakfast, continuation",
    "Breakfast, virtual-thread",
    "Overview, continuation",
    "Overview, virtual-thread"
  })
  void isScheduledAsItAlwaysWas(String program, String engine) throws Exception {
    Path trace = folder.resolve(program + ".jsonl");
    List<String> flags =
        List.of("-Drondo.record=" + trace, "-Drondo.engine=" + engine, "-Drondo.clock=virtual");
    RecordedProcess.java(flags, EXAMPLES.resolve(program + ".java").toString()).awaitEnd(0);
    RecordedTrace.readWhole(trace);

    Path golden = GOLDEN.resolve(program + ".jsonl");
    if (Boolean.getBoolean("rondo.golden.accept")) {
      keep(trace, golden);
    }
    try (TraceReader kept = TraceReader.open(golden);
        TraceReader now = TraceReader.open(trace)) {
      Comparison comparison = TraceDiff.compare(kept, now);
      assertThat(comparison.verdict()).as(comparison.toString()).isEqualTo(Verdict.IDENTICAL);
    }
  }

  /** Keeps a trace without what says where and when it was made. */
  private static void keep(Path trace, Path golden) throws IOException {
    Files.createDirectories(golden.getParent());
    try (TraceReader in = TraceReader.open(trace);
        TraceWriter out = TraceWriter.open(golden, timeless(in.header()))) {
      for (TraceEvent e = in.next(); e != null; e = in.next()) {
        out.write(e);
      }
      out.finish(0);
    }
  }

  private static TraceHeader timeless(TraceHeader h) {
    return new TraceHeader(
        h.version(),
        null,
        null,
        h.program(),
        null,
        null,
        null,
        h.clock(),
        h.recorder(),
        null,
        null,
        h.detail(),
        null,
        null);
  }
}
