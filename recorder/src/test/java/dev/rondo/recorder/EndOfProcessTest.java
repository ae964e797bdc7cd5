package dev.rondo.recorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rondo.trace.Outcome;
import dev.rondo.trace.TraceEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However a process ends, its trace is whole; after a kill, all but the last flush is there. */
class EndOfProcessTest {
  @TempDir Path folder;

  private Path trace() {
    return folder.resolve("a.jsonl");
  }

  @Test
  void returns() throws Exception {
    assertThat(RecordedProcess.start(trace(), "returns").awaitEnd(0)).isEqualTo("over\n");
    assertThat(RecordedTrace.readWhole(trace()).of(TraceEvent.Pause.class)).hasSize(200);
  }

  @Test
  void throwsOutOfMain() throws Exception {
    assertThat(RecordedProcess.start(trace(), "throws").awaitEnd(1)).contains("told to");
    assertThat(RecordedTrace.readWhole(trace()).of(TraceEvent.Done.class).toList())
        .anySatisfy(done -> assertThat(done.outcome()).isEqualTo(Outcome.RAISED));
  }

  @Test
  void exitsWithinATask() throws Exception {
    assertThat(RecordedProcess.start(trace(), "exits-in-task").awaitEnd(7)).isEmpty();
    assertThat(RecordedTrace.readWhole(trace()).of(TraceEvent.Pause.class)).hasSize(200);
  }

  @Test
  void exitsBesideTheLoop() throws Exception {
    assertThat(RecordedProcess.start(trace(), "exits-beside").awaitEnd(7)).isEqualTo("finally\n");
    assertThat(RecordedTrace.readWhole(trace()).events().getLast())
        .isInstanceOf(TraceEvent.LoopState.class);
  }

  @Test
  void isTerminated() throws Exception {
    RecordedProcess process = RecordedProcess.start(trace(), "runs-for-ever");
    process.awaitLine("ready");
    process.terminate();
    assertThat(process.awaitEnd(128 + 15)).isEqualTo("finally\n");
    assertThat(RecordedTrace.readWhole(trace()).of(TraceEvent.Done.class).toList())
        .anySatisfy(done -> assertThat(done.outcome()).isEqualTo(Outcome.CANCELLED));
  }

  @Test
  void isKilled() throws Exception {
    RecordedProcess process = RecordedProcess.start(trace(), "runs-for-ever");
    process.awaitLine("ready");
    while (Files.size(trace()) < 10_000) {
      Thread.onSpinWait(); // the writer's next flush
    }
    process.kill();
    process.awaitEnd(128 + 9);
    RecordedTrace read = RecordedTrace.read(trace());
    assertThat(read.footer()).isNull();
    assertThat(read.events()).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"full.jsonl", "full.jsonl.zst", "full.jsonl.gz"})
  void recordsToAFullDisk(String name) throws Exception {
    Path device = Path.of("/dev/full");
    assumeTrue(Files.exists(device));
    Path full = Files.createSymbolicLink(folder.resolve(name), device);
    String said = RecordedProcess.start(full, "returns").awaitEnd(0);
    assertThat(said).contains("over\n").containsOnlyOnce("rondo: ").contains("No space left");
  }

  @Test
  void recordsToWhereNothingCanBe() throws Exception {
    String said = RecordedProcess.start(folder.resolve("no/such/a.jsonl"), "returns").awaitEnd(0);
    assertThat(said).contains("over\n").containsOnlyOnce("rondo: ").contains("no such folder");
    said = RecordedProcess.start(folder, "returns").awaitEnd(0);
    assertThat(said).contains("over\n").containsOnlyOnce("rondo: ").contains("is a folder");
  }
}
