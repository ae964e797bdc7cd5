package dev.rondo.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
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
  private static final String[] PIECES = {
    "\n",
    "{",
    "}",
    "[",
    "\"",
    "\\",
    "\\u0000",
    "\\ud800",
    ",",
    ":",
    "-",
    "1e999",
    "99999999999999999999",
    "null",
    "\0",
    "\u007f",
    "é",
    "\"ev\":\"end\"",
    "\"seq\":1,",
    "[[[[[[[[",
    "\r"
  };

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
      byte[] input = Traces.packed(compression, inside ? mutated(plain, random) : plain);
      accepted += survives(inside ? input : mutated(input, random), seed) ? 1 : 0;
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

  private static byte[] mutated(byte[] input, Random random) {
    byte[] bytes = input;
    for (int i = random.nextInt(4); i >= 0; i--) {
      bytes = mutatedOnce(bytes, random);
    }
    return bytes;
  }

  private static byte[] mutatedOnce(byte[] bytes, Random random) {
    int from = random.nextInt(bytes.length + 1);
    int to = Math.min(bytes.length, from + 1 + random.nextInt(random.nextBoolean() ? 4 : 200));
    return switch (random.nextInt(6)) {
      case 0 -> flipped(bytes, random);
      case 1 -> spliced(bytes, from, to, new byte[0]);
      case 2 ->
          spliced(
              bytes,
              from,
              from,
              PIECES[random.nextInt(PIECES.length)].getBytes(StandardCharsets.UTF_8));
      case 3 ->
          spliced(
              bytes,
              from,
              to,
              PIECES[random.nextInt(PIECES.length)].getBytes(StandardCharsets.UTF_8));
      case 4 -> spliced(bytes, from, from, Arrays.copyOfRange(bytes, from, to));
      default -> random.nextInt(3) == 0 ? Arrays.copyOf(bytes, from) : flipped(bytes, random);
    };
  }

  private static byte[] flipped(byte[] bytes, Random random) {
    byte[] result = bytes.clone();
    if (result.length > 0) {
      result[random.nextInt(result.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return result;
  }

  /** The bytes with those from {@code from} to {@code to} replaced. */
  private static byte[] spliced(byte[] bytes, int from, int to, byte[] piece) {
    var result = new ByteArrayOutputStream();
    result.write(bytes, 0, from);
    result.writeBytes(piece);
    result.write(bytes, to, bytes.length - to);
    return result.toByteArray();
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
