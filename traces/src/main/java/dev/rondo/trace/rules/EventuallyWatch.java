package dev.rondo.trace.rules;

import dev.rondo.trace.TraceEvent;
import dev.rondo.trace.model.Narration;
import dev.rondo.trace.rules.Scene.Place;
import java.util.LinkedHashMap;
import java.util.Map;

/** What must follow does follow, and in time. */
final class EventuallyWatch extends Watch {
  private record Due(Place since, String after) {}

  private final UserRule.Eventually rule;
  private final Map<Object, Due> pending = new LinkedHashMap<>();

  EventuallyWatch(UserRule.Eventually rule, Report report) {
    super(report);
    this.rule = rule;
  }

  @Override
  void see(TraceEvent event, Scene scene) {
    Object key = rule.per().of(event);
    if (key == null) {
      return;
    }
    if (rule.what().matches(event, scene)) {
      answered(key, event, scene);
    }
    if (rule.after() != null && rule.after().matches(event, scene)) {
      match();
      pending.putIfAbsent(key, new Due(scene.here(), scene.words(event)));
    }
    if (rule.per() instanceof Per.Task && ended(event) != 0) {
      Due due = pending.remove(key);
      if (due != null) {
        missing(due, "up to the task's end", " after it");
      }
    }
  }

  private void answered(Object key, TraceEvent event, Scene scene) {
    if (rule.after() == null) {
      match();
      return;
    }
    Due due = pending.remove(key);
    if (due != null && scene.here().t() - due.since.t() > rule.within()) {
      broken(
          scene.here(),
          "%s %s after %s at seq %d"
              .formatted(
                  scene.words(event),
                  Narration.duration(scene.here().t() - due.since.t()),
                  due.after,
                  due.since.seq()),
          "it" + within());
    }
  }

  @Override
  void forget() {
    pending.clear();
  }

  @Override
  void finish(Scene scene, boolean whole) {
    for (Due due : pending.values()) {
      boolean late = scene.here().t() - due.since.t() > rule.within();
      if (whole || late) {
        missing(due, "up to the end", late ? within() : " after it");
      }
    }
  }

  private void missing(Due due, String until, String when) {
    broken(
        due.since,
        "nothing of the kind " + until + " after " + due.after,
        rule.what() + rule.per().toString() + when);
  }

  private String within() {
    return " within " + Narration.duration(rule.within());
  }
}
