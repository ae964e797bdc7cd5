package dev.rondo.trace;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The first line of a trace. {@code trace} and {@code parent} are W3C trace-context ids in hex;
 * {@code pid} and {@code seed} are absent where null. {@code filtered} is true where a {@code
 * Filter} was asked what may be written. A {@code flight} is what a flight recorder kept: it begins
 * and ends in the middle of its loops' lives. Where traces were merged, {@code processes} are their
 * headers: loop {@code l} of the merged trace is loop {@code (l - 1) / n + 1} of the process at
 * {@code (l - 1) % n}, of {@code n}.
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
    boolean filtered,
    boolean flight,
    List<TraceHeader> processes) {

  public TraceHeader {
    processes = List.copyOf(processes);
  }

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
        policy, seed, false, false, List.of());
  }

  /** The headers of the processes that the trace is of: more than one where traces were merged. */
  public List<TraceHeader> parts() {
    return processes.isEmpty() ? List.of(this) : processes;
  }

  /** That header, as one of a flight. */
  public TraceHeader ofFlight() {
    return new TraceHeader(
        version, trace, parent, program, pid, host, start, clock, recorder, runtime, engine, detail,
        policy, seed, filtered, true, processes);
  }
}
