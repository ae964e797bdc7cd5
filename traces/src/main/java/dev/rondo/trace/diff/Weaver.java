package dev.rondo.trace.diff;

import dev.rondo.trace.TraceEvent;
import dev.rondo.trace.Why;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes steps of one loop's events: gives out each {@link Node} when the next one begins. An entry
 * that the loop itself puts in the queue (a timer that is due, a hand-over of another thread) makes
 * no step of its own: it is the cause of the step that it leads to.
 */
final class Weaver {
  private final Selection selection;
  private final boolean full;
  private final boolean untold; // the selection leaves out how tasks are made
  private final Consumer<? super Node> to;
  private final Things things;
  final Strand outside;

  private @Nullable Node node;

  /** Whether what happens now is of a task that is left out. */
  private boolean muted;

  private @Nullable Knot epoch;
  private final Hash order = new Hash();
  private long events;

  /**
   * A weaver at the beginning of a loop.
   *
   * @param left whether it is of the left trace
   * @param full whether coroutines awaited in place are compared
   * @param to is given each step
   */
  Weaver(boolean left, Selection selection, boolean full, Consumer<? super Node> to) {
    things = new Things(left);
    outside = things.outside();
    this.selection = selection;
    this.full = full;
    untold = !selection.isEverything() && !selection.includesKind("task");
    this.to = to;
  }

  Things things() {
    return things;
  }

  /** Whether all that was said so far is the same, in the same order. */
  boolean saysTheSameAs(Weaver other) {
    return order.same(other.order) && events == other.events;
  }

  /** The same as bytes. */
  byte[] digest() {
    return ByteBuffer.allocate(24).putLong(order.high).putLong(order.low).putLong(events).array();
  }

  /** How many events are compared so far. */
  long events() {
    return events;
  }

  void add(TraceEvent event, long line) {
    switch (event) {
      case TraceEvent.Idle _, TraceEvent.Lost _, TraceEvent.Unknown _, TraceEvent.Malformed _ -> {}
      case TraceEvent.Warn e when e.isPhysical() -> {}
      case TraceEvent.LoopState e -> outside(e, line);
      case TraceEvent.Stall e -> outside(e, line);
      case TraceEvent.Resume e when !e.eager() -> resume(e, line);
      case TraceEvent.Callback e -> callback(e, line);
      case TraceEvent.Enqueue e when isOfTheLoop(e.why()) -> ofTheLoop(e);
      case TraceEvent.Enter _, TraceEvent.Exit _ -> {
        if (full) {
          deed(event, line);
        }
      }
      default -> deed(event, line);
    }
  }

  private static boolean isOfTheLoop(Why why) {
    return why == Why.TIMER || why == Why.THREAD || why == Why.IO;
  }

  // -- steps --------------------------------------------------------------------------------------

  private void outside(TraceEvent event, long line) {
    if (node == null || node.strand != outside || muted) {
      begin(outside, event);
    }
    deed(event, line);
  }

  private void resume(TraceEvent.Resume e, long line) {
    Strand task = things.task(e.task());
    begin(task, e);
    say(e, line);
    task.why = null;
  }

  private void callback(TraceEvent.Callback e, long line) {
    Strand handle = things.callback(e.handle(), e.name(), e.seq());
    begin(handle, e);
    say(e, line);
  }

  private void begin(Strand strand, TraceEvent event) {
    finish();
    muted = !selection.includes(strand);
    Node next = new Node(strand, event.seq(), epoch);
    node = next;
    if (!muted) {
      next.touch(strand);
      nameUntold(next, strand);
      if (strand.why != null && isOfTheLoop(strand.why)) {
        next.label.add(strand.why.text());
      }
    }
    if (strand == outside) {
      epoch = next.knot;
    }
  }

  /** Nothing more comes; the last step is only begun where the trace was cut off. */
  void finish(boolean cut) {
    if (node != null) {
      node.partial = cut;
    }
    finish();
  }

  /** Gives out the step under way. */
  private void finish() {
    Node done = node;
    node = null;
    if (done == null || muted) {
      return;
    }
    done.order = order.high;
    if (done.strand.kind == Strand.Kind.CALLBACK) {
      done.ends = true;
      things.forgetHandle(done.strand.id);
    }
    done.strand.over |= done.ends;
    to.accept(done);
  }

  /** An event within a step, or caused by the one that has just ended. */
  private void deed(TraceEvent event, long line) {
    if (node == null) {
      begin(outside, event);
    }
    say(event, line);
    if (event instanceof TraceEvent.Done done && done.task() != 0 && node != null) {
      Strand task = things.task(done.task());
      node.ends |= node.strand == task;
      task.over |= node.strand != task;
    }
  }

  private void ofTheLoop(TraceEvent.Enqueue e) {
    Strand strand =
        e.task() != 0
            ? things.task(e.task())
            : things.callback(e.handle(), e.callback() == null ? "?" : e.callback(), e.seq());
    due(strand, e, strand.due);
    if (selection.includes(strand) && selection.includes(e)) {
      order.add(contentOf(e));
      order.add(strand.ordinal);
      events++;
    }
  }

  private void due(Strand strand, TraceEvent.Enqueue e, @Nullable Knot by) {
    strand.why = e.why();
    strand.of = e.of() == 0 ? null : things.future(e.of());
    strand.dueSeq = e.seq();
    strand.due = by;
  }

  // -- what they say ------------------------------------------------------------------------------

