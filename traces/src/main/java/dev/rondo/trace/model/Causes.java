package dev.rondo.trace.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The slices of a trace, kept to follow their causes back to the root. Give it to a {@link
 * TraceModel} as the receiver of slices; it takes about 200 bytes a slice. For one thread.
 *
 * {@snippet :
 * var causes = new Causes();
 * var model = new TraceModel(causes);
 * events.forEach(model::apply);
 * for (Slice slice : causes.chain(model.loop(1), 42, 100)) {
 *   System.out.println(slice.name() + " ran because of " + slice.cause());
 * }
 * }
 */
public final class Causes implements Consumer<Slice> {

  /** By loop; in the order in which they ended, which is the order in which the outermost began. */
  private final Map<Integer, List<Slice>> ended = new HashMap<>();

  private final int most;

  /** Keeps every slice. */
  public Causes() {
    this(Integer.MAX_VALUE);
  }

  /**
   * Keeps the latest slices of each loop, at least {@code most / 2} and at most {@code most}. A
   * chain ends where what led there is not kept any more.
   */
  public Causes(int most) {
    this.most = most;
  }

  /** Keeps a slice. */
  @Override
  public void accept(Slice slice) {
    List<Slice> slices = ended.computeIfAbsent(slice.loop(), _ -> new ArrayList<>());
    if (slices.size() == most) {
      slices.subList(0, most - most / 2).clear();
    }
    slices.add(slice);
  }

  /**
   * The chain that led to an event: the slice in which it happened (for an {@code enqueue} after
   * the end of a slice, the slice that caused it), then the slice that put that one in the ready
   * queue or set its timer, and so on to the root. The {@link Slice#cause} of each tells how.
   *
   * @param loop the loop, at that event or later
   * @param seq the event's number
   * @param limit the most slices to give
   * @return the slices, latest first; empty where the event has no cause in the trace
   */
  public List<Slice> chain(LoopModel loop, long seq, int limit) {
    Slice around = around(loop, seq);
    return follow(loop, around != null ? around : enqueuer(loop, seq), limit);
  }

  /**
   * The chain that led a task to where it is: from the slice that made it ready if it is ready or
   * was never run, else from its own last slice.
   *
   * @param loop the loop, at the point that is asked about
   * @param task the task's number
   * @param limit the most slices to give
   * @return the slices, latest first; empty where there is no such task, or nothing ran before it
   */
  public List<Slice> chainOfTask(LoopModel loop, long task, int limit) {
    TaskSnapshot snapshot = loop.taskAt(task);
    if (snapshot == null) {
      return List.of();
    }
    Slice from =
        switch (snapshot.state()) {
          case TaskState.Ready ready -> by(loop, ready.cause());
          case TaskState.Created created -> around(loop, created.seq());
          case TaskState.Running running -> around(loop, running.seq());
          case TaskState.Paused paused -> around(loop, paused.seq());
          case TaskState.Done done -> around(loop, done.seq());
        };
    return follow(loop, from, limit);
  }

  private List<Slice> follow(LoopModel loop, @Nullable Slice from, int limit) {
    List<Slice> chain = new ArrayList<>();
    Slice slice = from;
    while (slice != null && chain.size() < limit) {
      chain.add(slice);
      Slice by = slice.cause() == null ? null : by(loop, slice.cause());
      slice = by != null && by.begin() < slice.begin() ? by : null;
    }
    return chain;
  }

  /** The slice that put an entry in the queue or, where a deadline did, that set the timer. */
  private @Nullable Slice by(LoopModel loop, Cause cause) {
    Cause.TimerSet timer = cause.timer();
    long begin = cause.slice() == 0 && timer != null ? timer.slice() : cause.slice();
    return begin == 0 ? null : around(loop, begin);
  }

  /** The slice whose {@code enqueue} stands at {@code seq}, outside of any slice. */
  private @Nullable Slice enqueuer(LoopModel loop, long seq) {
    for (ReadyHandle handle : loop.ready()) {
      if (handle.cause().seq() == seq) {
        return by(loop, handle.cause());
      }
    }
    List<Slice> slices = ended.getOrDefault(loop.number(), List.of());
    for (Slice slice : slices.subList(firstEndingFrom(slices, seq), slices.size())) {
      Cause cause = slice.cause();
      if (cause != null && cause.seq() == seq) {
        return by(loop, cause);
      }
    }
    return null;
  }

  /** The innermost slice in which {@code seq} lies, running or ended. */
  private @Nullable Slice around(LoopModel loop, long seq) {
    List<Slice> slices = ended.getOrDefault(loop.number(), List.of());
    for (int i = firstEndingFrom(slices, seq); i < slices.size(); i++) {
      Slice slice = slices.get(i);
      if (slice.contains(seq)) {
        return slice;
      }
      if (!slice.eager()) {
        return null; // the next outermost slice begins later
      }
    }
    return loop.running().reversed().stream().filter(s -> s.contains(seq)).findFirst().orElse(null);
  }

  private static int firstEndingFrom(List<Slice> slices, long seq) {
    int low = 0;
    int high = slices.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (slices.get(middle).end() < seq) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
