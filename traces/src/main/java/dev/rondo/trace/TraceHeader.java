package dev.rondo.trace;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The first line of a trace. {@code trace} and {@code parent} are W3C trace-context ids in hex;
 * {@code pid} and {@code seed} are absent where null. A {@code flight} is what a flight recorder
 * kept: it begins and ends in the middle of its loops' lives.
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
    @Nullable Long seed,
    boolean flight) {

  /** The version of the format that this library reads and writes. */
  public static final int VERSION = 1;

  /** A header of a trace that is not a flight. */
  public TraceHeader(
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
    this(
        version, trace, parent, program, pid, host, start, clock, recorder, runtime, engine, detail,
        policy, seed, false);
  }

  /** That header, as one of a flight. */
  public TraceHeader ofFlight() {
    return new TraceHeader(
        version, trace, parent, program, pid, host, start, clock, recorder, runtime, engine, detail,
        policy, seed, true);
  }
}
