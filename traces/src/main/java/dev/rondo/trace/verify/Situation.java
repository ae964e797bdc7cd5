package dev.rondo.trace.verify;

import dev.rondo.trace.TraceEvent;
import java.io.Serializable;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * What findings show of a loop beside the flaw itself: the names of its tasks, what runs and what
 * is ready. Holds what is live, and the names of the tasks that ended last.
 */
final class Situation implements Serializable {
  private static final long serialVersionUID = 1;

  /** So many entries of the ready queue are shown. */
  private static final int SHOWN = 5;

  /** So many tasks that ended are known by name. */
  private static final int REMEMBERED = 1_000;

  private record Running(long task, long handle, String name, long begin) implements Serializable {}

  private final HashMap<Long, String> names = new HashMap<>();
  private final ArrayDeque<Long> ended = new ArrayDeque<>();
  private final LinkedHashMap<Long, String> ready = new LinkedHashMap<>();
  private final ArrayDeque<Running> running = new ArrayDeque<>();
  private boolean begun;

  /** Takes the next event of the loop, be it right or wrong. */
  void apply(TraceEvent event) {
    begun = true;
    switch (event) {
      case TraceEvent.TaskCreated e -> names.putIfAbsent(e.task(), e.name());
      case TraceEvent.Enqueue e -> enqueue(e);
      case TraceEvent.Resume e -> begin(e.task(), e.handle(), name(e.task()), e.seq(), e.eager());
      case TraceEvent.Callback e -> begin(0, e.handle(), e.name(), e.seq(), false);
      case TraceEvent.Pause e -> end(e.task(), 0);
      case TraceEvent.Done e when e.task() != 0 -> done(e.task());
      case TraceEvent.Return e -> end(0, e.handle());
      case TraceEvent.Cancel e when e.handle() != 0 -> ready.remove(e.handle());
      default -> {}
    }
  }

  private void enqueue(TraceEvent.Enqueue e) {
    ready.remove(e.handle());
    String callback = e.callback() == null ? "?" : e.callback();
    ready.put(e.handle(), e.task() == 0 ? callback : name(e.task()));
  }

  private void begin(long task, long handle, String name, long seq, boolean eager) {
    ready.remove(handle);
    if (!eager) {
      running.clear();
    }
    running.addLast(new Running(task, handle, name, seq));
  }

  private void end(long task, long handle) {
    Running top = running.peekLast();
    if (top != null && top.task == task && (task != 0 || top.handle == handle)) {
      running.removeLast();
    }
  }

  private void done(long task) {
    end(task, 0);
    ended.addLast(task);
    if (ended.size() > REMEMBERED) {
      names.remove(ended.removeFirst());
    }
  }

  private String name(long task) {
    return names.getOrDefault(task, "task " + task);
  }

  /** A task's name; null where it is not known, or not any more. */
  @Nullable String nameOf(long task) {
    return names.get(task);
  }

  @Override
  public String toString() {
    return begun ? running() + "; " + ready() : "nothing happened yet";
  }

  private String running() {
    StringJoiner text = new StringJoiner(", ").setEmptyValue("nothing runs");
    running.forEach(slice -> text.add(slice.name + " runs since seq " + slice.begin));
    return text.toString();
  }

  private String ready() {
    int more = ready.size() - SHOWN;
    StringJoiner text = new StringJoiner(", ", "ready: ", more > 0 ? " and " + more + " more" : "");
    text.setEmptyValue("nothing is ready");
    Iterator<Map.Entry<Long, String>> entries = ready.entrySet().iterator();
    for (int i = 0; i < SHOWN && entries.hasNext(); i++) {
      Map.Entry<Long, String> entry = entries.next();
      text.add(entry.getKey() + " (" + entry.getValue() + ")");
    }
    return text.toString();
  }
}
