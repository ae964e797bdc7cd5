package dev.rondo.trace.rules;

import dev.rondo.trace.TraceEvent;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/** Each step of the list happens only where the one before it has happened. */
final class OrderWatch extends Watch {
  private final UserRule.Order rule;

  /** Which steps have happened, by what the rule holds for. */
  private final Map<Object, BitSet> happened = new HashMap<>();

  private boolean unsure;

  OrderWatch(UserRule.Order rule, Report report) {
    super(report);
    this.rule = rule;
  }

  @Override
  void see(TraceEvent event, Scene scene) {
    Object key = rule.per().of(event);
    if (key == null) {
      return;
    }
    for (int step = rule.steps().size() - 1; step >= 0; step--) {
      if (rule.steps().get(step).matches(event, scene)) {
        step(step, key, event, scene);
      }
    }
    if (rule.per() instanceof Per.Task) {
      happened.remove(ended(event));
    }
  }

  private void step(int step, Object key, TraceEvent event, Scene scene) {
    BitSet before = happened.computeIfAbsent(key, _ -> new BitSet());
    if (step == rule.steps().size() - 1) {
      match();
    }
    if (step > 0 && !before.get(step - 1) && !unsure) {
      broken(
          scene.here(),
          scene.words(event) + " first",
          rule.steps().get(step - 1) + rule.per().toString() + " before it");
      before.set(step - 1); // once is enough
    }
    before.set(step);
  }

  @Override
  void forget() {
    unsure = true;
  }
}
