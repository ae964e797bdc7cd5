package dev.rondo.trace.rules;

import dev.rondo.trace.TraceEvent;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which events a rule means: a kind, the name of what they are about, and conditions.
 *
 * @param kind the kind
 * @param subject a task, by its name or its coroutine; of a mark, input or callback its name, of a
 *     use the object, of {@code enter} and {@code exit} the coroutine, of a warning its code
 * @param conditions globs by key, all of which must match
 * @param attrs of a mark: globs for its attributes, all of which must be there and match
 */
record EventPattern(
    Kind kind, Glob subject, Map<String, Glob> conditions, Map<String, Glob> attrs) {

  /** What may be looked for, with the conditions that each may have. */
  enum Kind {
    CREATE("by"),
    START(""),
    RESUME(""),
    PAUSE("on"),
    DONE("outcome error"),
    CANCEL("by"),
    AWAIT("on"),
    ENTER("task"),
    EXIT("task"),
    MARK("task"),
    INPUT("value error task"),
    USE("op task"),
    CALLBACK(""),
    WARN("task");

    private final String conditions;

    Kind(String conditions) {
      this.conditions = conditions;
    }

    List<String> conditions() {
      return conditions.isEmpty() ? List.of() : List.of(conditions.split(" "));
    }

    String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  EventPattern {
    conditions = Map.copyOf(conditions);
    attrs = Map.copyOf(attrs);
  }

  /** Whether the event is meant; the scene took it last. */
  boolean matches(TraceEvent event, Scene scene) {
    return switch (event) {
      case TraceEvent.TaskCreated e ->
          kind == Kind.CREATE && isTask(e.task(), scene) && has("by", e.parent(), scene);
      case TraceEvent.Resume e -> resumed(e, scene);
      case TraceEvent.Pause e ->
          kind == Kind.PAUSE && isTask(e.task(), scene) && has("on", e.what());
      case TraceEvent.Done e when e.task() != 0 -> done(e, scene);
      case TraceEvent.Cancel e when e.task() != 0 ->
          kind == Kind.CANCEL && isTask(e.task(), scene) && has("by", e.by(), scene);
      case TraceEvent.Await e ->
          kind == Kind.AWAIT && isTask(e.task(), scene) && has("on", e.what());
      case TraceEvent.Enter e ->
          kind == Kind.ENTER && subject.matches(e.coro()) && has("task", e.task(), scene);
      case TraceEvent.Exit e ->
          kind == Kind.EXIT && subject.matches(e.coro()) && has("task", e.task(), scene);
      case TraceEvent.Mark e -> marked(e, scene);
      case TraceEvent.Input e -> taken(e, scene);
      case TraceEvent.Use e -> used(e, scene);
      case TraceEvent.Callback e -> kind == Kind.CALLBACK && subject.matches(e.name());
      case TraceEvent.Warn e ->
          kind == Kind.WARN && subject.matches(e.code()) && has("task", e.task(), scene);
      default -> false;
    };
  }

  private boolean resumed(TraceEvent.Resume e, Scene scene) {
    return (kind == Kind.RESUME || (kind == Kind.START && scene.starts(e.task())))
        && isTask(e.task(), scene);
  }

  private boolean done(TraceEvent.Done e, Scene scene) {
    return kind == Kind.DONE
        && isTask(e.task(), scene)
        && has("outcome", e.outcome().text())
        && has("error", e.error());
  }

  private boolean marked(TraceEvent.Mark e, Scene scene) {
    return kind == Kind.MARK
        && subject.matches(e.name())
        && has("task", e.task(), scene)
        && attrs.entrySet().stream()
            .allMatch(attr -> attr.getValue().matches(text(e.attrs().get(attr.getKey()))));
  }

  private boolean taken(TraceEvent.Input e, Scene scene) {
    return kind == Kind.INPUT
        && subject.matches(e.name())
        && has("value", text(e.value()))
        && has("error", e.error())
        && has("task", e.task(), scene);
  }

  private boolean used(TraceEvent.Use e, Scene scene) {
    return kind == Kind.USE
        && subject.matches(e.what())
        && has("op", e.op())
        && has("task", e.task(), scene);
  }

  /** The text of an attribute's value: what stands in the trace. */
  static @Nullable String text(@Nullable Object value) {
    return value == null ? null : value.toString();
  }

  private boolean isTask(long task, Scene scene) {
    return scene.isTask(task, subject);
  }

  private boolean has(String key, long task, Scene scene) {
    Glob glob = conditions.get(key);
    return glob == null || scene.isTask(task, glob);
  }

  private boolean has(String key, @Nullable String text) {
    Glob glob = conditions.get(key);
    return glob == null || glob.matches(text);
  }

  /** As messages show it: {@code use cache (op write)}. */
  @Override
  public String toString() {
    String limits =
        Stream.concat(conditions.entrySet().stream(), attrs.entrySet().stream())
            .sorted(Map.Entry.comparingByKey())
            .map(entry -> entry.getKey() + " " + entry.getValue())
            .collect(Collectors.joining(", "));
    return kind.key() + " " + subject + (limits.isEmpty() ? "" : " (" + limits + ")");
  }
}
