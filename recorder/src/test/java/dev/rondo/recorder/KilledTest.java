package dev.rondo.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.trace.TraceEvent;
import dev.rondo.trace.TraceReader;
import dev.rondo.trace.verify.Verification;
import dev.rondo.trace.verify.Verifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is left of a recording whose process was killed: all that the recorder said was in the file,
 * and no line is wrong. The long form, {@code -Drondo.kills=100}, kills as many processes for each
 * kind of file.
 */
class KilledTest {
  private static final int KILLS = Integer.getInteger("rondo.kills", 2);
  private static final long SEED = Long.getLong("rondo.seed", System.nanoTime());

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"a.jsonl", "a.jsonl.zst", "a.jsonl.gz"})
  void leavesAllThatWasFlushed(String name) throws Exception {
    Random random = new Random(SEED);
    for (int i = 0; i < KILLS; i++) {
      Path file = folder.resolve(name);
      long told = killAtRandom(file, random);
      assertThat(read(file)).as("seed %d, kill %d", SEED, i).isGreaterThanOrEqualTo(told);
      Files.delete(file);
    }
  }

  /** Gives how many events the recorder said it had written. */
  private static long killAtRandom(Path file, Random random) throws Exception {
    String program = random.nextBoolean() ? "reports" : "reports-busily";
    RecordedProcess process =
        RecordedProcess.java(
            List.of("-Drondo.test.flush=" + (1 + random.nextInt(50))),
            dev.rondo.recorder.program.Reporter.class.getName(),
            program,
            file.toString());
    process.awaitLine("ready");
    LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(random.nextInt(200_000)));
    process.kill();
    return lastNumber(process.awaitEnd(128 + 9));
  }

  /** The last whole line is a number. */
  private static long lastNumber(String said) {
    String whole = said.substring(0, said.lastIndexOf('\n') + 1).strip();
    String last = whole.substring(whole.lastIndexOf('\n') + 1);
    return last.isEmpty() ? 0 : Long.parseLong(last);
  }

  private static long read(Path file) {
    try (TraceReader reader = TraceReader.open(file)) {
      Verification verification = Verifier.verify(reader);
      assertThat(verification.findings()).isEmpty();
      assertThat(reader.cutOff()).isNotNull();
    }
    long events = 0;
    try (TraceReader reader = TraceReader.open(file)) {
      for (TraceEvent e = reader.next(); e != null; e = reader.next()) {
        if (e instanceof TraceEvent.Unknown || e instanceof TraceEvent.Malformed) {
          throw new AssertionError("no event of ours: " + e);
        }
        events++;
      }
    }
    return events;
  }
}
