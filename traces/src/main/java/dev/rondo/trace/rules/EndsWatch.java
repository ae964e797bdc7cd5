package dev.rondo.trace.rules;

import dev.rondo.trace.Outcome;
import dev.rondo.trace.TraceEvent;
import dev.rondo.trace.model.Narration;
import dev.rondo.trace.rules.Scene.Player;
import java.util.stream.Collectors;

/** Tasks end, as they should and in time. */
final class EndsWatch extends Watch {
  private final UserRule.Ends rule;

  EndsWatch(UserRule.Ends rule, Report report) {
    super(report);
    this.rule = rule;
  }

  @Override
  void see(TraceEvent event, Scene scene) {
    Player player = scene.player(Scene.taskOf(event));
    if (player == null || !player.is(rule.tasks())) {
      return;
    }
    if (event instanceof TraceEvent.TaskCreated) {
      match();
    } else if (event instanceof TraceEvent.Done done) {
      done(done, player, scene);
    }
  }

  private void done(TraceEvent.Done done, Player player, Scene scene) {
    long age = scene.here().t() - player.created.t();
    if (!rule.outcomes().contains(done.outcome())) {
      String error = done.error() == null ? "" : ": " + done.error();
      broken(scene.here(), player.title + " " + done.outcome().text() + error, "it " + outcomes());
    } else if (age > rule.within()) {
      broken(
          scene.here(),
          player.title + " " + done.outcome().text() + " after " + Narration.duration(age),
          "it within " + Narration.duration(rule.within()));
    }
  }

  private String outcomes() {
    return rule.outcomes().stream().sorted().map(Outcome::text).collect(Collectors.joining(" or "));
  }

  @Override
  void finish(Scene scene, boolean whole) {
    for (Player player : scene.players()) {
      boolean late = scene.here().t() - player.created.t() > rule.within();
      if (player.is(rule.tasks()) && (whole || late)) {
        broken(
            player.created,
            player.since(),
            player.title + " not done at the end, " + player.doing(),
            "it " + outcomes() + (late ? " within " + Narration.duration(rule.within()) : ""));
      }
    }
  }
}
