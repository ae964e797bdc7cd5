package dev.rondo.trace.model;

import dev.rondo.trace.Outcome;
import dev.rondo.trace.TraceEvent;
import dev.rondo.trace.model.Summary.Failure;
import dev.rondo.trace.model.Summary.Longest;
import dev.rondo.trace.model.Summary.OfLoop;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Sums a trace up while its events come in. Holds no more than the model does. For one thread. */
public final class Summarizer {

  /** How many failures of a loop are kept. */
  private static final int FAILURES = 10;

  private final TraceModel model = new TraceModel(this::ended);
  private final Map<String, Long> kinds = new TreeMap<>();
  private final Map<String, Long> warnings = new TreeMap<>();
  private final Map<Integer, Sums> loops = new LinkedHashMap<>();

  /** A summary of nothing yet. */
  public Summarizer() {}

  /** Takes the next event of the trace. */
  public void apply(TraceEvent event) {
    boolean malformed = event instanceof TraceEvent.Malformed;
    kinds.merge(malformed ? "malformed" : event.ev(), 1L, Long::sum);
    LoopModel loop = model.apply(event);
    if (loop == null) {
      return;
    }
    Sums sums = loops.computeIfAbsent(loop.number(), _ -> new Sums(event.t()));
    sums.depth(loop);
    switch (event) {
      case TraceEvent.Done e -> sums.done(e, loop);
      case TraceEvent.Return e when e.error() != null -> sums.failed(e, loop, e.error());
      case TraceEvent.Warn e -> warnings.merge(e.code(), 1L, Long::sum);
      default -> {}
    }
  }

  private void ended(Slice slice) {
    Sums sums = loops.get(slice.loop());
    LoopModel loop = model.loop(slice.loop());
    if (sums != null && loop != null) {
      sums.ended(slice, loop.taskTitle(slice.task()));
    }
  }

  /** What is in the events so far. */
  public Summary summary() {
    return new Summary(
        Collections.unmodifiableMap(new TreeMap<>(kinds)),
        Collections.unmodifiableMap(new TreeMap<>(warnings)),
        model.loops().stream().map(this::ofLoop).toList());
  }

  private OfLoop ofLoop(LoopModel loop) {
    return loops.getOrDefault(loop.number(), new Sums(0)).of(loop);
  }

  /** What is summed up of one loop. */
  private static final class Sums {
    private final long first;
    private final Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
    private final List<Failure> failures = new ArrayList<>();
    private long failed;
    private int deepest;
    private long deepestSeq;
    private @Nullable Longest longest;

    Sums(long first) {
      this.first = first;
    }

    void depth(LoopModel loop) {
      if (loop.readySize() > deepest) {
        deepest = loop.readySize();
        deepestSeq = loop.seq();
      }
    }

    void ended(Slice slice, @Nullable String title) {
      if (slice.run() > (longest == null ? 0 : longest.ns())) {
        longest = new Longest(slice.begin(), title == null ? slice.name() : title, slice.run());
      }
    }

    void done(TraceEvent.Done e, LoopModel loop) {
      if (e.task() == 0) {
        return;
      }
      outcomes.merge(e.outcome(), 1L, Long::sum);
      if (e.outcome() == Outcome.RAISED) {
        failed(e, loop, e.error() == null ? "an error" : e.error());
      }
    }

    void failed(TraceEvent e, LoopModel loop, String error) {
      failed++;
      if (failures.size() < FAILURES) {
        failures.add(new Failure(e.seq(), who(e, loop), error));
      }
    }

    private static String who(TraceEvent e, LoopModel loop) {
      String title = e instanceof TraceEvent.Done done ? loop.taskTitle(done.task()) : null;
      Slice slice = loop.lastEnded();
      return title != null ? title : slice != null ? slice.name() : "?";
    }

    OfLoop of(LoopModel loop) {
      return new OfLoop(
          loop.number(),
          loop.phase(),
          loop.counts(),
          first,
          loop.t(),
          loop.turn(),
          Collections.unmodifiableMap(new EnumMap<>(outcomes)),
          longest,
          deepest,
          deepestSeq,
          failures,
          failed);
    }
  }
}
