package dev.rondo.trace.rules;

import dev.rondo.trace.TraceEvent;
import dev.rondo.trace.rules.Scene.Place;
import java.util.HashMap;
import java.util.Map;

/** No task pauses between one event of its own and another. */
final class AtomicStretchWatch extends Watch {
  private final UserRule.Between stretch;
  private final Map<Long, Place> within = new HashMap<>();

  AtomicStretchWatch(UserRule.Between stretch, Report report) {
    super(report);
    this.stretch = stretch;
  }

  @Override
  void see(TraceEvent event, Scene scene) {
    long task = Scene.taskOf(event);
    if (task == 0) {
      return;
    }
    if (event instanceof TraceEvent.Pause && within.containsKey(task)) {
      broken(
          scene.here(),
          scene.words(event) + ", after " + stretch.from() + " at seq " + within.get(task).seq(),
          "it to keep control until " + stretch.to());
    }
    if (stretch.to().matches(event, scene) || ended(event) == task) {
      within.remove(task);
    }
    if (stretch.from().matches(event, scene)) {
      match();
      within.put(task, scene.here());
    }
  }

  @Override
  void forget() {
    within.clear();
  }
}
