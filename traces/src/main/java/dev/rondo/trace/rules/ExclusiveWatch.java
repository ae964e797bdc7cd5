package dev.rondo.trace.rules;

import dev.rondo.trace.TraceEvent;
import dev.rondo.trace.rules.Scene.Place;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/** While a task holds an object, from one use of it to another, no other task uses it. */
final class ExclusiveWatch extends Watch {
  private final UserRule.Exclusive rule;

  /** By object: the tasks that hold it (0: a callback), with the use by which each began. */
  private final Map<Long, SequencedMap<Long, Place>> holders = new HashMap<>();

  ExclusiveWatch(UserRule.Exclusive rule, Report report) {
    super(report);
    this.rule = rule;
  }

  @Override
  void see(TraceEvent event, Scene scene) {
    if (event instanceof TraceEvent.Use use && rule.object().matches(use.what())) {
      use(use, scene);
    }
    long gone = ended(event);
    if (gone != 0) {
      holders.values().forEach(held -> held.remove(gone));
      holders.values().removeIf(Map::isEmpty);
    }
  }

  private void use(TraceEvent.Use use, Scene scene) {
    boolean begins = rule.from().matches(use.op());
    boolean ends = rule.to().matches(use.op());
    SequencedMap<Long, Place> held =
        holders.computeIfAbsent(use.object(), _ -> new LinkedHashMap<>());
    boolean holds = held.containsKey(use.task());
    if (ends && holds) {
      held.remove(use.task());
    } else if (!holds && held.size() >= rule.atMost() && (begins || rule.atMost() == 1)) {
      disturbed(use, held, scene);
      if (ends) {
        held.remove(held.firstEntry().getKey()); // handed over
      }
    }
    if (begins) {
      match();
      held.putIfAbsent(use.task(), scene.here());
    }
    if (held.isEmpty()) {
      holders.remove(use.object());
    }
  }

  private void disturbed(TraceEvent.Use use, SequencedMap<Long, Place> held, Scene scene) {
    if (rule.allow() == null || !rule.allow().matches(use.op())) {
      Map.Entry<Long, Place> holder = held.firstEntry();
      broken(
          scene.here(),
          scene.words(use)
              + " while "
              + scene.title(holder.getKey())
              + " has it since seq "
              + holder.getValue().seq(),
          "none before its " + rule.to());
    }
  }

  @Override
  void forget() {
    holders.clear();
  }
}
