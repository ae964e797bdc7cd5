package dev.rondo.cli;

import dev.rondo.trace.TraceEvent;
import dev.rondo.trace.TraceException;
import dev.rondo.trace.explain.Explanation;
import dev.rondo.trace.model.LoopModel;
import dev.rondo.trace.model.TaskSnapshot;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * What there is to say of the place where a run parts from its recording, in one of the two traces.
 */
record ReplaySide(WhyQuery.Answer answer) {
  private static final int LINKS = 10; // from each end of a chain

  /** Of that event; null where the trace does not have it. */
  static @Nullable ReplaySide of(Path trace, String name, int loop, long seq, Console console)
      throws IOException {
    try (Rereadable file = Rereadable.of(trace.toString(), console)) {
      WhyQuery.Answer found = new WhyQuery(file, new AtOption(), LINKS).ask(loop + ":" + seq);
      return new ReplaySide(
          new WhyQuery.Answer(name, found.task(), found.explanation(), found.loop()));
    } catch (UsageException | TraceException e) {
      return null; // killed before it was written, say
    }
  }

  private Explanation.Link first() {
    return answer.explanation().links().getFirst();
  }

  /** What happens there, in a sentence. */
  String sentence() {
    return first().sentence();
  }

  /** The task that it happens to, or else the one that runs; null where neither is known. */
  @Nullable TaskSnapshot task() {
    TraceEvent event = first().event();
    LoopModel loop = answer.loop();
    return LongStream.concat(EventFilter.named(event), LongStream.of(loop.currentTask()))
        .filter(id -> id != 0)
        .mapToObj(loop::taskAt)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  /** Whether the same led to it as to the other. */
  boolean ledThereAs(ReplaySide other) {
    return causes().equals(other.causes());
  }

  private List<String> causes() {
    return answer.explanation().links().stream()
        .skip(1)
        .map(link -> link.event().seq() + " " + link.sentence())
        .toList();
  }

  /** The event's object, with what led there. */
  Map<String, Object> with(Map<?, ?> event) {
    Map<String, Object> all = new LinkedHashMap<>();
    event.forEach((key, value) -> all.put((String) key, value));
    TaskSnapshot task = task();
    Explanation why = answer.explanation();
    all.putAll(
        Json.object(
            "text", sentence(),
            "task", task == null ? null : task.title(),
            "at", task == null ? null : task.at(),
            "chain", why.links().stream().map(WhyView::link).toList(),
            "skipped", Json.id(why.skipped()),
            "skippedAfter", why.skipped() == 0 ? null : why.cut(),
            "root", why.root().name().toLowerCase(Locale.ROOT)));
    return all;
  }
}
