package dev.rondo.trace;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Events of every kind with contents that are hard on a format: the same for the same seed. */
final class RandomEvents {

  /** How many kinds {@link #event(int)} knows. */
  static final int KINDS = 25;

  private static final String[] TEXTS = {
    "",
    "main",
    "a b",
    "\"",
    "\\",
    "/",
    "\n\r\t\b\f",
    "\u0000\u001f\u007f",
    "é",
    "漢字",
    "\u2028",
    "😀",
    "\uffff\ufffe",
    "\ufeff",
    "{\"ev\":\"end\"}",
    "null",
    "x".repeat(9000),
    "😀".repeat(3000)
  };
  private static final long[] NUMBERS = {0, 1, -1, 1L << 53, Long.MAX_VALUE, Long.MIN_VALUE};

  private final Random random;

  RandomEvents(long seed) {
    random = new Random(seed);
  }

  TraceHeader header() {
    return header(1);
  }

  private TraceHeader header(int depth) {
    return new TraceHeader(
        TraceHeader.VERSION,
        maybe(() -> hex(32)),
        maybe(() -> hex(16)),
        text(),
        maybe(this::number),
        maybe(this::text),
        maybe(this::instant),
        random.nextBoolean() ? "virtual" : "monotonic",
        maybe(this::text),
        maybe(this::text),
        maybe(() -> random.nextBoolean() ? "continuation" : "virtual-thread"),
        maybe(() -> random.nextBoolean() ? "full" : "schedule"),
        maybe(this::text),
        maybe(this::number),
        random.nextBoolean(),
        random.nextBoolean(),
        depth > 0 && random.nextInt(4) == 0
            ? List.of(header(depth - 1), header(depth - 1))
            : List.of());
  }

  List<TraceEvent> events(int count) {
    return IntStream.range(0, count).mapToObj(_ -> event(random.nextInt(KINDS))).toList();
  }

  /** An event of the given kind, from 0 to {@link #KINDS}, exclusive. */
  TraceEvent event(int kind) {
    long seq = id();
    long t = notNegative();
    int loop = 1 + random.nextInt(Integer.MAX_VALUE);
    return switch (kind) {
      case 0 ->
          new TraceEvent.LoopState(
              seq,
              t,
              loop,
              any(Phase.values()),
              maybe(this::text),
              maybe(this::text),
              LoopSetup.of(maybe(() -> "virtual"), maybe(this::text), maybe(random::nextLong)));
      case 1 ->
          new TraceEvent.TaskCreated(
              seq, t, loop, id(), text(), text(), maybeId(), maybe(this::text));
      case 2 ->
          new TraceEvent.Enqueue(seq, t, loop, id(), id(), null, any(Why.values()), maybeId());
      case 3 -> new TraceEvent.Enqueue(seq, t, loop, id(), 0, text(), any(Why.values()), maybeId());
      case 4 -> new TraceEvent.Resume(seq, t, loop, id(), id(), false);
      case 5 -> new TraceEvent.Resume(seq, t, loop, 0, id(), true);
      case 6 -> new TraceEvent.Pause(seq, t, loop, id(), maybeId(), text(), some(this::text));
      case 7 ->
          new TraceEvent.Done(seq, t, loop, id(), 0, any(Outcome.values()), maybe(this::text));
      case 8 ->
          new TraceEvent.Done(seq, t, loop, 0, id(), any(Outcome.values()), maybe(this::text));
      case 9 -> new TraceEvent.Await(seq, t, loop, id(), id(), text());
      case 10 -> new TraceEvent.Listen(seq, t, loop, id(), text());
      case 11 -> new TraceEvent.Use(seq, t, loop, maybeId(), id(), text(), text());
      case 12 -> new TraceEvent.Callback(seq, t, loop, id(), text(), maybeId());
      case 13 -> new TraceEvent.Return(seq, t, loop, id(), maybe(this::text));
      case 14 -> new TraceEvent.Timer(seq, t, loop, id(), number(), maybe(this::text));
      case 15 -> new TraceEvent.Cancel(seq, t, loop, id(), 0, 0, maybeId());
      case 16 -> new TraceEvent.Cancel(seq, t, loop, 0, id(), 0, maybeId());
      case 17 -> new TraceEvent.Cancel(seq, t, loop, 0, 0, id(), maybeId());
      case 18 -> new TraceEvent.Enter(seq, t, loop, id(), text());
      case 19 -> new TraceEvent.Exit(seq, t, loop, id(), text());
      case 20 -> new TraceEvent.Idle(seq, t, loop, notNegative());
      case 21 -> new TraceEvent.Mark(seq, t, loop, maybeId(), text(), attrs(3));
      case 22 -> new TraceEvent.Warn(seq, t, loop, text(), maybeId(), maybeId(), maybe(this::text));
      case 23 ->
          random.nextBoolean()
              ? new TraceEvent.Stall(seq, t, loop, some(this::id))
              : new TraceEvent.Lost(seq, t, loop, id());
      case 24 -> input(seq, t, loop);
      default -> throw new IllegalArgumentException("" + kind);
    };
  }

  private TraceEvent.Input input(long seq, long t, int loop) {
    boolean failed = random.nextInt(4) == 0;
    boolean withheld = random.nextInt(4) == 0;
    Object value = failed ? null : value(3);
    String error = failed ? text() : null;
    return new TraceEvent.Input(seq, t, loop, maybeId(), text(), value, error, withheld);
  }

  private Map<String, Object> attrs(int depth) {
    var result = new LinkedHashMap<String, Object>();
    for (int i = random.nextInt(4); i > 0; i--) {
      result.put(text(), value(depth - 1));
    }
    return result;
  }

  private Object value(int depth) {
    return switch (random.nextInt(depth > 0 ? 9 : 7)) {
      case 0 -> null;
      case 1 -> random.nextBoolean();
      case 2 -> text();
      case 3 -> number();
      case 4 -> new BigInteger("9223372036854775808").multiply(BigInteger.valueOf(id()));
      case 5 ->
          any(
              0.0,
              -0.0,
              1.5,
              0.1,
              1e300,
              Double.MIN_VALUE,
              Double.MAX_VALUE,
              random.nextGaussian());
      case 6 -> new BigDecimal("1.0000000000000000000000001");
      case 7 -> attrs(depth);
      default -> some(() -> text());
    };
  }

  private String text() {
    return any(TEXTS);
  }

  private long number() {
    return NUMBERS[random.nextInt(NUMBERS.length)];
  }

  private long notNegative() {
    return Math.max(0, number());
  }

  private long id() {
    return Math.max(1, number());
  }

  private long maybeId() {
    return random.nextBoolean() ? 0 : id();
  }

  private Instant instant() {
    return Instant.ofEpochSecond(
        random.nextLong(4_000_000_000L), any(0, 500_000_000, 1, 999_999_999));
  }

  private String hex(int digits) {
    var result = new StringBuilder();
    random.ints(digits, 0, 16).forEach(d -> result.append(Character.forDigit(d, 16)));
    return result.toString();
  }

  private <T> List<T> some(Supplier<T> element) {
    return IntStream.range(0, random.nextInt(4)).mapToObj(_ -> element.get()).toList();
  }

  private <T> T maybe(Supplier<T> value) {
    return random.nextBoolean() ? value.get() : null;
  }

  @SafeVarargs
  private <T> T any(T... values) {
    return values[random.nextInt(values.length)];
  }
}
