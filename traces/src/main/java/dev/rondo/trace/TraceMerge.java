package dev.rondo.trace;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Joins traces of several processes into one: what its header says, and what their events become in
 * it. The format tells how loops are numbered and times aligned. Immutable.
 */
public final class TraceMerge {
  private final List<TraceHeader> traces;
  private final List<TraceHeader> processes;
  private final TraceHeader header;

  /** A merge of the traces with those headers; some of them may be merged already. */
  public TraceMerge(List<TraceHeader> traces) {
    this.traces = List.copyOf(traces);
    processes = traces.stream().flatMap(trace -> trace.parts().stream()).toList();
    header = merged();
  }

  /** The header of the merged trace. */
  public TraceHeader header() {
    return header;
  }

  private TraceHeader merged() {
    String policy = agreed(TraceHeader::policy);
    return new TraceHeader(
        TraceHeader.VERSION,
        agreed(TraceHeader::trace),
        agreed(TraceHeader::parent),
        String.join("+", processes.stream().map(TraceHeader::program).toList()),
        agreed(TraceHeader::pid),
        agreed(TraceHeader::host),
        start(),
        has(TraceHeader::clock, "monotonic") ? "monotonic" : "virtual",
        agreed(TraceHeader::recorder),
        agreed(TraceHeader::runtime),
        agreed(TraceHeader::engine),
        has(TraceHeader::detail, "schedule") ? "schedule" : agreed(TraceHeader::detail),
        policy,
        policy == null ? null : agreed(TraceHeader::seed),
        traces.stream().anyMatch(TraceHeader::filtered),
        traces.stream().anyMatch(TraceHeader::flight),
        processes);
  }

  private <T> @Nullable T agreed(Function<TraceHeader, @Nullable T> fact) {
    T first = fact.apply(processes.getFirst());
    return processes.stream().allMatch(h -> Objects.equals(fact.apply(h), first)) ? first : null;
  }

  private boolean has(Function<TraceHeader, @Nullable String> fact, String value) {
    return processes.stream().anyMatch(h -> value.equals(fact.apply(h)));
  }

  private @Nullable Instant start() {
    return traces.stream()
        .map(TraceHeader::start)
        .filter(Objects::nonNull)
        .min(Comparator.naturalOrder())
        .orElse(null);
  }

  /** The moment of an event of the trace at that place, in nanoseconds since the merged start. */
  public long time(int place, TraceEvent event) {
    Instant own = traces.get(place).start();
    Instant first = start();
    return own == null || first == null
        ? event.t()
        : event.t() + Duration.between(first, own).toNanos();
  }

  /** The number that a loop of the trace at that place has in the merged one. */
  public int loop(int place, int loop) {
    int before = traces.subList(0, place).stream().mapToInt(h -> h.parts().size()).sum();
    int parts = traces.get(place).parts().size();
    int own = (loop - 1) / parts;
    return Math.addExact(
        Math.multiplyExact(own, processes.size()), before + (loop - 1) % parts + 1);
  }

  /**
   * The line, without its newline, of an event of the trace at that place; not of a malformed one.
   */
  public String line(int place, TraceEvent event) {
    String line =
        TraceWriter.line(event instanceof TraceEvent.LoopState e ? told(place, e) : event);
    String old = beginning(event.seq(), event.t(), event.loop());
    long t = time(place, event);
    int loop = loop(place, event.loop());
    if (line.startsWith(old)) {
      return beginning(event.seq(), t, loop) + line.substring(old.length());
    }
    ObjectNode other = (ObjectNode) JsonMapper.shared().readTree(line); // a kind not known
    return other.put("t", t).put("loop", loop).toString();
  }

  /** A loop that begins to run tells what it has otherwise than the header, now the merged one. */
  private TraceEvent told(int place, TraceEvent.LoopState e) {
    if (e.state() != Phase.RUNNING) {
      return e;
    }
    LoopSetup setup = setup(traces.get(place), e.setup());
    LoopSetup usual = setup(header, null);
    boolean chosenAlike =
        Objects.equals(setup.policy(), usual.policy())
            && Objects.equals(setup.seed(), usual.seed());
    LoopSetup other =
        LoopSetup.of(
            Objects.equals(setup.clock(), usual.clock()) ? null : setup.clock(),
            chosenAlike ? null : setup.policy(),
            chosenAlike ? null : setup.seed());
    return new TraceEvent.LoopState(
        e.seq(), e.t(), e.loop(), e.state(), e.thread(), e.name(), other);
  }

  /** All of a loop's setup: its own, and what it has as the header says. */
  private static LoopSetup setup(TraceHeader header, @Nullable LoopSetup own) {
    boolean chooses = own != null && own.policy() != null;
    String policy = own != null && chooses ? own.policy() : header.policy();
    return new LoopSetup(
        own == null || own.clock() == null ? header.clock() : own.clock(),
        policy == null ? "fifo" : policy,
        own != null && chooses ? own.seed() : header.seed());
  }

  private static String beginning(long seq, long t, int loop) {
    return "{\"seq\":" + seq + ",\"t\":" + t + ",\"loop\":" + loop + ",";
  }
}
