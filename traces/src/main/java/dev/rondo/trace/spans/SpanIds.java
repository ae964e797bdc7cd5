package dev.rondo.trace.spans;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rondo.trace.TraceHeader;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The span ids of one process's tasks and slices. They derive from the trace's id, the process (its
 * pid and start), the loop and the number: so that a running process knows the id that an export
 * will give its task, every export of a trace gives the same ones, and they stay when traces are
 * merged or moved in time, or have lost events. Immutable; a call costs some nanoseconds.
 */
public final class SpanIds {
  private static final long TASK = 1;
  private static final long SLICE = 2;

  private final long process;

  private SpanIds(long process) {
    this.process = process;
  }

  /** The ids in the process that recorded itself with that header, whose {@code trace} counts. */
  public static SpanIds of(TraceHeader header) {
    return of(String.valueOf(header.trace()), header.pid(), header.start());
  }

  /**
   * The ids in a process.
   *
   * @param trace the trace's id, 32 hex digits in lower case
   * @param pid as in the trace's header
   * @param start as in the trace's header, whatever the times of the spans become
   */
  public static SpanIds of(String trace, @Nullable Long pid, @Nullable Instant start) {
    String path = String.join("/", trace, String.valueOf(pid), String.valueOf(start));
    return new SpanIds(ByteBuffer.wrap(sha256().digest(path.getBytes(UTF_8))).getLong());
  }

  /** The id of a task's span; never 0. */
  public long task(int loop, long task) {
    return id(TASK, loop, task);
  }

  /** The id of the span of the slice that begins with the event of that number; never 0. */
  public long slice(int loop, long seq) {
    return id(SLICE, loop, seq);
  }

  /** An id as 16 hex digits. */
  public static String hex(long id) {
    return HexFormat.of().toHexDigits(id);
  }

  private long id(long kind, int loop, long number) {
    long id = mixed(mixed(process + (kind << 32 | loop)) + number);
    return id == 0 ? 1 : id;
  }

  /** A bijection in which every bit of the argument counts: the finisher of MurmurHash3. */
  private static long mixed(long bits) {
    long first = (bits ^ (bits >>> 33)) * 0xff51afd7ed558ccdL;
    long second = (first ^ (first >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return second ^ (second >>> 33);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
