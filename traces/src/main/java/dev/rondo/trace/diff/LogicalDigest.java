package dev.rondo.trace.diff;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rondo.trace.TraceEvent;
import dev.rondo.trace.TraceHeader;
import dev.rondo.trace.TraceReader;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A SHA-256 over what a trace says, in the order in which it says it: the same for two runs that
 * did the same, whatever their times, threads and numbers.
 */
public final class LogicalDigest {
  private final Map<Integer, Loop> loops = new LinkedHashMap<>(); // in order of appearance

  private LogicalDigest() {}

  /**
   * The digest of a trace, 32 bytes, from where the reader is to its end.
   *
   * @throws dev.rondo.trace.TraceException if the trace is damaged
   */
  public static byte[] of(TraceReader trace) {
    LogicalDigest digest = new LogicalDigest();
    for (TraceEvent event = trace.next(); event != null; event = trace.next()) {
      if (!isPhysical(event)) {
        digest.loops.computeIfAbsent(event.loop(), _ -> new Loop()).add(event);
      }
    }
    return digest.whole(trace.header());
  }

  private static boolean isPhysical(TraceEvent event) {
    return switch (event) {
      case TraceEvent.Idle _, TraceEvent.Lost _, TraceEvent.Unknown _, TraceEvent.Malformed _ ->
          true;
      case TraceEvent.Warn warn -> warn.isPhysical();
      default -> false;
    };
  }

  private byte[] whole(TraceHeader header) {
    MessageDigest whole = sha256();
    String said =
        String.join(
            "\0",
            header.program(),
            header.clock(),
            String.valueOf(header.policy()),
            String.valueOf(header.seed()));
    whole.update(said.getBytes(UTF_8));
    loops.values().forEach(loop -> whole.update(loop.digest.digest()));
    return whole.digest();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** What one loop said so far; its lines may stand between those of others. */
  private static final class Loop {
    final MessageDigest digest = sha256();
    private final Roles roles = new Roles();
    private final StringBuilder text = new StringBuilder();

    void add(TraceEvent event) {
      text.setLength(0);
      for (Roles.Part part : roles.meaning(event)) {
        text.append(part.key()).append('\1').append(part.value()).append('\2');
      }
      digest.update(text.append('\3').toString().getBytes(UTF_8));
    }
  }

  /** The first 128 bits of a digest, which can stand for a trace's id: never all zero. */
  public static byte[] id(byte[] digest) {
    byte[] id = Arrays.copyOf(digest, 16);
    id[15] |= (byte) (Arrays.equals(id, new byte[16]) ? 1 : 0);
    return id;
  }
}
