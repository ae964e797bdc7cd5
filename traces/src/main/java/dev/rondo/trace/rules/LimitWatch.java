package dev.rondo.trace.rules;

import dev.rondo.trace.TraceEvent;
import dev.rondo.trace.rules.Scene.Part;
import dev.rondo.trace.rules.Scene.Place;
import dev.rondo.trace.rules.Scene.Player;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Measures, and compares with bounds. Whether a percentile keeps to its bound is told by counting
 * what is above it: nothing needs to be kept.
 */
final class LimitWatch extends Watch {
  private final UserRule.Limit rule;
  private final List<Percentile> percentiles;
  private final long max;
  private boolean tooDeep;

  LimitWatch(UserRule.Limit rule, Report report) {
    super(report);
    this.rule = rule;
    percentiles =
        rule.bounds().stream().filter(bound -> !bound.isMax()).map(Percentile::new).toList();
    max = rule.bounds().stream().filter(Bound::isMax).mapToLong(Bound::most).findFirst().orElse(-1);
  }

  private final class Percentile {
    private final Bound bound;
    private long above;
    private long worst;
    private @Nullable Place where;
    private String who = "";

    Percentile(Bound bound) {
      this.bound = bound;
    }

    void add(long value, Place place, String of) {
      if (value > bound.most()) {
        above++;
        if (where == null || value > worst) {
          worst = value;
          where = place;
          who = of;
        }
      }
    }

    void finish() {
      double percent = matched() == 0 ? 0 : 100.0 * above / matched();
      if (where != null && above > bound.allowed(matched())) {
        broken(
            where,
            String.format(
                Locale.ROOT,
                "%d of %d %s (%.3g %%) above %s, the worst %s%s",
                above,
                matched(),
                rule.measure().many(),
                percent,
                rule.measure().amount(bound.most()),
                rule.measure().amount(worst),
                rule.measure().of(who)),
            bound.key() + " at most " + rule.measure().amount(bound.most()));
      }
    }
  }

  @Override
  void see(TraceEvent event, Scene scene) {
    switch (rule.measure()) {
      case SLICE -> slice(scene.ended(), scene);
      case READY_WAIT -> wait(scene.begun(), scene);
      case LIFETIME -> life(scene.player(ended(event)), scene);
      case QUEUE_DEPTH -> depth(event, scene);
    }
  }

  private void slice(@Nullable Part part, Scene scene) {
    if (part != null && isMeant(part, scene)) {
      sample(part.run(), part.begin, part.name);
    }
  }

  private void wait(@Nullable Part part, Scene scene) {
    if (part != null && part.waited >= 0 && isMeant(part, scene)) {
      sample(part.waited, part.begin, part.name);
    }
  }

  private boolean isMeant(Part part, Scene scene) {
    return part.task == 0 ? rule.of().matches(part.name) : scene.isTask(part.task, rule.of());
  }

  private void life(@Nullable Player player, Scene scene) {
    if (player != null && player.is(rule.of())) {
      sample(scene.here().t() - player.created.t(), scene.here(), player.title);
    }
  }

  private void depth(TraceEvent event, Scene scene) {
    if (event instanceof TraceEvent.Enqueue) {
      boolean deeper = max >= 0 && scene.depth() > max;
      count(scene.depth(), scene.here(), "");
      if (deeper && !tooDeep) {
        tooMuch(scene.depth(), scene.here(), "");
      }
      tooDeep = deeper;
    } else if (scene.depth() <= max) {
      tooDeep = false;
    }
  }

  private void sample(long value, Place place, String who) {
    count(value, place, who);
    if (max >= 0 && value > max) {
      tooMuch(value, place, who);
    }
  }

  private void count(long value, Place place, String who) {
    match();
    percentiles.forEach(percentile -> percentile.add(value, place, who));
  }

  private void tooMuch(long value, Place place, String who) {
    broken(
        place,
        rule.measure().one() + rule.measure().of(who) + " of " + rule.measure().amount(value),
        "at most " + rule.measure().amount(max));
  }

  /** Who lives too long already need not come to an end. */
  @Override
  void finish(Scene scene, boolean whole) {
    if (rule.measure() == Measure.LIFETIME && max >= 0) {
      for (Player player : scene.players()) {
        long age = scene.here().t() - player.created.t();
        if (player.is(rule.of()) && age > max) {
          sample(age, player.created, player.title);
        }
      }
    }
    percentiles.forEach(Percentile::finish);
  }
}
