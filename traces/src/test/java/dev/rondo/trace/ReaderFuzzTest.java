package dev.rondo.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Real traces with bytes changed, cut, inserted and doubled. The reader may give anything but an
 * exception other than {@link TraceException}, of one line, and it always comes to an end. What it
 * gives can be written and read again.
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
    try (var reader = Traces.reader(input)) {
      List<TraceEvent> events = Traces.readAll(reader);
      assertThat(reader.footer() == null).isNotEqualTo(reader.cutOff() == null);
      byte[] again = Traces.written(reader.header(), events);
      assertThat(Traces.readAll(Traces.reader(again))).isEqualTo(events);
      return true;
    } catch (TraceException e) {
      assertThat(e.getMessage()).startsWith("t.jsonl").doesNotContain("\n").hasSizeLessThan(300);
      return false;
    } catch (RuntimeException | Error e) {
      throw new AssertionError("seed " + seed, e);
    }
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
