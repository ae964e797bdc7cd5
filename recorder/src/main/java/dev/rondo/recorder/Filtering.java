package dev.rondo.recorder;

import dev.rondo.trace.TraceEvent;
import dev.rondo.trace.TraceHeader;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Holds a filter against everything that is written. Where the filter fails, nothing gets out. */
public final class Filtering {
  private static final String LEFT_OUT = "…";
  private static final String TASK = "task "; // and its name: what a pause awaits

  private final Filter filter;

  /** Holds that filter against events. */
  public Filtering(Filter filter) {
    this.filter = filter;
  }

  /** The header as it may be written. */
  public TraceHeader header(TraceHeader h) {
    return new TraceHeader(
        h.version(),
        h.trace(),
        h.parent(),
        name(h.program()),
        h.pid(),
        nameOrNull(h.host()),
        h.start(),
        h.clock(),
        h.recorder(),
        h.runtime(),
        h.engine(),
        h.detail(),
        h.policy(),
        h.seed(),
        h.filtered() || !passesAll(),
        h.flight(),
        h.processes().stream().map(this::header).toList());
  }

  /** Whether every event may be written as it is. */
  boolean passesAll() {
    return filter == Filter.none();
  }

  /** The event as it may be written. */
  public TraceEvent event(TraceEvent event) {
    return passesAll() ? event : filtered(event);
  }

  private TraceEvent filtered(TraceEvent event) {
    return switch (event) {
      case TraceEvent.LoopState e ->
          new TraceEvent.LoopState(
              e.seq(),
              e.t(),
              e.loop(),
              e.state(),
              nameOrNull(e.thread()),
              nameOrNull(e.name()),
              e.setup());
      case TraceEvent.TaskCreated e ->
          new TraceEvent.TaskCreated(
              e.seq(),
              e.t(),
              e.loop(),
              e.task(),
              name(e.name()),
              name(e.coro()),
              e.parent(),
              nameOrNull(e.at()));
      case TraceEvent.Enqueue e when e.callback() != null ->
          new TraceEvent.Enqueue(
              e.seq(),
              e.t(),
              e.loop(),
              e.handle(),
              0,
              name(e.callback()),
              e.why(),
              e.of(),
              e.recipient());
      case TraceEvent.Pause e ->
          new TraceEvent.Pause(
              e.seq(),
              e.t(),
              e.loop(),
              e.task(),
              e.on(),
              what(e.what()),
              e.chain().stream().map(this::name).toList());
      case TraceEvent.Done e when e.error() != null ->
          new TraceEvent.Done(
              e.seq(), e.t(), e.loop(), e.task(), e.future(), e.outcome(), error(e.error()));
      case TraceEvent.Await e ->
          new TraceEvent.Await(e.seq(), e.t(), e.loop(), e.task(), e.on(), what(e.what()));
      case TraceEvent.Listen e ->
          new TraceEvent.Listen(e.seq(), e.t(), e.loop(), e.future(), name(e.callback()));
      case TraceEvent.Use e ->
          new TraceEvent.Use(
              e.seq(), e.t(), e.loop(), e.task(), e.object(), name(e.what()), name(e.op()));
      case TraceEvent.Callback e ->
          new TraceEvent.Callback(e.seq(), e.t(), e.loop(), e.handle(), name(e.name()), e.of());
      case TraceEvent.Return e when e.error() != null ->
          new TraceEvent.Return(e.seq(), e.t(), e.loop(), e.handle(), error(e.error()));
      case TraceEvent.Timer e when e.callback() != null ->
          new TraceEvent.Timer(e.seq(), e.t(), e.loop(), e.handle(), e.delay(), name(e.callback()));
      case TraceEvent.Enter e ->
          new TraceEvent.Enter(e.seq(), e.t(), e.loop(), e.task(), name(e.coro()));
      case TraceEvent.Exit e ->
          new TraceEvent.Exit(e.seq(), e.t(), e.loop(), e.task(), name(e.coro()));
      case TraceEvent.Mark e ->
          new TraceEvent.Mark(
              e.seq(), e.t(), e.loop(), e.task(), name(e.name()), attributes(e.attrs()));
      case TraceEvent.Input e -> input(e);
      case TraceEvent.Warn e when e.text() != null ->
          new TraceEvent.Warn(
              e.seq(), e.t(), e.loop(), e.code(), e.task(), e.handle(), message(e.text()));
      case TraceEvent.Enqueue _,
          TraceEvent.Done _,
          TraceEvent.Return _,
          TraceEvent.Timer _,
          TraceEvent.Warn _,
          TraceEvent.Resume _,
          TraceEvent.Cancel _,
          TraceEvent.Idle _,
          TraceEvent.Stall _,
          TraceEvent.Lost _ ->
          event; // has no texts
      case TraceEvent.Unknown _, TraceEvent.Malformed _ ->
          throw new IllegalArgumentException("not of our making: " + event);
    };
  }

  private TraceEvent.Input input(TraceEvent.Input e) {
    String error = e.error() == null ? null : error(e.error());
    Object value = e.error() == null ? input(e.name(), e.value()) : null;
    boolean same =
        e.error() != null ? e.error().equals(error) : value != null && value.equals(e.value());
    return new TraceEvent.Input(
        e.seq(), e.t(), e.loop(), e.task(), name(e.name()), value, error, !same);
  }

  /** What may be written of an input: null for nothing, not even that it was null. */
  @Nullable Object input(String name, @Nullable Object value) {
    Object kept = asked(v -> filter.attribute(name, v), value);
    return kept == null || kept.equals(value) ? kept : JsonValues.of(kept);
  }

  // -- texts --------------------------------------------------------------------------------------

  String name(String name) {
    String passed = asked(filter::name, name);
    return passed == null ? LEFT_OUT : passed;
  }

  @Nullable String nameOrNull(@Nullable String name) {
    return name == null ? null : name(name);
  }

  /** What a task awaits: another task's name is the same there as everywhere. */
  String what(String what) {
    return what.startsWith(TASK) ? TASK + name(what.substring(TASK.length())) : name(what);
  }

  @Nullable String message(String message) {
    return asked(filter::message, message);
  }

  /** An error's text, as {@link ErrorText} makes it. */
  String error(String error) {
    int colon = error.indexOf(": ");
    if (colon < 0) {
      return name(error);
    }
    String type = name(error.substring(0, colon));
    String message = message(error.substring(colon + 2));
    return message == null ? type : type + ": " + message;
  }

  Map<String, @Nullable Object> attributes(Map<String, @Nullable Object> attributes) {
    Map<String, @Nullable Object> passed = new LinkedHashMap<>();
    attributes.forEach((key, value) -> {
      Object kept = asked(v -> filter.attribute(key, v), value);
      if (kept != null) {
        passed.put(name(key), JsonValues.of(kept));
      }
    });
    return passed;
  }

  private static <T extends @Nullable Object, R> @Nullable R asked(
      Function<T, @Nullable R> question, T text) {
    try {
      return question.apply(text);
    } catch (RuntimeException | StackOverflowError e) {
      return null;
    }
  }
}
