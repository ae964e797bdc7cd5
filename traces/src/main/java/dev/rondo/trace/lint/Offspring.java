package dev.rondo.trace.lint;

import static dev.rondo.trace.model.Narration.duration;

import dev.rondo.trace.Outcome;
import dev.rondo.trace.TraceEvent;
import dev.rondo.trace.model.LoopModel;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Tasks that are not done when the task that created them is, that nobody awaits or listens to, and
 * that nobody asked to stop before.
 */
final class Offspring implements Inspection {
  private final Report report;
  private final Map<Long, Child> children = new HashMap<>();
  private final Map<Long, Set<Long>> byParent = new HashMap<>();

  private static final class Child {
    private final long parent;
    private final long created;
    private boolean cared;
    private boolean orphan;
    private String parentTitle = "";
    private long since;

    Child(long parent, long created) {
      this.parent = parent;
      this.created = created;
    }
  }

  Offspring(Report report) {
    this.report = report;
  }

  @Override
  public void apply(TraceEvent event, LoopModel loop) {
    switch (event) {
      case TraceEvent.TaskCreated e when e.parent() != 0 -> created(e);
      case TraceEvent.Pause e -> care(e.on());
      case TraceEvent.Await e -> care(e.on());
      case TraceEvent.Listen e when loop.currentSlice() != 0 -> care(e.future());
      case TraceEvent.Cancel e when loop.currentSlice() != 0 -> cancelled(e.task());
      case TraceEvent.Done e when e.task() != 0 -> done(e, loop);
      default -> {}
    }
  }

  private void created(TraceEvent.TaskCreated e) {
    children.put(e.task(), new Child(e.parent(), e.seq()));
    byParent.computeIfAbsent(e.parent(), _ -> new LinkedHashSet<>()).add(e.task());
  }

  private void care(long task) {
    Child child = children.get(task);
    if (child != null) {
      child.cared = true;
    }
  }

  /** Whoever asks a task to stop, while its creator lives, sees to it. */
  private void cancelled(long task) {
    Child child = children.get(task);
    if (child != null && !child.orphan) {
      child.cared = true;
    }
  }

  private void done(TraceEvent.Done e, LoopModel loop) {
    Child child = children.remove(e.task());
    if (child != null) {
      Set<Long> siblings = byParent.get(child.parent);
      if (siblings != null) {
        siblings.remove(e.task());
      }
      if (child.orphan && !child.cared) {
        String how = e.outcome() == Outcome.CANCELLED ? "was cancelled" : "ended";
        tell(e.task(), child, how + " " + duration(e.t() - child.since) + " after", loop);
      }
    }
    orphan(e, loop);
  }

  private void orphan(TraceEvent.Done parent, LoopModel loop) {
    Set<Long> left = byParent.remove(parent.task());
    if (left != null) {
      for (long task : left) {
        Child child = children.get(task);
        if (child != null) {
          child.orphan = true;
          child.parentTitle = Titles.title(parent.task(), loop);
          child.since = parent.t();
        }
      }
    }
  }

  private void tell(long task, Child child, String how, LoopModel loop) {
    String title = Titles.title(task, loop);
    String sentence =
        "%s, created at seq %d, %s %s, its creator, and nobody awaited it"
            .formatted(title, child.created, how, child.parentTitle);
    report.see(Check.OUTLIVES_PARENT, task, title, sentence, child.created);
  }

  @Override
  public void lost() {
    children.clear();
    byParent.clear();
  }

  @Override
  public void finish(LoopModel loop) {
    children.entrySet().stream()
        .filter(entry -> entry.getValue().orphan && !entry.getValue().cared)
        .sorted(Map.Entry.comparingByKey())
        .forEach(entry ->
            tell(entry.getKey(), entry.getValue(), "had not ended at the end, after", loop));
  }
}
