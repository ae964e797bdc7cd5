package dev.rondo.cli.otlp;

import dev.rondo.trace.Outcome;
import dev.rondo.trace.TraceEvent;
import dev.rondo.trace.TraceHeader;
import dev.rondo.trace.spans.SpanKeys;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Turns a trace into spans, as docs/opentelemetry.md says. Spans are given out as tasks end; what
 * is kept are the tasks that live, and the latest of those whose creator may yet await them. For
 * one thread.
 */
public final class TaskSpans {
  private static final long MICROSECOND = 1000;

  private final List<TracedProcess> processes;
  private final SpanOptions options;
  private final Consumer<? super SpanData> spans;
  private final Map<Integer, LoopSpans> loops = new LinkedHashMap<>();
  private long chosen;
  private long leftOut;

  /**
   * The spans of a trace.
   *
   * @param traceId 32 hex digits
   * @param spans takes each span, in the order in which tasks end
   */
  public TaskSpans(
      TraceHeader header, String traceId, SpanOptions options, Consumer<? super SpanData> spans) {
    this.options = options;
    this.spans = spans;
    processes =
        header.parts().stream()
            .map(part -> new TracedProcess(part, header.start(), traceId, options))
            .toList();
  }

  /** Goes one event further. */
  public void add(TraceEvent event) {
    if (event.loop() > 0) {
      loops.computeIfAbsent(event.loop(), this::loop).add(event);
    }
  }

  /** The trace is over: the tasks that still live are given out. */
  public void end() {
    loops.values().forEach(LoopSpans::end);
  }

  /** How many tasks and slices have no span, since there would have been too many. */
  public long leftOut() {
    return leftOut;
  }

  private LoopSpans loop(int number) {
    int n = processes.size();
    TracedProcess process = processes.get((number - 1) % n);
    return new LoopSpans(options, new Telling(process, (number - 1) / n + 1));
  }

  private final class Telling implements LoopSpans.Teller {
    private final TracedProcess process;
    private final int loop; // its number in its process

    Telling(TracedProcess process, int loop) {
      this.process = process;
      this.loop = loop;
    }

    @Override
    public boolean choose() {
      boolean room = chosen < options.maxSpans();
      chosen += room ? 1 : 0;
      leftOut += room ? 0 : 1;
      return room;
    }

    @Override
    public void happened(LiveTask task, TraceEvent event, @Nullable String thread) {
      SpanContext sender = SpanNotes.sender(event);
      if (sender.isValid()) {
        task.received(sender, event.seq());
      } else {
        task.happened(() -> SpanNotes.of(event, process.time(event.t()), task.why));
      }
    }

    @Override
    public void slice(
        LiveTask task, LiveTask.OpenSlice slice, TraceEvent end, @Nullable String thread) {
      AttributesBuilder said = numbers(task, slice.begin().seq(), end.seq());
      put(said, SpanKeys.WHY, slice.why() == null ? null : slice.why().text());
      put(said, SpanKeys.WHAT, end instanceof TraceEvent.Pause e ? e.what() : null);
      put(said, SpanKeys.THREAD_NAME, thread);
      span(
          "step " + slice.number(),
          process.slice(loop, slice.begin().seq()),
          process.task(loop, task.made.task()),
          slice.begin().t(),
          end.t(),
          StatusData.unset(),
          said,
          List.of(),
          0,
          List.of(),
          0);
    }

    @Override
    public void task(LiveTask task, @Nullable String thread) {
      if (!task.chosen) {
        return;
      }
      TraceEvent.Done done = task.done;
      if (done != null && done.outcome() != Outcome.RETURNED) {
        task.failed(SpanNotes.exception(done, process.time(done.t())));
      }
      SpanContext parent = parent(task);
      List<LinkData> links = links(task, parent);
      span(
          Texts.name(task.made.name()),
          process.task(loop, task.made.task()),
          parent,
          task.made.t(),
          task.end,
          status(done),
          attributes(task, done, thread),
          task.events,
          task.allEvents,
          links,
          links.size() + task.linksLeftOut());
    }

    /** The task that created it and awaits it, or the caller of the process, or none. */
    private SpanContext parent(LiveTask task) {
      long creator = task.made.parent();
      if (creator == 0) {
        return process.caller;
      }
      return task.awaited ? process.task(loop, creator) : SpanContext.getInvalid();
    }

