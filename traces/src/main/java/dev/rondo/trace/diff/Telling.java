package dev.rondo.trace.diff;

import dev.rondo.trace.TraceEvent;
import dev.rondo.trace.Why;
import dev.rondo.trace.model.Cause;
import dev.rondo.trace.model.Names;
import dev.rondo.trace.model.Narration;
import dev.rondo.trace.model.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tells in plain words what steps of one loop do, and what led to them. */
final class Telling {
  private static final int CHAIN = 12;

  private final Things things;
  private int loop;

  Telling(Things things) {
    this.things = things;
  }

  void loop(int number) {
    loop = number;
  }

  /** The loop's number in its trace; 0 where nothing of it was read. */
  int loop() {
    return loop;
  }

  String sentence(TraceEvent event, Node node) {
    return Narration.of(event, names(node));
  }

  /** A step in one sentence: what it does, without how it begins. */
  String step(Node node) {
    String deeds =
        node.events().stream()
            .filter(e -> !(e instanceof TraceEvent.Resume || e instanceof TraceEvent.Callback))
            .filter(e -> !(e instanceof TraceEvent.Enter || e instanceof TraceEvent.Exit))
            .map(e -> sentence(e, node))
            .collect(Collectors.joining("; "));
    return node.strand.kind == Strand.Kind.OUTSIDE || deeds.startsWith(node.strand.name)
        ? deeds
        : node.strand.title() + (deeds.isEmpty() ? " runs" : ": " + deeds);
  }

  List<Difference.Deed> deeds(Node node) {
    return node.events().stream()
        .map(e -> new Difference.Deed(e.seq(), sentence(e, node)))
        .toList();
  }

  /** A step and what led to it, latest first, as far as it is remembered. */
  static List<Node> causes(@Nullable Node node) {
    List<Node> causes = new ArrayList<>();
    for (Node at = node; at != null && causes.size() < CHAIN; ) {
      causes.add(at);
      at = at.due == null ? null : at.due.node;
    }
    return causes;
  }

  /** What led to a step, that itself first, back to the first that both traces have. */
  List<Difference.Link> chain(List<Node> causes) {
    List<Difference.Link> chain = new ArrayList<>();
    for (Node at : causes) {
      boolean common = !chain.isEmpty() && at.knot.state == Knot.State.SAME;
      String who = at.strand.title();
      chain.add(new Difference.Link(at.knot.seq, end(at), who, common, ran(at)));
      if (common) {
        break;
      }
    }
    return chain;
  }

  private static long end(Node node) {
    long end = node.knot.seq;
    for (TraceEvent event : node.events()) {
      boolean within = !(event instanceof TraceEvent.Enqueue) || end == node.knot.seq;
      end = within || !isEnding(event) ? event.seq() : end;
      if (isEnding(event)) {
        return event.seq();
      }
    }
    return end;
  }

  private static boolean isEnding(TraceEvent event) {
    return switch (event) {
      case TraceEvent.Pause _, TraceEvent.Return _ -> true;
      case TraceEvent.Done done -> done.task() != 0;
      default -> false;
    };
  }

  private String ran(Node node) {
    if (node.strand.kind == Strand.Kind.OUTSIDE) {
      return "the program around the loop did it, at seq " + node.knot.seq;
    }
    boolean task = node.strand.kind == Strand.Kind.TASK;
    Slice slice =
        new Slice(
            loop,
            node.knot.seq,
            end(node),
            task ? node.strand.id : 0,
            node.strand.name,
            0,
            false,
            0,
            0,
            0,
            0,
            cause(node.why, node),
            null);
    return Narration.of(slice, names(node));
  }

  private static @Nullable Cause cause(@Nullable Why why, Node node) {
    if (why == null) {
      return null;
    }
    Entity of = node.of;
    String what = of == null ? null : of.title();
    long by = node.due == null || node.isDueByTheLoop() ? 0 : node.due.seq;
    Cause.TimerSet timer =
        node.timerSeq == 0
            ? null
            : new Cause.TimerSet(node.timerSeq, 0, 0, node.due == null ? 0 : node.due.seq);
    return new Cause(why, of == null ? 0 : of.id, what, node.dueSeq, 0, by, timer);
  }

  private Names names(Node node) {
    return new Names() {
      @Override
      public @Nullable String taskName(long id) {
        return things.taskName(id);
      }

      @Override
      public @Nullable String awaitedBy(long task, long future) {
        Entity known = node.future(future);
        return known == null || known.what.isEmpty() ? null : known.what;
      }

      @Override
      public long timerSet(long handle) {
        return node.timerSeq;
      }

      @Override
      public @Nullable String returning(long handle, long seq) {
        return node.strand.kind == Strand.Kind.CALLBACK ? node.strand.name : null;
      }
    };
  }
}
