package dev.rondo.trace.diff;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rondo.trace.TraceEvent;
import dev.rondo.trace.TraceReader;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a trace comes to in two numbers of 256 bits, in hex. Those of two traces (of one selection
 * and detail, both whole) are equal if and only if a comparison says so: the first if they are
 * identical, the second if they are identical or equivalent.
 *
 * @param order of the events in their order
 * @param causal of the steps, what they do and after which others they come, whatever their order
 * @param events how many events went into them
 * @param reason why they tell nothing, since events are missing; null where none are
 */
public record Digests(String order, String causal, long events, @Nullable String reason) {

  /** The digests of a trace, from where the reader is to its end, of all that is in it. */
  public static Digests of(TraceReader trace) {
    return of(trace, Selection.ALL, () -> {});
  }

  /**
   * The digests of what a selection includes; {@code each} is run for each event.
   *
   * @throws dev.rondo.trace.TraceException if the trace is damaged
   */
  public static Digests of(TraceReader trace, Selection selection, Runnable each) {
    Input input = new Input("", trace);
    boolean full = !"schedule".equals(trace.header().detail());
    List<Loop> loops = new ArrayList<>();
    for (TraceEvent event = input.next(); event != null; event = input.next()) {
      int place = input.place(event);
      while (loops.size() <= place) {
        loops.add(new Loop(selection, full));
      }
      loops.get(place).weaver.add(event, input.line());
      each.run();
    }
    loops.forEach(loop -> loop.weaver.finish(false));
    return of(input, loops);
  }

  /**
   * What can stand for a trace's id, 128 bits in hex: the same for two runs of that program that
   * are identical, and never all zero.
   */
  public String id(String program) {
    byte[] digest = sha256().digest((program + "\0" + order).getBytes(UTF_8));
    digest[15] |= 1;
    return HexFormat.of().formatHex(digest, 0, 16);
  }

  private static Digests of(Input input, List<Loop> loops) {
    MessageDigest order = sha256();
    MessageDigest causal = sha256();
    long events = 0;
    for (Loop loop : loops) {
      order.update(loop.weaver.digest());
      causal.update(loop.digest());
      events += loop.weaver.events();
    }
    HexFormat hex = HexFormat.of();
    return new Digests(
        hex.formatHex(order.digest()), hex.formatHex(causal.digest()), events, reason(input));
  }

  private static @Nullable String reason(Input input) {
    if (input.loss() != null) {
      return input.loss();
    }
    if (input.malformed() > 0) {
      return "the trace has malformed events";
    }
    return input.isEmpty()
        ? "the trace holds nothing to compare"
        : input.complete() ? null : "the trace is incomplete: its footer is missing";
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /**
   * The partial order of one loop. Each step's digest goes over what it does and, for each thing
   * that it touches, the digest of the step that touched it last; that of the loop is their sum,
   * which does not hang on their order.
   */
  private static final class Loop {
    private final Weaver weaver;
    private final MessageDigest step = sha256();
    private final long[] sum = new long[4];
    private final Map<ByteBuffer, Integer> arrivals = new HashMap<>();
    private final ByteBuffer number = ByteBuffer.allocate(16);
    private long steps;

    Loop(Selection selection, boolean full) {
      weaver = new Weaver(true, selection, full, this::add);
    }

    private void add(Node node) {
      put(node.label.high, node.label.low);
      put(node.epoch);
      for (int i = 0; i < node.touches(); i++) {
        put(node.before(i));
        put(node.beforePlace(i), i);
      }
      byte[] digest = step.digest();
      if (!node.strand.made && node.strand.kind != Strand.Kind.OUTSIDE) {
        digest = theNth(digest);
      }
      node.knot.hash = digest;
      node.knot.node = null;
      steps++;
      ByteBuffer words = ByteBuffer.wrap(digest);
      add(words.getLong(), words.getLong(), words.getLong(), words.getLong());
    }

    /** What came from outside may do the same to nothing that is known: then it is counted. */
    private byte[] theNth(byte[] digest) {
      int nth = arrivals.merge(ByteBuffer.wrap(digest), 1, Integer::sum);
      step.update(digest);
      put(nth, 0);
      return step.digest();
    }

    private void put(@Nullable Knot knot) {
      byte[] hash = knot == null ? null : knot.hash;
      if (hash == null) {
        put(0, 0);
      } else {
        step.update(hash);
      }
    }

    private void put(long first, long second) {
      step.update(number.clear().putLong(first).putLong(second).array());
    }

    private void add(long... words) {
      long carry = 0;
      for (int i = 3; i >= 0; i--) {
        long with = sum[i] + words[i];
        long more = with + carry;
        boolean over =
            Long.compareUnsigned(with, words[i]) < 0 || Long.compareUnsigned(more, carry) < 0;
        sum[i] = more;
        carry = over ? 1 : 0;
      }
    }

    byte[] digest() {
      ByteBuffer words = ByteBuffer.allocate(40);
      Arrays.stream(sum).forEach(words::putLong);
      return words.putLong(steps).array();
    }
  }
}
