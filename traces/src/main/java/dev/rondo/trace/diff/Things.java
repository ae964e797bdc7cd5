package dev.rondo.trace.diff;

import dev.rondo.trace.TraceEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The things that one loop's steps touch, by their numbers; entries only while they are live. */
final class Things {
  private static final int BITS = 5;

  /** Pages of futures (tasks among them), by their numbers. */
  private final Map<Long, @Nullable Entity[]> futures = new HashMap<>();

  private final Map<Long, Strand> handles = new HashMap<>();
  private final Map<Long, Entity> objects = new HashMap<>();
  private final List<Strand> tasks = new ArrayList<>();
  private final Map<String, String> texts = new HashMap<>();
  private final boolean left;
  private int ordinals;

  Things(boolean left) {
    this.left = left;
  }

  Strand outside() {
    return new Strand(0, left, Strand.Kind.OUTSIDE, 0, "", "", 0, null);
  }

  /** Every task, in order of appearance. */
  List<Strand> tasks() {
    return tasks;
  }

  Strand create(TraceEvent.TaskCreated e) {
    if (futureOrNull(e.task()) instanceof Strand known && known.kind == Strand.Kind.TASK) {
      return known;
    }
    Strand parent = e.parent() == 0 ? null : task(e.parent());
    return addTask(e.task(), one(e.name()), one(e.coro()), e.seq(), parent);
  }

  private Strand addTask(long id, String name, String coro, long seq, @Nullable Strand parent) {
    Strand task = new Strand(++ordinals, left, Strand.Kind.TASK, id, name, coro, seq, parent);
    put(id, task);
    tasks.add(task);
    return task;
  }

  /** The task of that number; one that the trace never created has no name. */
  Strand task(long id) {
    return futureOrNull(id) instanceof Strand task ? task : addTask(id, "task " + id, "", 0, null);
  }

  Entity future(long id) {
    return future(id, "future");
  }

  /** The future of that number, called {@code what} where it was not met before. */
  Entity future(long id, String what) {
    Entity known = futureOrNull(id);
    if (known == null) {
      known = new Entity(++ordinals, id, false, one(what));
      put(id, known);
    } else if (known.what.isEmpty() || known.what.equals("future")) {
      known.what = one(what);
    }
    return known;
  }

  private @Nullable Entity futureOrNull(long id) {
    @Nullable Entity[] page = futures.get(id >> BITS);
    return page == null ? null : page[(int) id & ((1 << BITS) - 1)];
  }

  private void put(long id, @Nullable Entity entity) {
    @Nullable Entity[] page = futures.computeIfAbsent(id >> BITS, _ -> new Entity[1 << BITS]);
    page[(int) id & ((1 << BITS) - 1)] = entity;
  }

  /** Nobody but the sleeper knows the future of a sleep: once it is done, it is over. */
  void forgetIfPrivate(long id) {
    Entity known = id == 0 ? null : futureOrNull(id);
    if (known != null && known.what.equals("sleep")) {
      put(id, null);
    }
  }

  /** The entry of a plain callback, or the timer that will become one. */
  Strand callback(long handle, String name, long seq) {
    return handles.computeIfAbsent(
        handle,
        _ -> new Strand(++ordinals, left, Strand.Kind.CALLBACK, handle, one(name), "", seq, null));
  }

  @Nullable Strand callbackOrNull(long handle) {
    return handles.get(handle);
  }

  void forgetHandle(long handle) {
    handles.remove(handle);
  }

  Entity object(long id, String what) {
    return objects.computeIfAbsent(id, _ -> new Entity(++ordinals, id, true, one(what)));
  }

  /** The name of a task; null where there is none of that number. */
  @Nullable String taskName(long id) {
    return futureOrNull(id) instanceof Strand task && task.kind == Strand.Kind.TASK
        ? task.name
        : null;
  }

  /** The one text that stands for all that are equal, so that names are kept once. */
  private String one(String text) {
    if (texts.size() > 10_000) {
      texts.clear();
    }
    String known = texts.putIfAbsent(text, text);
    return known == null ? text : known;
  }
}
