package dev.rondo.trace.rules;

import dev.rondo.trace.TraceEvent;
import dev.rondo.trace.rules.Scene.Place;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Something does not happen, at all or while an interval is open. */
final class NeverWatch extends Watch {
  private final UserRule.Never rule;

  /** The open intervals, by what the rule holds for or, of states, by task. */
  private final Map<Object, Place> open = new LinkedHashMap<>();

  NeverWatch(UserRule.Never rule, Report report) {
    super(report);
    this.rule = rule;
    if (rule.during() == null) {
      match(); // that nothing matches is what it demands
    }
  }

  /** An interval lies between the events that open and close it: neither is within. */
  @Override
  void see(TraceEvent event, Scene scene) {
    switch (rule.during()) {
      case null -> check(event, scene, null);
      case UserRule.Between between -> between(between, event, scene);
      case UserRule.InState state -> inState(state, event, scene);
    }
  }

  private void between(UserRule.Between between, TraceEvent event, Scene scene) {
    Object key = rule.per().of(event);
    if (key == null) {
      return;
    }
    if (between.to().matches(event, scene)) {
      open.remove(key);
    }
    check(event, scene, open.get(key));
    if (between.from().matches(event, scene)) {
      match();
      open.putIfAbsent(key, scene.here());
    }
    if (rule.per() instanceof Per.Task && ended(event) != 0) {
      open.remove(key);
    }
  }

  private void inState(UserRule.InState in, TraceEvent event, Scene scene) {
    long task = Scene.taskOf(event);
    boolean changes = changes(event);
    if (changes) {
      open.remove(task);
    }
    check(event, scene, during(event));
    if (changes && enters(in, event, scene)) {
      match();
      open.put(task, scene.here());
    }
  }

  private @Nullable Place during(TraceEvent event) {
    Object key = rule.per() instanceof Per.Task ? rule.per().of(event) : null;
    return key != null
        ? open.get(key)
        : rule.per() instanceof Per.Task || open.isEmpty() ? null : open.values().iterator().next();
  }

  /** Whether the event brings a task from one state to another; a life has but two. */
  private boolean changes(TraceEvent event) {
    boolean life =
        rule.during() instanceof UserRule.InState in && in.state() == UserRule.State.ALIVE;
    return switch (event) {
      case TraceEvent.TaskCreated _ -> true;
      case TraceEvent.Done e -> e.task() != 0;
      case TraceEvent.Enqueue e -> !life && e.task() != 0;
      case TraceEvent.Resume _, TraceEvent.Pause _ -> !life;
      default -> false;
    };
  }

  private static boolean enters(UserRule.InState in, TraceEvent event, Scene scene) {
    return scene.isTask(Scene.taskOf(event), in.tasks())
        && switch (event) {
          case TraceEvent.TaskCreated _ -> in.state() == UserRule.State.ALIVE;
          case TraceEvent.Enqueue _ -> in.state() == UserRule.State.READY;
          case TraceEvent.Resume _ -> in.state() == UserRule.State.RUNNING;
          case TraceEvent.Pause e ->
              in.state() == UserRule.State.PAUSED && in.on().matches(e.what());
          default -> false;
        };
  }

  private void check(TraceEvent event, Scene scene, @Nullable Place since) {
    if ((rule.during() == null || since != null) && rule.what().matches(event, scene)) {
      String found = scene.words(event);
      broken(
          scene.here(),
          since == null ? found : found + ", within " + rule.during() + " since seq " + since.seq(),
          since == null ? "none" : "none there");
    }
  }

  @Override
  void forget() {
    open.clear();
  }
}