    private List<LinkData> links(LiveTask task, SpanContext parent) {
      boolean creator = task.made.parent() != 0 && !task.awaited;
      if (!creator && task.wakeUps.isEmpty() && task.messages.isEmpty()) {
        return List.of();
      }
      List<LinkData> links = new ArrayList<>();
      if (creator) {
        links.add(
            LinkData.create(
                process.task(loop, task.made.parent()), Attributes.of(SpanNotes.LINK, "creator")));
      }
      for (LiveTask.Message e : task.messages) {
        if (!e.from().getSpanId().equals(parent.getSpanId())) {
          links.add(LinkData.create(e.from(), SpanNotes.message(e)));
        }
      }
      task.keepWakeUps(Math.max(0, options.limits().links() - links.size()));
      for (LiveTask.WakeUp e : task.wakeUps) {
        links.add(LinkData.create(process.task(loop, e.task()), SpanNotes.wakeUp(e)));
      }
      return links;
    }

    private Attributes both(AttributesBuilder said, long length) {
      return length < MICROSECOND && options.roundUp()
          ? said.put(SpanNotes.DURATION, length).build()
          : said.build();
    }

    private void span(
        String name,
        SpanContext context,
        SpanContext parent,
        long start,
        long end,
        StatusData status,
        AttributesBuilder said,
        List<EventData> events,
        int allEvents,
        List<LinkData> links,
        int allLinks) {
      long length = end - start;
      long shown = options.roundUp() ? Math.max(MICROSECOND, length) : length;
      Limits limits = options.limits();
      Attributes all = both(said, length);
      spans.accept(
          new TraceSpan(
              name,
              context,
              parent,
              process.time(start),
              process.time(start) + shown,
              status,
              limits.ofSpan(all),
              all.size(),
              events.stream().map(limits::of).toList(),
              allEvents,
              links.stream().limit(limits.links()).map(limits::of).toList(),
              allLinks,
              process.resource));
    }
  }

  private static StatusData status(TraceEvent.@Nullable Done done) {
    return done != null && done.outcome() == Outcome.RAISED
        ? StatusData.create(
            StatusCode.ERROR, done.error() == null ? "" : Texts.message(done.error()))
        : StatusData.unset();
  }

  private static AttributesBuilder numbers(LiveTask task, long first, long last) {
    return Attributes.builder()
        .put(SpanNotes.LOOP, task.made.loop())
        .put(SpanNotes.TASK, task.made.task())
        .put(SpanNotes.FIRST, first)
        .put(SpanNotes.LAST, last);
  }

  private static AttributesBuilder attributes(
      LiveTask task, TraceEvent.@Nullable Done done, @Nullable String thread) {
    AttributesBuilder said =
        numbers(task, task.made.seq(), task.lastSeq)
            .put(SpanNotes.CORO, Texts.value(task.made.coro()))
            .put(SpanNotes.STEPS, task.steps)
            .put(SpanNotes.RUN, task.run)
            .put(SpanNotes.READY, task.ready)
            .put(SpanNotes.SUSPENDED, task.suspended)
            .put(SpanNotes.FUNCTION, Texts.value(task.made.coro()));
    SpanNotes.site(said, task.made.at());
    put(said, SpanKeys.THREAD_NAME, thread);
    leftOut(said, SpanKeys.WAKEUPS_LEFT_OUT, task.allWakeUps - task.wakeUps.size());
    leftOut(said, SpanKeys.PAUSES_LEFT_OUT, task.allEvents - task.events.size());
    leftOut(said, SpanKeys.SLICES_LEFT_OUT, task.slicesLeftOut);
    if (done == null) {
      return said.put(SpanKeys.INCOMPLETE, true);
    }
    if (done.outcome() == Outcome.RAISED) {
      said.put(SpanKeys.ERROR_TYPE, SpanNotes.type(done));
    }
    return said.put(SpanKeys.OUTCOME, done.outcome().text());
  }

  private static void leftOut(AttributesBuilder to, String key, long count) {
    if (count > 0) {
      to.put(key, count);
    }
  }

  private static void put(AttributesBuilder to, String key, @Nullable String value) {
    if (value != null) {
      to.put(key, Texts.value(value));
    }
  }
}
