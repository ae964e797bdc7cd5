package dev.rondo.recorder;

import dev.rondo.trace.TraceEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What still matters of one loop's rows that are not kept: the creation and present state of each
 * task that is alive, the callbacks that are queued or run, the timers not due, the loop's state;
 * each as the event that told it. Not thread-safe.
 */
final class Facts {

  /** A task that is not done. Rows are of the chunk that is being taken in, -1 for none. */
  private static final class Life {
    final TraceEvent created;
    @Nullable TraceEvent eager; // its first step, where that lay within another slice
    @Nullable TraceEvent pause; // that it is not resumed from
    @Nullable TraceEvent step; // that is queued, or runs
    int eagerRow = -1;
    int pauseRow = -1;
    int stepRow = -1;

    Life(TraceEvent created) {
      this.created = created;
    }
  }

  private final int loop;
  private final Map<Long, Life> tasks = new HashMap<>();
  private long latest; // the task that was asked for last: mostly it is so again
  private @Nullable Life latestLife;
  private final Map<Long, TraceEvent> entries = new HashMap<>(); // callbacks and timers, by handle
  private @Nullable TraceEvent callback; // that runs
  private @Nullable TraceEvent state;

  Facts(int loop) {
    this.loop = loop;
  }

  /** A copy, to go on from. */
  Facts copy() {
    Facts copy = new Facts(loop);
    tasks.forEach((id, life) -> {
      Life same = new Life(life.created);
      same.eager = life.eager;
      same.pause = life.pause;
      same.step = life.step;
      copy.tasks.put(id, same);
    });
    copy.entries.putAll(entries);
    copy.callback = callback;
    copy.state = state;
    return copy;
  }

  /** The events, in their order. */
  List<TraceEvent> events() {
    List<TraceEvent> events = new ArrayList<>(entries.values());
    for (Life life : tasks.values()) {
      events.add(life.created);
      add(life.eager, events);
      add(life.pause, events);
      add(life.step, events);
    }
    add(callback, events);
    add(state, events);
    events.sort(Comparator.comparingLong(TraceEvent::seq));
    return events;
  }

  private static void add(@Nullable TraceEvent event, List<TraceEvent> events) {
    if (event != null) {
      events.add(event);
    }
  }

  /**
   * Takes in the first rows of a chunk, which follow those before. Of a task that goes through many
   * states in these, only the last is looked at closely: most rows cost a look into the map.
   */
  void takeIn(Chunk chunk, int rows) {
    List<Life> touched = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      takeIn(chunk, row, touched);
    }
    for (Life life : touched) {
      if (life.eagerRow >= 0) {
        life.eager = event(chunk, life.eagerRow);
      }
      if (life.pauseRow >= 0) {
        life.pause = event(chunk, life.pauseRow);
      }
      if (life.stepRow >= 0) {
        life.step = event(chunk, life.stepRow);
      }
      life.eagerRow = -1;
      life.pauseRow = -1;
      life.stepRow = -1;
    }
  }

  private void takeIn(Chunk chunk, int row, List<Life> touched) {
    int at = row * Chunk.LONGS;
    long a = chunk.longs[at + 2];
    switch (Kind.of(chunk.longs[at])) {
      case STEP_ENQUEUED -> stepped(chunk.longs[at + 3], row, touched);
      case RESUME -> resumed(a, chunk.longs[at + 3], row, touched);
      case PAUSE -> paused(a, row, touched);
      case TASK -> {
        tasks.put(a, new Life(event(chunk, row)));
        latest = 0;
      }
      case TASK_DONE -> {
        tasks.remove(a);
        latest = 0;
      }
      case CALLBACK_ENQUEUED, TIMER -> entries.put(a, event(chunk, row));
      case CANCEL_HANDLE -> entries.remove(a);
      case CALLBACK -> {
        entries.remove(a);
        callback = event(chunk, row);
      }
      case RETURN -> callback = null;
      case LOOP -> state = event(chunk, row);
      default -> {} // is over as soon as it is told
    }
  }

  private void stepped(long task, int row, List<Life> touched) {
    Life life = touch(task, touched);
    if (life != null) {
      life.stepRow = row;
    }
  }

  private void resumed(long handle, long task, int row, List<Life> touched) {
    Life life = touch(task, touched);
    if (life != null) {
      life.stepRow = handle == 0 ? -1 : row;
      life.eagerRow = handle == 0 ? row : -1;
      life.eager = null;
      life.pauseRow = -1;
      life.pause = null;
    }
  }

  private void paused(long task, int row, List<Life> touched) {
    Life life = touch(task, touched);
    if (life != null) {
      life.pauseRow = row;
      life.stepRow = -1;
      life.step = null;
    }
  }

  private @Nullable Life touch(long task, List<Life> touched) {
    if (task != latest) {
      latest = task;
      latestLife = tasks.get(task);
    }
    Life life = latestLife;
    if (life != null && life.eagerRow < 0 && life.pauseRow < 0 && life.stepRow < 0) {
      touched.add(life);
    }
    return life;
  }

  private TraceEvent event(Chunk chunk, int row) {
    return Rows.event(chunk, row, chunk.firstSeq + row, loop);
  }
}
