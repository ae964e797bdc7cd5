package dev.rondo.trace.rules;

import dev.rondo.trace.Outcome;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One rule of a rule file. What each kind demands is described in {@code docs/rules.md}. */
sealed interface UserRule {

  /** What every rule has. */
  record Title(String name, String because, boolean optional) {}

  Title title();

  /** The word of the rule file that makes it what it is. */
  String kind();

  /** What must appear in a trace for the rule to say anything, as messages call it. */
  String looksFor();

  /** The names in it that must be met exactly, and so may be mistyped. */
  List<String> names();

  /** A check of it over one loop. */
  Watch watch(Watch.Report report);

  /** No step comes before the one that stands before it in the list. */
  record Order(Title title, List<EventPattern> steps, Per per) implements UserRule {
    public Order {
      steps = List.copyOf(steps);
    }

    @Override
    public String kind() {
      return "order";
    }

    @Override
    public String looksFor() {
      return steps.getLast().toString();
    }

    @Override
    public List<String> names() {
      return steps.stream().flatMap(step -> step.subject().exact().stream()).toList();
    }

    @Override
    public Watch watch(Watch.Report report) {
      return new OrderWatch(this, report);
    }
  }

  /** Something does not happen: at all, or not during an interval. */
  record Never(Title title, EventPattern what, @Nullable Interval during, Per per)
      implements UserRule {
    @Override
    public String kind() {
      return "never";
    }

    @Override
    public String looksFor() {
      return during == null ? "" : during.toString();
    }

    @Override
    public List<String> names() {
      return during == null ? List.of() : during.names();
    }

    @Override
    public Watch watch(Watch.Report report) {
      return new NeverWatch(this, report);
    }
  }

  /** Something stays within bounds. */
  record Limit(Title title, Measure measure, Glob of, List<Bound> bounds) implements UserRule {
    public Limit {
      bounds = List.copyOf(bounds);
    }

    @Override
    public String kind() {
      return "limit";
    }

    @Override
    public String looksFor() {
      return measure.one() + measure.of(of.toString());
    }

    @Override
    public List<String> names() {
      return of.exact();
    }

    @Override
    public Watch watch(Watch.Report report) {
      return new LimitWatch(this, report);
    }
  }

  /** Tasks come to an end, and to which. */
  record Ends(Title title, Glob tasks, Set<Outcome> outcomes, long within) implements UserRule {
    public Ends {
      outcomes = Set.copyOf(outcomes);
    }

    @Override
    public String kind() {
      return "ends";
    }

    @Override
    public String looksFor() {
      return "task " + tasks;
    }

    @Override
    public List<String> names() {
      return tasks.exact();
    }

    @Override
    public Watch watch(Watch.Report report) {
      return new EndsWatch(this, report);
    }
  }

  /** A coroutine, or a stretch of a task between two events, never gives up control. */
  record Atomic(Title title, Stretch stretch) implements UserRule {
    @Override
    public String kind() {
      return "atomic";
    }

    @Override
    public String looksFor() {
      return stretch.toString();
    }

    @Override
    public List<String> names() {
      return stretch.names();
    }

    @Override
    public Watch watch(Watch.Report report) {
      return switch (stretch) {
        case InCoroutine in -> new AtomicCoroutineWatch(in, report);
        case Between between -> new AtomicStretchWatch(between, report);
      };
    }
  }

  /** Between two uses of an object by one task, no other task uses it. */
  record Exclusive(Title title, Glob object, Glob from, Glob to, @Nullable Glob allow, int atMost)
      implements UserRule {
    @Override
    public String kind() {
      return "exclusive";
    }

    @Override
    public String looksFor() {
      return from + " of " + object;
    }

    @Override
    public List<String> names() {
      return object.exact();
    }

    @Override
    public Watch watch(Watch.Report report) {
      return new ExclusiveWatch(this, report);
    }
  }

  /** Something happens in the end: at all, or after each of something else. */
  record Eventually(
      Title title, EventPattern what, @Nullable EventPattern after, Per per, long within)
      implements UserRule {
    @Override
    public String kind() {
      return "eventually";
    }

    @Override
    public String looksFor() {
      return (after == null ? what : after).toString();
    }

    @Override
    public List<String> names() {
      return (after == null ? what : after).subject().exact();
    }

    @Override
    public Watch watch(Watch.Report report) {
      return new EventuallyWatch(this, report);
    }
  }

  /** What a {@link Never} may be limited to. */
  sealed interface Interval {
    List<String> names();
  }

  /** What must be {@link Atomic}. */
  sealed interface Stretch {
    List<String> names();
  }

  /** From one event to another. */
  record Between(EventPattern from, EventPattern to) implements Interval, Stretch {
    @Override
    public List<String> names() {
      return from.subject().exact();
    }

    @Override
    public String toString() {
      return from.toString();
    }
  }

  /** While a task is in a state; {@code on} is what it paused on. */
  record InState(State state, Glob tasks, Glob on) implements Interval {
    @Override
    public List<String> names() {
      return tasks.exact();
    }

    @Override
    public String toString() {
      return state.key() + " " + tasks;
    }
  }

  /** What a task can be. */
  enum State {
    ALIVE,
    READY,
    RUNNING,
    PAUSED;

    String key() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** While a coroutine is under way. */
  record InCoroutine(Glob coroutine) implements Stretch {
    @Override
    public List<String> names() {
      return coroutine.exact();
    }

    @Override
    public String toString() {
      return "coroutine " + coroutine;
    }
  }
}
