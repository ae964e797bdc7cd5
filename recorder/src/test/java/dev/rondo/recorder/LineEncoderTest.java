package dev.rondo.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.observe.AwaitChain;
import dev.rondo.observe.Cause;
import dev.rondo.observe.Ending;
import dev.rondo.trace.TraceWriter;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The fast encoder gives the bytes that the writer of traces gives, or leaves a row to it. */
class LineEncoderTest {
  private static final String[] TEXTS = {
    "",
    "x",
    "task Task-17",
    "queue get",
    "ünï",
    "\"quoted\"",
    "back\\slash",
    "new\nline",
    "\u007f",
    "日本",
    "\ud800",
    "\u0000",
    "a/b",
    "~",
    " ",
    "x".repeat(999),
    "x".repeat(1_000),
    "x".repeat(1_001)
  };
  private static final Set<Kind> RARE =
      EnumSet.of(Kind.LOOP, Kind.MARK, Kind.INPUT, Kind.WARN, Kind.STALL, Kind.LOST, Kind.WAITED);

  private record Link(String coroutine, @Nullable AwaitChain awaiter, boolean internal)
      implements AwaitChain {}

  private final Chunk chunk = new Chunk().reuse(1);
  private final Ledger ledger = new Ledger(new OneChunk(chunk), false);
  private Random random = new Random();

  private static final class OneChunk extends Depot {
    private final Chunk chunk;

    OneChunk(Chunk chunk) {
      this.chunk = chunk;
    }

    @Override
    Chunk begin() {
      return chunk;
    }

    @Override
    Chunk exchange(Chunk full, long seq, boolean wait) {
      return full.reuse(seq);
    }

    @Override
    boolean attend() {
      return true;
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void givesTheSameBytes(long seed) {
    random = new Random(seed);
    LineEncoder encoder = new LineEncoder();
    EnumSet<Kind> written = EnumSet.noneOf(Kind.class);
    for (int i = 0; i < 30_000; i++) {
      Kind kind = any(Kind.values());
      if (!RARE.contains(kind)) {
        writeRandomly(kind);
        if (writesTheSame(encoder)) {
          written.add(kind);
        }
      }
    }
    assertThat(written).isEqualTo(EnumSet.complementOf(EnumSet.copyOf(RARE)));
  }

  private boolean writesTheSame(LineEncoder encoder) {
    int row = chunk.published() - 1;
    long seq = number();
    int loop = 1 + random.nextInt(Integer.MAX_VALUE - 1);
    encoder.clear();
    boolean did = encoder.write(chunk, row, seq, loop);
    String line = TraceWriter.line(Rows.event(chunk, row, seq, loop)) + "\n";
    assertThat(encoder.lines()).isEqualTo(did ? 1 : 0);
    assertThat(new String(encoder.bytes(), 0, encoder.size(), StandardCharsets.UTF_8))
        .isEqualTo(did ? line : "");
    return did;
  }

  private void writeRandomly(Kind kind) {
    Object x =
        switch (kind) {
          case STEP_ENQUEUED, CALLBACK_ENQUEUED -> any(Cause.values());
          case TASK_DONE, FUTURE_DONE -> any(Ending.values());
          case RETURN, TIMER -> random.nextBoolean() ? null : text();
          default -> text();
        };
    Object y =
        switch (kind) {
          case PAUSE -> chain(random.nextInt(4) == 0 ? 40 : 3);
          case TASK_DONE, FUTURE_DONE -> random.nextBoolean() ? null : text();
          default -> text();
        };
    Object z = random.nextBoolean() ? null : text();
    ledger.write(kind, number(), number(), number(), number(), x, y, z);
  }

  private @Nullable AwaitChain chain(int most) {
    Link link = null;
    for (int i = random.nextInt(most + 1); i > 0; i--) {
      link = new Link(text(), link, random.nextInt(4) == 0);
    }
    return link;
  }

  private <T> T any(T[] values) {
    return values[random.nextInt(values.length)];
  }

  private String text() {
    return random.nextInt(3) == 0 ? any(TEXTS) : "name" + random.nextInt(100);
  }

  /** Of any length, each as often. */
  private long number() {
    return random.nextInt(10) == 0 ? 0 : random.nextLong() >>> (1 + random.nextInt(63));
  }
}
