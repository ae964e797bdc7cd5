package dev.rondo.trace.diff;

import dev.rondo.trace.model.LoopModel;
import dev.rondo.trace.model.TaskTimes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The times of a task on both sides.
 *
 * @param path its name and those of the tasks that created it, outermost first, as {@code main >
 *     worker}
 * @param left how it spent its time in the left trace
 * @param right how it spent its time in the right trace
 */
public record Timing(String path, TaskTimes left, TaskTimes right) {

  /** Those of the tasks that both sides have, in order of creation on the left. */
  static List<Timing> of(Things tasks, @Nullable LoopModel left, @Nullable LoopModel right) {
    Map<Long, TaskTimes> ofLeft = times(left);
    Map<Long, TaskTimes> ofRight = times(right);
    List<Timing> timings = new ArrayList<>();
    for (Strand task : tasks.tasks()) {
      Strand twin = task.twin();
      TaskTimes l = ofLeft.get(task.id);
      TaskTimes r = twin == null ? null : ofRight.get(twin.id);
      if (l != null && r != null) {
        timings.add(new Timing(path(task), l, r));
      }
    }
    return timings;
  }

  private static Map<Long, TaskTimes> times(@Nullable LoopModel loop) {
    Map<Long, TaskTimes> times = new HashMap<>();
    if (loop != null) {
      loop.snapshot().tasks().forEach(task -> times.put(task.id(), task.times()));
    }
    return times;
  }

  private static String path(Strand task) {
    StringBuilder path = new StringBuilder(task.title());
    int depth = 0;
    for (Strand at = task.parent; at != null && depth++ < 20; at = at.parent) {
      path.insert(0, at.title() + " > ");
    }
    return path.toString();
  }
}
