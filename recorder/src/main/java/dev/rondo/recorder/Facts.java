package dev.rondo.recorder;

import dev.rondo.trace.ids.IdMap;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What still matters of one loop's rows that are not kept: the creation and present state of each
 * task that is alive, the callbacks that are queued or run, the timers not due, the loop's state;
 * each as the row that told it. The steps of tasks take no memory. Not thread-safe.
 */
final class Facts {

  /** A task that is not done. Rows are of the chunk that is being taken in, -1 for none. */
  private static final class Life {
    final KeptRow created;
    @Nullable KeptRow eager; // its first step, where that lay within another slice
    @Nullable KeptRow pause; // that it is not resumed from
    @Nullable KeptRow step; // that is queued, or runs
    int eagerRow = -1;
    int pauseRow = -1;
    int stepRow = -1;

    Life(KeptRow created) {
      this.created = created;
    }

    /** Whether the chunk has said nothing of it so far. */
    boolean isUntouched() {
      return eagerRow < 0 && pauseRow < 0 && stepRow < 0;
    }

    void settle(Chunk chunk) {
      eager = kept(eager, chunk, eagerRow);
      pause = kept(pause, chunk, pauseRow);
      step = kept(step, chunk, stepRow);
      eagerRow = -1;
      pauseRow = -1;
      stepRow = -1;
    }

    private static @Nullable KeptRow kept(@Nullable KeptRow place, Chunk chunk, int row) {
      if (row < 0) {
        return place;
      }
      return (place == null ? new KeptRow() : place).keep(chunk, row);
    }

    Life copy() {
      Life same = new Life(created.copy());
      same.eager = copyOf(eager);
      same.pause = copyOf(pause);
      same.step = copyOf(step);
      return same;
    }

    private static @Nullable KeptRow copyOf(@Nullable KeptRow row) {
      return row == null ? null : row.copy();
    }
  }

  private final IdMap<Life> tasks = new IdMap<>();
  private long latest; // the task that was asked for last: mostly it is so again
  private @Nullable Life latestLife;
  private final List<Life> touched = new ArrayList<>(); // by the chunk that is being taken in
  private final IdMap<KeptRow> entries = new IdMap<>(); // callbacks and timers, by handle
  private final Deque<KeptRow> free = new ArrayDeque<>(); // that were entries
  private final KeptRow callback; // that runs
  private final KeptRow state;

  Facts() {
    this(new KeptRow(), new KeptRow());
  }

  private Facts(KeptRow callback, KeptRow state) {
    this.callback = callback;
    this.state = state;
  }

  /** A copy, to go on from. */
  Facts copy() {
    Facts copy = new Facts(callback.copy(), state.copy());
    tasks.forEach((id, life) -> copy.tasks.put(id, life.copy()));
    entries.forEach((handle, row) -> copy.entries.put(handle, row.copy()));
    return copy;
  }

  /** The rows, in their order; for as long as nothing is taken in. */
  List<KeptRow> rows() {
    List<KeptRow> rows = new ArrayList<>();
    entries.forEach((handle, row) -> add(row, rows));
    tasks.forEach((id, life) -> {
      add(life.created, rows);
      add(life.eager, rows);
      add(life.pause, rows);
      add(life.step, rows);
    });
    add(callback, rows);
    add(state, rows);
    rows.sort(Comparator.comparingLong(KeptRow::seq));
    return rows;
  }

  private static void add(@Nullable KeptRow row, List<KeptRow> rows) {
    if (row != null && !row.isEmpty()) {
      rows.add(row);
    }
  }

  /**
   * Takes in the first rows of a chunk, which follow those before. Of a task that goes through many
   * states in these, only the last is looked at closely: most rows cost a look into the map.
   */
  void takeIn(Chunk chunk, int rows) {
    for (int row = 0; row < rows; row++) {
      takeRow(chunk, row);
    }
    for (int i = 0; i < touched.size(); i++) { // without an iterator: it takes memory
      touched.get(i).settle(chunk);
    }
    touched.clear();
  }

  private void takeRow(Chunk chunk, int row) {
    int at = row * Chunk.LONGS;
    long a = chunk.longs[at + 2];
    switch (Kind.of(chunk.longs[at])) {
      case STEP_ENQUEUED -> stepped(chunk.longs[at + 3], row);
      case RESUME -> resumed(a, chunk.longs[at + 3], row);
      case PAUSE -> paused(a, row);
      case TASK -> {
        tasks.put(a, new Life(new KeptRow().keep(chunk, row)));
        latest = 0;
      }
      case TASK_DONE -> {
        tasks.remove(a);
        latest = 0;
      }
      case CALLBACK_ENQUEUED, TIMER -> free(entries.put(a, place().keep(chunk, row)));
      case CANCEL_HANDLE -> free(entries.remove(a));
      case CALLBACK -> {
        free(entries.remove(a));
        callback.keep(chunk, row);
      }
      case RETURN -> callback.clear();
      case LOOP -> state.keep(chunk, row);
      default -> {} // is over as soon as it is told
    }
  }

  private KeptRow place() {
    KeptRow used = free.poll();
    return used == null ? new KeptRow() : used;
  }

  private void free(@Nullable KeptRow row) {
    if (row != null) {
      row.clear();
      free.push(row);
    }
  }

  private void stepped(long task, int row) {
    Life life = touch(task);
    if (life != null) {
      life.stepRow = row;
    }
  }

  private void resumed(long handle, long task, int row) {
    Life life = touch(task);
    if (life != null) {
      life.stepRow = handle == 0 ? -1 : row;
      life.eagerRow = handle == 0 ? row : -1;
      life.pauseRow = -1;
      clear(life.eager);
      clear(life.pause);
    }
  }

  private void paused(long task, int row) {
    Life life = touch(task);
    if (life != null) {
      life.pauseRow = row;
      life.stepRow = -1;
      clear(life.step);
    }
  }

  private static void clear(@Nullable KeptRow row) {
    if (row != null) {
      row.clear();
    }
  }

  private @Nullable Life touch(long task) {
    if (task != latest) {
      latest = task;
      latestLife = tasks.get(task);
    }
    Life life = latestLife;
    if (life != null && life.isUntouched()) {
      touched.add(life);
    }
    return life;
  }
}
