package dev.rondo.recorder;

import static dev.rondo.Async.async;
import static dev.rondo.Async.await;
import static dev.rondo.Async.createTask;
import static dev.rondo.Async.sleep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rondo.Async;
import dev.rondo.Coroutine;
import dev.rondo.EventLoop;
import dev.rondo.recorder.program.Worker;
import dev.rondo.trace.TraceEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OptionsTest {
  @TempDir Path folder;

  private static Coroutine<Void> spin(int rounds) {
    return async(
        "spin",
        () -> {
          for (int i = 0; i < rounds; i++) {
            createTask(sleep(Duration.ZERO));
            await(sleep(Duration.ZERO));
          }
        });
  }

  private Statistics record(Recorder recorder, int rounds) {
    try (recorder) {
      Async.run(spin(rounds), EventLoop.builder().observer(recorder));
    }
    return recorder.statistics();
  }

  @Test
  void aLimitEndsTheRecordingWithAWord() throws Exception {
    for (String name : List.of("a.jsonl", "a.jsonl.zst")) {
      Path file = folder.resolve(name);
      Statistics end = record(Recorder.to(file).limit(200_000), 200_000);
      RecordedTrace trace = RecordedTrace.readWhole(file);

      assertThat(trace.events().getLast())
          .isInstanceOfSatisfying(
              TraceEvent.Warn.class, warn -> assertThat(warn.code()).isEqualTo("limit"));
      assertThat(Files.size(file)).isBetween(end.bytes(), 900_000L);
      assertThat(end.recording()).isFalse();
    }
  }

  @Test
  void aLimitThatNoLoopLivesToSeeIsToldToo() {
    Path file = folder.resolve("a.jsonl");
    Recorder recorder = Recorder.to(file).limit(1).flushEvery(Duration.ofMillis(1));
    try (recorder) {
      Async.run(spin(1), EventLoop.builder().observer(recorder));
      while (recorder.statistics().recording()) {
        Thread.onSpinWait();
      }
      assertThat(Async.run(async("late", () -> 1), EventLoop.builder().observer(recorder)))
          .isEqualTo(1);
    }
    assertThat(RecordedTrace.readWhole(file).events().getLast())
        .isInstanceOf(TraceEvent.Warn.class);
  }

  @Test
  void whatEndsBelowItsLimitIsComplete() {
    Path file = folder.resolve("a.jsonl");
    record(Recorder.to(file).limit(1 << 20), 10);

    assertThat(RecordedTrace.readWhole(file).kinds()).doesNotContain("warn");
  }

  @Test
  void statisticsTellWhatIsInTheFile() throws Exception {
    Path file = folder.resolve("a.jsonl");
    Statistics end = record(Recorder.to(file), 1_000);

    assertThat(end.events()).isEqualTo(RecordedTrace.readWhole(file).events().size());
    assertThat(end.lost()).isZero();
    assertThat(end.bytes()).isEqualTo(Files.size(file));
    assertThat(end.memory()).isPositive();
  }

  @Test
  void memoryIsBoundAndWhoeverMustWaitSaysSo() {
    Path file = folder.resolve("a.jsonl.gz"); // the slowest
    Statistics end = record(Recorder.to(file).memory(1 << 20), 50_000);
    RecordedTrace trace = RecordedTrace.readWhole(file);

    assertThat(end.memory()).isLessThanOrEqualTo(1 << 20);
    long told =
        trace.of(TraceEvent.Warn.class).filter(warn -> warn.code().equals("waited")).count();
    assertThat(told).isEqualTo(end.waits());
    assertThat(end.waits() == 0).isEqualTo(end.waited().isZero());
  }

  /** The end of the loop meets the writer at any point of its work. */
  @RepeatedTest(10)
  void whatIsDroppedIsCounted() {
    Path file = folder.resolve("a.jsonl.gz");
    Statistics end = record(Recorder.to(file).memory(1 << 20).whenFull(WhenFull.DROP), 50_000);
    RecordedTrace trace = RecordedTrace.read(file);

    long told = trace.of(TraceEvent.Lost.class).mapToLong(TraceEvent.Lost::count).sum();
    assertThat(trace.footer().lost()).isEqualTo(told).isEqualTo(end.lost());
    assertThat(trace.events().getLast().seq()).isEqualTo(trace.events().size() + told);
  }

  @Test
  void loopsThatAreOverGiveTheirMemoryBack() {
    Path file = folder.resolve("a.jsonl");
    try (Recorder recorder = Recorder.to(file).flushEvery(Duration.ofMillis(1))) {
      for (int i = 0; i < 60; i++) {
        long before = recorder.statistics().events();
        Async.run(spin(1), EventLoop.builder().observer(recorder));
        while (recorder.statistics().events() == before) {
          Thread.onSpinWait(); // so that all of the loop before is written
        }
      }
      assertThat(recorder.statistics().memory()).isLessThan(10 * Chunk.BYTES);
    }
    assertThat(RecordedTrace.readWhole(file).events()).anyMatch(e -> e.loop() == 60);
  }

  @Test
  void sitesAreLeftOutWhereNotWanted() {
    Path file = folder.resolve("a.jsonl");
    record(Recorder.to(file).sites(false), 1);

    assertThat(RecordedTrace.readWhole(file).of(TraceEvent.TaskCreated.class))
        .isNotEmpty()
        .allSatisfy(task -> assertThat(task.at()).isNull());
  }

  @Test
  void aFileThatIsRemovedEndsTheRecordingAndNotTheProgram() throws Exception {
    Path file = folder.resolve("a.jsonl");
    RecordedProcess process = RecordedProcess.start(file, "runs-for-ever");
    process.awaitLine("ready");
    while (Files.size(file) == 0) {
      Thread.onSpinWait(); // the writer begins
    }
    Files.delete(file);
    process.awaitLine("rondo: recording to " + file + " has stopped: the file was removed");
    process.terminate();
    assertThat(process.awaitEnd(128 + 15)).isEqualTo("finally\n");
  }

  @Test
  void aFileThatMayNotGrowEndsTheRecordingAndNotTheProgram() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/bin/bash")));
    for (String name : List.of("a.jsonl", "a.jsonl.gz")) { // zstd's library is a larger file
      Path file = folder.resolve(name);
      RecordedProcess process = RecordedProcess.limited(file, "long", 16);
      String said = process.awaitEnd(0);
      assertThat(said).contains("over\n").containsOnlyOnce("rondo: ");
      assertThat(RecordedTrace.read(file).footer()).isNull(); // cut off, and right so far
    }
  }

  @Test
  void propertiesSayTheSame() throws Exception {
    RecordedProcess process =
        RecordedProcess.java(
            List.of(
                "-Drondo.record=" + folder + "/%%-%p.jsonl",
                "-Drondo.record.detail=schedule",
                "-Drondo.record.sites=false",
                "-Drondo.record.when-full=drop",
                "-Drondo.record.flush=10ms",
                "-Drondo.record.memory=2m",
                "-Drondo.record.limit=1g"),
            Worker.class.getName(),
            "returns");
    Path file = folder.resolve("%-" + process.pid() + ".jsonl");
    process.awaitEnd(0);

    assertThat(RecordedTrace.readWhole(file).header().detail()).isEqualTo("schedule");
  }

  @Test
  void aPropertyThatMakesNoSenseIsNamed() throws Exception {
    for (String option : List.of("limit=many", "flush=0", "when-full=x", "memory=1k", "sites=no")) {
      String said =
          RecordedProcess.java(
                  List.of("-Drondo.record=" + folder + "/a.jsonl", "-Drondo.record." + option),
                  Worker.class.getName(),
                  "returns")
              .awaitEnd(0);
      String name = "rondo.record." + option.substring(0, option.indexOf('='));
      assertThat(said).containsOnlyOnce("rondo: ").contains(name + ": ").contains("over\n");
    }
  }

  @Test
  void amountsAreReadAsPeopleWriteThem() {
    assertThat(Amounts.bytes("500")).isEqualTo(500);
    assertThat(Amounts.bytes("16m")).isEqualTo(16 << 20);
    assertThat(Amounts.bytes("2 GB")).isEqualTo(2L << 30);
    assertThat(Amounts.duration("100")).isEqualTo(Duration.ofMillis(100));
    assertThat(Amounts.duration("2min")).isEqualTo(Duration.ofMinutes(2));
    for (String text : List.of("", "0", "-1", "1x", "k", "1.5m", "9999999999999999999")) {
      assertThatThrownBy(() -> Amounts.bytes(text)).hasMessageContaining("'" + text + "'");
      assertThatThrownBy(() -> Amounts.duration(text)).hasMessageContaining("'" + text + "'");
    }
  }

  @Test
  void namesAreFilledIn() {
    LocalDateTime time = LocalDateTime.of(2026, 1, 2, 3, 4, 5, 6_000_000);
    assertThat(FileName.of("a-%p-%t-%%p-%x.jsonl", 42, time))
        .isEqualTo(Path.of("a-42-20260102-030405-006-%p-%x.jsonl"));
  }
}
