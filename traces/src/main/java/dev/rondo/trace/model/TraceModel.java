package dev.rondo.trace.model;

import dev.rondo.trace.TraceEvent;
import dev.rondo.trace.TraceHeader;
import dev.rondo.trace.TraceReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A trace played back: takes its events one by one, in the order of the file, and can be asked at
 * any point for the state of each loop. Holds what is live, and a record of each task. For one
 * thread.
 *
 * {@snippet :
 * var model = new TraceModel(slice -> System.out.println(slice.name() + " ran " + slice.run() + " ns"));
 * events.forEach(model::apply);
 * model.snapshot().loops().getFirst().ready(); // the ready queue at the end
 * }
 */
public final class TraceModel {
  private final Map<Integer, LoopModel> loops = new LinkedHashMap<>();
  private final Consumer<? super Slice> slices;
  private final int remembered;
  private @Nullable String policy; // of loops that tell none of their own

  /** A model at the beginning of a trace. */
  public TraceModel() {
    this(_ -> {});
  }

  /**
   * A model at the beginning of a trace.
   *
   * @param slices is given each slice when it ends, in the order of the file
   */
  public TraceModel(Consumer<? super Slice> slices) {
    this(slices, Integer.MAX_VALUE);
  }

  private TraceModel(Consumer<? super Slice> slices, int remembered) {
    this.slices = slices;
    this.remembered = remembered;
  }

  /**
   * A model whose memory is bounded by what is live: of each loop it forgets the tasks that are
   * done, but for the latest.
   *
   * @param remembered how many of those it keeps, at least 1
   */
  public static TraceModel forgetting(int remembered) {
    return forgetting(remembered, _ -> {});
  }

  /**
   * The same, which gives out the slices.
   *
   * @param remembered how many of the tasks that are done it keeps, at least 1
   * @param slices is given each slice when it ends, in the order of the file
   */
  public static TraceModel forgetting(int remembered, Consumer<? super Slice> slices) {
    return new TraceModel(slices, remembered);
  }

  /**
   * Tells it what the header says, before the first event: what a turn of a loop is depends on the
   * policy.
   */
  public TraceModel under(TraceHeader header) {
    policy = header.policy();
    return this;
  }

  /** The same state, to be taken further by itself; slices that end there are not given out. */
  public TraceModel copy() {
    TraceModel copy = new TraceModel(_ -> {}, remembered);
    copy.policy = policy;
    loops.forEach((number, loop) -> copy.loops.put(number, loop.copy()));
    return copy;
  }

  /** How many things it holds. */
  int weight() {
    return loops.values().stream().mapToInt(LoopModel::weight).sum();
  }

  /**
   * Goes one event further. An event that breaks the rules is taken as far as it makes sense.
   *
   * @return the loop that it belongs to, or null for a malformed event that does not tell
   */
  public @Nullable LoopModel apply(TraceEvent event) {
    if (event.loop() <= 0) {
      return null;
    }
    LoopModel loop = loops.computeIfAbsent(event.loop(), this::loopOf);
    loop.apply(event);
    return loop;
  }

  private LoopModel loopOf(int number) {
    LoopModel loop = new LoopModel(number, slices, remembered);
    loop.policy(policy);
    return loop;
  }

  /**
   * Plays a trace up to {@code position} and returns the model there; reads the trace to its end.
   */
  public static TraceModel at(TraceReader trace, Position position) {
    TraceModel model = new TraceModel().under(trace.header());
    for (TraceEvent event = trace.next(); event != null; event = trace.next()) {
      if (position.includes(event)) {
        model.apply(event);
      }
    }
    return model;
  }

  /** The loop with that number, or null where none appeared so far. */
  public @Nullable LoopModel loop(int number) {
    return loops.get(number);
  }

  /** The loops, in order of appearance. */
  public List<LoopModel> loops() {
    return List.copyOf(loops.values());
  }

  /** Every loop at this point, as an immutable record. */
  public TraceSnapshot snapshot() {
    return new TraceSnapshot(loops.values().stream().map(LoopModel::snapshot).toList());
  }
}
