package dev.rondo.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Real traces with bytes changed, cut, inserted and doubled, and what was found by fuzzing, stand
 * {@link ReaderFuzz}; the reader always comes to an end, in bounded memory.
 */
class ReaderFuzzTest {

  private static final int ROUNDS = 2500;

  @ParameterizedTest
  @EnumSource
  @Timeout(120)
  void nothingButATraceException(Compression compression) throws IOException {
    List<byte[]> seeds = seeds();
    int accepted = 0;
    for (int seed = 0; seed < ROUNDS; seed++) {
      var random = new Random(seed);
      byte[] plain = seeds.get(random.nextInt(seeds.size()));
      // a packed trace is broken outside, or inside and then packed
      boolean inside = random.nextBoolean();
      byte[] input = Traces.packed(compression, inside ? Mutation.of(plain, random) : plain);
      accepted += survives(inside ? input : Mutation.of(input, random), seed) ? 1 : 0;
    }
    assertThat(accepted).isBetween(ROUNDS / 20, ROUNDS * 19 / 20);
  }

  private static boolean survives(byte[] input, int seed) throws IOException {
    try {
      return ReaderFuzz.accepts(input);
    } catch (RuntimeException | Error e) {
      throw new AssertionError("seed " + seed, e);
    }
  }

  /** What was found once, by the fuzzer or by thinking, each by the name of what it tries. */
  @Test
  @Timeout(60)
  void whatWasFound() throws IOException {
    List<Path> found = found();
    assertThat(found).hasSizeGreaterThan(10);
    for (Path file : found) {
      try {
        ReaderFuzz.fuzzerTestOneInput(Files.readAllBytes(file));
      } catch (RuntimeException | Error e) {
        throw new AssertionError(file.toString(), e);
      }
    }
  }

  private static List<Path> found() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("fuzz"))) {
      return files.filter(file -> !file.toString().endsWith(".md")).sorted().toList();
    }
  }

  /** A small file that unpacks to a line without end, and one to lines without end. */
  @ParameterizedTest
  @EnumSource(names = {"GZIP", "ZSTD"})
  @Timeout(120)
  void bombs(Compression compression) throws IOException {
    byte[] line = bomb(compression, "x".repeat(1 << 16), 1 << 12);
    assertThatThrownBy(() -> Traces.readAll(Traces.reader(line)))
        .isInstanceOf(TraceException.class)
        .hasMessage(
            "t.jsonl, line 2: found a line of more than 16777216 bytes, expected a shorter one");
    byte[] lines = bomb(compression, Traces.EVENT.repeat(1000), 1000);
    TraceReader reader = Traces.reader(lines);
    long events = 0;
    while (reader.next() != null) {
      events++;
    }
    assertThat(events).isEqualTo(1_000_000);
    assertThat(reader.bufferSize()).isLessThanOrEqualTo(1 << 16);
  }

  /** A header and behind it {@code piece}, many times: 256 MiB at most, packed. */
  private static byte[] bomb(Compression compression, String piece, int times) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (OutputStream out = compression.pack(bytes)) {
      new Endless(Traces.HEADER, piece, times).transferTo(out);
    }
    assertThat(bytes.size()).isLessThan(1 << 20);
    return bytes.toByteArray();
  }

  private static List<byte[]> seeds() throws IOException {
    var seeds = new ArrayList<byte[]>();
    for (Path file : Traces.in("asyncio/scripts")) {
      seeds.add(Files.readAllBytes(file));
    }
    for (int seed = 0; seed < 10; seed++) {
      var random = new RandomEvents(seed);
      seeds.add(Traces.written(random.header(), random.events(10)));
    }
    return seeds;
  }
}
