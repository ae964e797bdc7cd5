package dev.rondo.trace.diff;

import dev.rondo.trace.TraceEvent;
import dev.rondo.trace.Why;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One step of a loop: a slice with all that happened in it and all that it put in the ready queue,
 * or what happens outside of any slice. The steps of a trace are the nodes of a partial order: a
 * step comes after the last one that touched any of the things that it touches.
 */
final class Node {
  private static final int MANY = 64;

  final Knot knot;
  final Strand strand;

  /** The last step outside of any slice, which everything after it follows. */
  final @Nullable Knot epoch;

  // Why it ran
  final @Nullable Why why;
  final @Nullable Entity of;
  final long dueSeq;
  final @Nullable Knot due;
  final long timerSeq;

  /** What it says and does, in its order, without numbers and times: two lanes of a hash. */
  final Hash label = new Hash();

  /** The order of the whole loop up to its end. */
  long order;

  /** How many of its events are compared. */
  int size;

  /** Whether its strand ends with it. */
  boolean ends;

  /** Whether the trace is cut off in it. */
  boolean partial;

  /** Strands whose next step waits until this one is dealt with. */
  final List<Strand> waiting = new ArrayList<>(0);

  private final List<TraceEvent> events = new ArrayList<>(6);
  private long[] lines = new long[6];
  private Entity[] touched = new Entity[4];
  private @Nullable Knot[] before = new Knot[4];
  private int[] places = new int[4];
  private int touches;
  private @Nullable IdentityHashMap<Entity, Integer> index; // of some time, once it was asked for

  Node(Strand strand, long seq, @Nullable Knot epoch) {
    this.strand = strand;
    this.epoch = epoch;
    this.knot = new Knot(seq);
    knot.node = this;
    why = strand.why;
    of = strand.of;
    dueSeq = strand.dueSeq;
    due = strand.due;
    timerSeq = strand.timerSeq;
  }

  /** Notes that it touches {@code entity}: the place of that among all that it touches. */
  int touch(Entity entity) {
    int place = placeOf(entity);
    if (place >= 0) {
      return place;
    }
    if (touches == touched.length) {
      touched = Arrays.copyOf(touched, 2 * touches);
      before = Arrays.copyOf(before, 2 * touches);
      places = Arrays.copyOf(places, 2 * touches);
    }
    touched[touches] = entity;
    before[touches] = entity.last;
    places[touches] = entity.place;
    entity.last = knot;
    entity.place = touches;
    return touches++;
  }

  /** Without a search, since a step may touch very many: only one within it can have hidden it. */
  private int placeOf(Entity entity) {
    Knot last = entity.last;
    if (last == knot) {
      return entity.place;
    }
    return last == null || last.seq < knot.seq ? -1 : indexOf(entity);
  }

  int indexOf(@Nullable Entity entity) {
    if (touches > MANY) {
      return index().getOrDefault(entity, -1);
    }
    for (int i = 0; i < touches; i++) {
      if (touched[i] == entity) {
        return i;
      }
    }
    return -1;
  }

  /** Where each thing stands, for a step that touches many. */
  private IdentityHashMap<Entity, Integer> index() {
    IdentityHashMap<Entity, Integer> known = index;
    if (known == null || known.size() < touches) {
      known = new IdentityHashMap<>(touches);
      for (int i = 0; i < touches; i++) {
        known.put(touched[i], i);
      }
      index = known;
    }
    return known;
  }

  /** The future (or task) of that number, if it touches that; null if not. */
  @Nullable Entity future(long id) {
    for (int i = 0; i < touches; i++) {
      if (touched[i].id == id && !touched[i].shared && !isCallback(touched[i])) {
        return touched[i];
      }
    }
    return null;
  }

  private static boolean isCallback(Entity entity) {
    return entity instanceof Strand strand && strand.kind != Strand.Kind.TASK;
  }

  int touches() {
    return touches;
  }

  Entity touched(int i) {
    return touched[i];
  }

  /** The step that touched the {@code i}-th thing last before this one; null: it was new. */
  @Nullable Knot before(int i) {
    return before[i];
  }

  /** The place of the {@code i}-th thing among what that step touched. */
  int beforePlace(int i) {
    return places[i];
  }

  /** Whether a deadline, a channel or another thread put it in the queue. */
  boolean isDueByTheLoop() {
    return why == Why.TIMER || why == Why.IO || why == Why.THREAD;
  }

  void add(TraceEvent event, long line) {
    if (events.size() == lines.length) {
      lines = Arrays.copyOf(lines, 2 * lines.length);
    }
    lines[events.size()] = line;
    events.add(event);
  }

  /** The line in which that event of it stands; its first where {@code event} is null. */
  long line(@Nullable TraceEvent event) {
    return lines[Math.max(0, events.indexOf(event))];
  }

  List<TraceEvent> events() {
    return events;
  }
}
