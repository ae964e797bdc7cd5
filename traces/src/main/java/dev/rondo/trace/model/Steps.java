package dev.rondo.trace.model;

import dev.rondo.trace.TraceEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Plays a trace back step by step: gives out each slice with what it did, in the order in which
 * they began, as soon as that is known, which is before the next one begins. For one thread.
 *
 * {@snippet :
 * var steps = new Steps(step -> System.out.println(step.title() + " woke " + step.wakes()));
 * events.forEach(steps::apply);
 * steps.finish();
 * }
 */
public final class Steps {
  private final TraceModel model = new TraceModel(this::ended);
  private final Map<Integer, OfLoop> loops = new HashMap<>();
  private final Consumer<? super Step> to;

  /**
   * Playback from the beginning of a trace.
   *
   * @param to is given each step; the model then still is where the step left it
   */
  public Steps(Consumer<? super Step> to) {
    this.to = to;
  }

  /** The state of the trace, after the last event that was applied. */
  public TraceModel model() {
    return model;
  }

  /**
   * Goes one event further.
   *
   * @return the loop that it belongs to, or null for a malformed event that does not tell
   */
  public @Nullable LoopModel apply(TraceEvent event) {
    OfLoop steps = loops.computeIfAbsent(event.loop(), _ -> new OfLoop());
    boolean begins =
        event instanceof TraceEvent.Callback
            || (event instanceof TraceEvent.Resume resume && !resume.eager());
    if (begins) {
      steps.give();
    }
    LoopModel loop = model.apply(event);
    if (loop != null) {
      steps.take(event, loop);
    }
    return loop;
  }

  /** Gives out the last steps; one that has not ended is given out as it stands. */
  public void finish() {
    model.loops().forEach(loop -> loops.getOrDefault(loop.number(), new OfLoop()).finish(loop));
  }

  private void ended(Slice slice) {
    OfLoop steps = loops.get(slice.loop());
    if (steps != null) {
      steps.end(slice);
    }
  }

  /** The steps of one loop that are not given out yet: a slice, and the eager ones within it. */
  private final class OfLoop {
    private final Deque<Open> running = new ArrayDeque<>();
    private final List<Open> ended = new ArrayList<>();

    /** Where each entry that waits in the ready queue comes from. */
    private final Map<Long, Origin> origins = new HashMap<>();

    private long count;

    void take(TraceEvent event, LoopModel loop) {
      switch (event) {
        case TraceEvent.Resume e -> begin(e.seq(), e.handle(), title(e.task(), "?", loop), loop);
        case TraceEvent.Callback e -> begin(e.seq(), e.handle(), e.name(), loop);
        case TraceEvent.Enqueue e -> enqueue(e, loop);
        default -> deed(event, loop);
      }
    }

    private void begin(long seq, long handle, String title, LoopModel loop) {
      Open creator = running.peekLast();
      Origin origin =
          handle == 0 && creator != null
              ? new Origin(creator.title, null)
              : origins.getOrDefault(handle, Origin.UNKNOWN);
      origins.remove(handle);
      running.addLast(new Open(++count, seq, title, origin, loop.readySize()));
    }

    private void enqueue(TraceEvent.Enqueue e, LoopModel loop) {
      Cause cause = loop.causeOf(e.handle());
      Open step = cause == null ? null : find(cause.slice());
      if (step != null) {
        String title = title(e.task(), e.callback() == null ? "?" : e.callback(), loop);
        step.wakes.add(new Step.Wake(e.seq(), e.task(), title, e.why()));
      }
      String of = e.of() == 0 ? null : loop.futureTitle(e.of(), e.task());
      origins.put(e.handle(), new Origin(step == null ? null : step.title, of));
    }

    private void deed(TraceEvent event, LoopModel loop) {
      Open step = running.peekLast();
      Slice last = loop.lastEnded();
      boolean ends = last != null && last.end() == event.seq();
      if (step != null && loop.currentSlice() == step.begin && !ends) {
        step.deeds.add(event);
      }
      if (event instanceof TraceEvent.Cancel cancel) {
        origins.remove(cancel.handle());
      }
    }

    private @Nullable Open find(long begin) {
      for (Open step : running) {
        if (step.begin == begin) {
          return step;
        }
      }
      return ended.stream().filter(step -> step.begin == begin).findFirst().orElse(null);
    }

    void end(Slice slice) {
      Open step = running.peekLast();
      if (step != null && step.begin == slice.begin()) {
        running.removeLast();
        step.slice = slice;
        ended.add(step);
      }
    }

    /** Gives out what has ended; a slice that never did is dropped, as the model does. */
    void give() {
      running.clear();
      ended.sort(Comparator.comparingLong(step -> step.number));
      ended.forEach(step -> to.accept(step.step()));
      ended.clear();
    }

    void finish(LoopModel loop) {
      for (Slice slice : loop.running()) {
        Open step = find(slice.begin());
        if (step != null) {
          step.slice = slice;
          ended.add(step);
        }
      }
      give();
    }
  }

  private static String title(long task, String otherwise, LoopModel loop) {
    String title = task == 0 ? otherwise : loop.taskTitle(task);
    return title == null ? "task " + task : title;
  }

  /** What put an entry in the ready queue, and the future whose completion it was. */
  private record Origin(@Nullable String by, @Nullable String of) {
    static final Origin UNKNOWN = new Origin(null, null);
  }

  /** A step that is not given out yet. */
  private static final class Open {
    private final long number;
    private final long begin;
    private final String title;
    private final Origin origin;
    private final int ready;
    private final List<TraceEvent> deeds = new ArrayList<>();
    private final List<Step.Wake> wakes = new ArrayList<>();
    private @Nullable Slice slice;

    Open(long number, long begin, String title, Origin origin, int ready) {
      this.number = number;
      this.begin = begin;
      this.title = title;
      this.origin = origin;
      this.ready = ready;
    }

    Step step() {
      if (slice == null) {
        throw new IllegalStateException("not ended");
      }
      return new Step(number, slice, title, origin.by, origin.of, ready, deeds, wakes);
    }
  }
}