  private void say(TraceEvent event, long line) {
    Node here = node;
    if (here == null || muted || !selection.includes(event) || isAboutTheLeftOut(event)) {
      touchNothing(event);
      return;
    }
    here.add(event, line);
    here.size++;
    events++;
    long content = contentOf(event);
    here.label.add(content);
    order.add(content);
    refer(event, here);
  }

  /** What is left out still tells of causes and names. */
  private void touchNothing(TraceEvent event) {
    switch (event) {
      case TraceEvent.TaskCreated e -> things.create(e);
      case TraceEvent.Enqueue e when e.task() != 0 -> due(things.task(e.task()), e, null);
      default -> {}
    }
  }

  private boolean isAboutTheLeftOut(TraceEvent event) {
    if (selection.isEverything()) {
      return false;
    }
    return switch (event) {
      case TraceEvent.TaskCreated e -> !selection.includes(things.create(e));
      case TraceEvent.Enqueue e ->
          e.task() != 0
              ? !selection.includes(things.task(e.task()))
              : !selection.includesCallback(e.callback());
      case TraceEvent.Timer e -> !selection.includesCallback(e.callback());
      case TraceEvent.Cancel e -> e.task() != 0 && !selection.includes(things.task(e.task()));
      case TraceEvent.Resume e -> !selection.includes(things.task(e.task()));
      case TraceEvent.Pause e -> !selection.includes(things.task(e.task()));
      case TraceEvent.Done e -> e.task() != 0 && !selection.includes(things.task(e.task()));
      default -> false;
    };
  }

  /** The things that an event names, which its step touches. */
  private void refer(TraceEvent event, Node here) {
    switch (event) {
      case TraceEvent.TaskCreated e -> {
        if (e.parent() != 0) {
          touch(here, things.task(e.parent()));
        }
        Strand task = things.create(e);
        task.made = true;
        touch(here, task);
      }
      case TraceEvent.Enqueue e -> enqueue(e, here);
      case TraceEvent.Resume e -> touch(here, things.task(e.task()));
      case TraceEvent.Pause e -> {
        touch(here, things.task(e.task()));
        touchFuture(here, e.on(), e.what());
      }
      case TraceEvent.Done e -> {
        touchFuture(here, e.task(), "");
        touchFuture(here, e.future(), "future");
      }
      case TraceEvent.Await e -> {
        touch(here, things.task(e.task()));
        touchFuture(here, e.on(), e.what());
      }
      case TraceEvent.Listen e -> touchFuture(here, e.future(), "future");
      case TraceEvent.Use e -> {
        touchFuture(here, e.task(), "");
        if (e.object() != 0) {
          touch(here, things.object(e.object(), e.what()));
        }
      }
      case TraceEvent.Callback e -> {
        touch(here, here.strand);
        touchFuture(here, e.of(), "future");
      }
      case TraceEvent.Timer e -> timer(e, here);
      case TraceEvent.Cancel e -> cancel(e, here);
      case TraceEvent.Enter e -> touchFuture(here, e.task(), "");
      case TraceEvent.Exit e -> touchFuture(here, e.task(), "");
      case TraceEvent.Mark e -> touchFuture(here, e.task(), "");
      case TraceEvent.Input e -> touchFuture(here, e.task(), "");
      case TraceEvent.Warn e -> touchFuture(here, e.task(), "");
      case TraceEvent.Stall e -> e.waiting().forEach(id -> touchFuture(here, id, ""));
      case TraceEvent.LoopState _,
          TraceEvent.Return _,
          TraceEvent.Idle _,
          TraceEvent.Lost _,
          TraceEvent.Unknown _,
          TraceEvent.Malformed _ -> {}
    }
  }

  private void enqueue(TraceEvent.Enqueue e, Node here) {
    Strand strand =
        e.task() != 0
            ? things.task(e.task())
            : things.callback(e.handle(), e.callback() == null ? "?" : e.callback(), e.seq());
    strand.made |= e.task() == 0;
    touch(here, strand);
    touchFuture(here, e.of(), "future");
    due(strand, e, here.knot);
    things.forgetIfPrivate(e.of());
  }

  private void timer(TraceEvent.Timer e, Node here) {
    String callback = e.callback() == null ? "?" : e.callback();
    Strand handle = things.callback(e.handle(), callback, e.seq());
    handle.made = true;
    handle.due = here.knot;
    handle.timerSeq = e.seq();
    touch(here, handle);
  }

  private void cancel(TraceEvent.Cancel e, Node here) {
    touchFuture(here, e.task(), "");
    touchFuture(here, e.future(), "future");
    touchFuture(here, e.by(), "");
    Strand handle = e.handle() == 0 ? null : things.callbackOrNull(e.handle());
    if (handle != null) {
      touch(here, handle);
      handle.over = true;
      things.forgetHandle(e.handle());
    }
  }

  private void touchFuture(Node here, long id, String what) {
    if (id != 0) {
      touch(here, things.future(id, what));
    }
  }

  private void touch(Node here, Entity entity) {
    here.label.add(here.touch(entity));
    order.add(entity.ordinal);
    nameUntold(here, entity);
  }

  /** Where no event tells of a task's making, its name is told whenever it is touched. */
  private void nameUntold(Node here, Entity entity) {
    if (untold && entity instanceof Strand task && task.kind == Strand.Kind.TASK) {
      here.label.add(task.what);
      order.add(task.what);
    }
  }

  /** What an event says apart from the things that it names. */
  private static long contentOf(TraceEvent event) {
    return Content.of(event);
  }
}
