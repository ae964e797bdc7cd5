package dev.rondo.cli;

import static dev.rondo.trace.model.Narration.duration;

import dev.rondo.trace.Outcome;
import dev.rondo.trace.TraceEvent;
import dev.rondo.trace.model.LoopModel;
import dev.rondo.trace.model.Step;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a step did, in a few words. */
final class Deeds {

  /** Of so many things that the same was done to, each is told; of more, the number. */
  private static final int MOST = 6;

  /** So much of a text is told. */
  private static final int LONGEST = 40;

  private final Naming naming;

  /** What was done, with a count for each that it was done to, in order. */
  private final Map<String, Map<String, Integer>> deeds = new LinkedHashMap<>();

  private Deeds(LoopModel loop) {
    naming = new Naming(loop);
  }

  /** What the step did, the last by which it ended. The loop is played back to right after it. */
  static String of(Step step, LoopModel loop) {
    Deeds deeds = new Deeds(loop);
    step.deeds().forEach(deeds::event);
    step.wakes().forEach(wake -> deeds.wake(wake, step));
    deeds.add(deeds.ending(step.slice().ending()), "");
    return deeds.text();
  }

  private String text() {
    return deeds.entrySet().stream()
        .map(deed -> (deed.getKey() + " " + objects(deed.getValue())).strip())
        .collect(Collectors.joining("; "));
  }

  private static String objects(Map<String, Integer> objects) {
    List<String> all =
        objects.entrySet().stream()
            .map(
                object -> object.getKey() + (object.getValue() > 1 ? " x" + object.getValue() : ""))
            .toList();
    return all.size() <= MOST
        ? String.join(", ", all)
        : String.join(", ", all.subList(0, MOST - 1)) + " and " + (all.size() - MOST + 1) + " more";
  }

  private void add(String verb, String object) {
    String brief = Plain.cut(object, LONGEST, "...");
    deeds.computeIfAbsent(verb, _ -> new LinkedHashMap<>()).merge(brief, 1, Integer::sum);
  }

  private void event(TraceEvent event) {
    switch (event) {
      case TraceEvent.TaskCreated e -> add("creates", naming.task(e.task()));
      case TraceEvent.Timer e -> add("sets a timer for", duration(e.delay()));
      case TraceEvent.Cancel e when e.handle() != 0 -> add("withdraws", "handle " + e.handle());
      case TraceEvent.Cancel e -> add("cancels", future(e.task() + e.future()));
      case TraceEvent.Use e -> add(e.what(), e.op());
      case TraceEvent.Mark e -> add("marks", e.name());
      case TraceEvent.Input e -> add("takes input", e.name());
      case TraceEvent.Await e -> add("awaits, done already,", naming.awaited(e.on(), e.what()));
      case TraceEvent.Done e -> add(e.outcome().text(), future(e.task() + e.future()));
      case TraceEvent.Warn e -> add("warning", e.code());
      case TraceEvent.Lost e -> add("loses", Plain.count(e.count(), "event"));
      case TraceEvent.LoopState e -> add("loop", e.state().text());
      case TraceEvent.Enqueue _,
          TraceEvent.Resume _,
          TraceEvent.Pause _,
          TraceEvent.Listen _,
          TraceEvent.Callback _,
          TraceEvent.Return _,
          TraceEvent.Enter _,
          TraceEvent.Exit _,
          TraceEvent.Idle _,
          TraceEvent.Stall _,
          TraceEvent.Unknown _,
          TraceEvent.Malformed _ -> {}
    }
  }

  private String future(long id) {
    return naming.awaited(id, "future");
  }

  private void wake(Step.Wake wake, Step step) {
    boolean itself = wake.task() != 0 && wake.task() == step.slice().task();
    switch (wake.why()) {
      case START -> {} // its creation tells
      case YIELD -> {} // its end tells
      case SOON -> add("calls soon", wake.title());
      case DONE -> add(wake.task() == 0 ? "queues" : "wakes", itself ? "itself" : wake.title());
      case TIMER, IO, THREAD, ERROR -> add("queues", wake.title());
    }
  }

  private String ending(@Nullable TraceEvent ending) {
    return switch (ending) {
      case null -> "still runs";
      case TraceEvent.Pause e when e.on() == 0 -> "yields";
      case TraceEvent.Pause e -> "pauses on " + naming.awaited(e.on(), e.what());
      case TraceEvent.Done e -> ended(e.outcome(), e.error());
      case TraceEvent.Return e ->
          ended(e.error() == null ? Outcome.RETURNED : Outcome.RAISED, e.error());
      default -> "ends";
    };
  }

  private static String ended(Outcome outcome, @Nullable String error) {
    return switch (outcome) {
      case RETURNED -> "returns";
      case RAISED -> "raises " + error;
      case CANCELLED -> "is cancelled";
    };
  }
}
