package dev.rondo.cli;

import dev.rondo.trace.Similar;
import dev.rondo.trace.TraceEvent;
import dev.rondo.trace.model.LoopModel;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which events of a trace are meant. A mixin. */
final class EventFilter {

  @Option(
      names = "--kind",
      split = ",",
      paramLabel = "KIND",
      description = "Only events of these kinds: pause,done …")
  private final Set<String> kinds = new LinkedHashSet<>();

  @Option(
      names = "--text",
      paramLabel = "RE",
      converter = Text.class,
      description =
          "Only lines in which this regular expression (or, if it is none, this text) is found, in"
              + " small letters or capitals.")
  private @Nullable Pattern text;

  @Mixin private final TaskOption tasks = new TaskOption();
  @Mixin private final Window window = new Window();
  @Mixin private final LoopOption loops = new LoopOption();

  private final Extent extent = new Extent();
  private final Set<String> seen = new HashSet<>();

  /** A regular expression or, where it is none, the text itself. */
  static final class Text implements picocli.CommandLine.ITypeConverter<Pattern> {
    @Override
    public Pattern convert(String text) {
      int flags = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
      try {
        return Pattern.compile(text, flags);
      } catch (PatternSyntaxException plain) {
        return Pattern.compile(text, flags | Pattern.LITERAL);
      }
    }
  }

  /** Whether the event is meant; to be asked of every event, after the loop's model took it. */
  boolean includes(TraceEvent event, @Nullable LoopModel loop) {
    extent.add(event);
    tasks.learn(event);
    if (!kinds.isEmpty()) {
      seen.add(event.ev());
    }
    return (kinds.isEmpty() || kinds.contains(event.ev()))
        && loops.includes(event)
        && window.includes(event)
        && (!tasks.given() || (loop != null && concerns(event, loop)));
  }

  /** Whether its line, as it is printed, has the text that is looked for. */
  boolean matches(TraceEvent event, String line) {
    return text == null || text.matcher(event.ev() + " " + line).find();
  }

  private boolean concerns(TraceEvent event, LoopModel loop) {
    int number = event.loop();
    return tasks.includes(number, loop.currentTask())
        || named(event).anyMatch(task -> tasks.includes(number, task));
  }

  /** The futures that an event names; tasks are futures. */
  static LongStream named(TraceEvent event) {
    return switch (event) {
      case TraceEvent.TaskCreated e -> LongStream.of(e.task(), e.parent());
      case TraceEvent.Enqueue e -> LongStream.of(e.task(), e.of());
      case TraceEvent.Resume e -> LongStream.of(e.task());
      case TraceEvent.Pause e -> LongStream.of(e.task(), e.on());
      case TraceEvent.Done e -> LongStream.of(e.task());
      case TraceEvent.Await e -> LongStream.of(e.task(), e.on());
      case TraceEvent.Listen e -> LongStream.of(e.future());
      case TraceEvent.Use e -> LongStream.of(e.task());
      case TraceEvent.Callback e -> LongStream.of(e.of());
      case TraceEvent.Cancel e -> LongStream.of(e.task(), e.by());
      case TraceEvent.Enter e -> LongStream.of(e.task());
      case TraceEvent.Exit e -> LongStream.of(e.task());
      case TraceEvent.Mark e -> LongStream.of(e.task());
      case TraceEvent.Input e -> LongStream.of(e.task());
      case TraceEvent.Warn e -> LongStream.of(e.task());
      case TraceEvent.Stall e -> e.waiting().stream().mapToLong(Long::longValue);
      case TraceEvent.LoopState _,
          TraceEvent.Return _,
          TraceEvent.Timer _,
          TraceEvent.Idle _,
          TraceEvent.Lost _,
          TraceEvent.Unknown _,
          TraceEvent.Malformed _ ->
          LongStream.empty();
    };
  }

  /**
   * Holds, once all of the trace was seen, that there is what was asked for.
   *
   * @throws UsageException where there is not
   */
  void require(Reading trace) {
    extent.requireLoop(loops.number(), trace);
    window.require(extent, trace);
    tasks.require(trace);
    for (String kind : kinds) {
      if (!seen.contains(kind) && !TraceEvent.KINDS.contains(kind)) {
        List<String> similar = Similar.to(kind, TraceEvent.KINDS);
        throw new UsageException(
            "there is no kind '%s'; %s"
                .formatted(
                    kind,
                    similar.isEmpty()
                        ? "the kinds are " + String.join(", ", TraceEvent.KINDS)
                        : "did you mean " + String.join(" or ", similar) + "?"));
      }
    }
  }
}
