package dev.rondo.trace;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The first line of a trace. {@code trace} and {@code parent} are W3C trace-context ids in hex;
 * {@code pid} and {@code seed} are absent where null.
 */
public record TraceHeader(
    int version,
    @Nullable String trace,
    @Nullable String parent,
    String program,
    @Nullable Long pid,
    @Nullable String host,
    @Nullable Instant start,
    String clock,
    @Nullable String recorder,
    @Nullable String runtime,
    @Nullable String engine,
    @Nullable String detail,
    @Nullable String policy,
    @Nullable Long seed) {

  /** The version of the format that this library reads and writes. */
  public static final int VERSION = 1;
}
