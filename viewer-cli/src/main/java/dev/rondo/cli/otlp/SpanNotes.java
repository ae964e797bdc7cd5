package dev.rondo.cli.otlp;

import dev.rondo.trace.Outcome;
import dev.rondo.trace.TraceEvent;
import dev.rondo.trace.Why;
import dev.rondo.trace.spans.SpanKeys;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.sdk.trace.data.EventData;
import org.jspecify.annotations.Nullable;

/** What spans say beside their name and time: their events, and the keys of what is said often. */
final class SpanNotes {
  static final AttributeKey<Long> LOOP = AttributeKey.longKey(SpanKeys.LOOP);
  static final AttributeKey<Long> TASK = AttributeKey.longKey(SpanKeys.TASK);
  static final AttributeKey<Long> FIRST = AttributeKey.longKey(SpanKeys.SEQ_FIRST);
  static final AttributeKey<Long> LAST = AttributeKey.longKey(SpanKeys.SEQ_LAST);
  static final AttributeKey<Long> STEPS = AttributeKey.longKey(SpanKeys.STEPS);
  static final AttributeKey<Long> RUN = AttributeKey.longKey(SpanKeys.RUN_NS);
  static final AttributeKey<Long> READY = AttributeKey.longKey(SpanKeys.READY_NS);
  static final AttributeKey<Long> SUSPENDED = AttributeKey.longKey(SpanKeys.SUSPENDED_NS);
  static final AttributeKey<Long> DURATION = AttributeKey.longKey(SpanKeys.DURATION_NS);
  static final AttributeKey<String> CORO = AttributeKey.stringKey(SpanKeys.CORO);
  static final AttributeKey<String> FUNCTION = AttributeKey.stringKey(SpanKeys.CODE_FUNCTION);
  static final AttributeKey<String> LINK = AttributeKey.stringKey(SpanKeys.LINK);
  private static final AttributeKey<String> WHY = AttributeKey.stringKey(SpanKeys.WHY);
  private static final AttributeKey<Long> SEQ = AttributeKey.longKey(SpanKeys.SEQ);

  private SpanNotes() {}

  /** A pause, resume or mark. */
  static EventData of(TraceEvent event, long time, @Nullable Why why) {
    AttributesBuilder said = Attributes.builder().put(SEQ, event.seq());
    switch (event) {
      case TraceEvent.Pause e -> said.put(SpanKeys.WHAT, Texts.value(e.what()));
      case TraceEvent.Resume _ when why != null -> said.put(WHY, why.text());
      case TraceEvent.Mark e -> e.attrs().forEach((key, value) -> put(said, key, value));
      default -> {}
    }
    String name = event instanceof TraceEvent.Mark e ? Texts.name(e.name()) : event.ev();
    return EventData.create(time, name, said.build());
  }

  private static void put(AttributesBuilder to, String key, @Nullable Object value) {
    switch (value) {
      case null -> {}
      case Boolean flag -> to.put(key, flag);
      case Long number -> to.put(key, number);
      case Integer number -> to.put(key, (long) number);
      case Double number -> to.put(key, number);
      default -> to.put(key, Texts.value(value.toString()));
    }
  }

  /** How a task failed, or that it was cancelled. */
  static EventData exception(TraceEvent.Done done, long time) {
    AttributesBuilder said =
        Attributes.builder().put(SEQ, done.seq()).put(SpanKeys.EXCEPTION_TYPE, type(done));
    String error = done.error();
    int colon = error == null ? -1 : error.indexOf(": ");
    if (error != null && colon >= 0) {
      said.put(SpanKeys.EXCEPTION_MESSAGE, Texts.value(error.substring(colon + 2)));
    }
    return EventData.create(time, "exception", said.build());
  }

  /** The class of what a task failed with. */
  static String type(TraceEvent.Done done) {
    String error = done.error();
    if (error == null || error.isEmpty()) {
      return done.outcome() == Outcome.CANCELLED ? "CancelledError" : "_OTHER";
    }
    int colon = error.indexOf(": ");
    return Texts.name(colon < 0 ? error : error.substring(0, colon));
  }

  static Attributes wakeUp(LiveTask.WakeUp e) {
    return Attributes.of(LINK, "wake-up", WHY, e.why().text(), SEQ, e.seq());
  }

  static Attributes message(LiveTask.Message e) {
    return Attributes.of(LINK, "message", SEQ, e.seq());
  }

  /**
   * Which span a message came from, where that is what {@code event} notes; invalid where not, or
   * where the program has put something else in it.
   */
  static SpanContext sender(TraceEvent event) {
    return event instanceof TraceEvent.Mark e && e.name().equals(SpanKeys.MESSAGE_MARK)
        ? SpanContext.createFromRemoteParent(
            String.valueOf(e.attrs().get("trace_id")),
            String.valueOf(e.attrs().get("span_id")),
            TraceFlags.getSampled(),
            TraceState.getDefault())
        : SpanContext.getInvalid();
  }

  /** Where a task was created: {@code File.java:12}. */
  static void site(AttributesBuilder to, @Nullable String at) {
    if (at == null) {
      return;
    }
    int colon = at.lastIndexOf(':');
    boolean line = colon > 0 && at.substring(colon + 1).matches("[0-9]{1,9}");
    to.put(SpanKeys.CODE_FILE, Texts.value(line ? at.substring(0, colon) : at));
    if (line) {
      to.put(SpanKeys.CODE_LINE, Long.parseLong(at.substring(colon + 1)));
    }
  }
}
