package dev.rondo.trace.rules;

import dev.rondo.trace.TraceEvent;
import dev.rondo.trace.rules.Scene.Player;
import java.util.List;

/** No task pauses while it is within a coroutine, be it its own or one that it awaits in place. */
final class AtomicCoroutineWatch extends Watch {
  private final Glob coroutine;

  AtomicCoroutineWatch(UserRule.InCoroutine rule, Report report) {
    super(report);
    coroutine = rule.coroutine();
  }

  @Override
  void see(TraceEvent event, Scene scene) {
    switch (event) {
      case TraceEvent.Enter e when coroutine.matches(e.coro()) -> match();
      case TraceEvent.TaskCreated e when coroutine.matches(e.coro()) -> match();
      case TraceEvent.Pause e -> pause(e, scene);
      default -> {}
    }
  }

  private void pause(TraceEvent.Pause e, Scene scene) {
    Player player = scene.player(e.task());
    List<String> chain = e.chain().isEmpty() && player != null ? List.of(player.coro) : e.chain();
    for (String within : chain) {
      if (coroutine.matches(within)) {
        broken(
            scene.here(),
            scene.words(e) + ", in " + String.join(" > ", chain),
            within + " to keep control until it ends");
        return;
      }
    }
  }
}
