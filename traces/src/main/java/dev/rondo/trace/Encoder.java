package dev.rondo.trace;

import dev.rondo.trace.TraceEvent.Await;
import dev.rondo.trace.TraceEvent.Cancel;
import dev.rondo.trace.TraceEvent.Done;
import dev.rondo.trace.TraceEvent.Enqueue;
import dev.rondo.trace.TraceEvent.Enter;
import dev.rondo.trace.TraceEvent.Exit;
import dev.rondo.trace.TraceEvent.Idle;
import dev.rondo.trace.TraceEvent.Input;
import dev.rondo.trace.TraceEvent.Listen;
import dev.rondo.trace.TraceEvent.LoopState;
import dev.rondo.trace.TraceEvent.Lost;
import dev.rondo.trace.TraceEvent.Malformed;
import dev.rondo.trace.TraceEvent.Mark;
import dev.rondo.trace.TraceEvent.Pause;
import dev.rondo.trace.TraceEvent.Resume;
import dev.rondo.trace.TraceEvent.Return;
import dev.rondo.trace.TraceEvent.Stall;
import dev.rondo.trace.TraceEvent.TaskCreated;
import dev.rondo.trace.TraceEvent.Timer;
import dev.rondo.trace.TraceEvent.Unknown;
import dev.rondo.trace.TraceEvent.Use;
import dev.rondo.trace.TraceEvent.Warn;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;

/**
 * Writes one line's JSON object in the canonical form: keys in the format's order, no spaces, what
 * is absent left out. The inverse of {@link Decoder}.
 */
final class Encoder implements AutoCloseable {

  private static final JsonFactory JSON =
      JsonFactory.builder().disable(JsonWriteFeature.ESCAPE_FORWARD_SLASHES).build();

  private final JsonGenerator json;

  Encoder(OutputStream out) {
    json = JSON.createGenerator(ObjectWriteContext.empty(), out);
  }

  void header(TraceHeader h) {
    json.writeStartObject();
    text("ev", "trace").number("version", (long) h.version());
    process(h);
    if (!h.processes().isEmpty()) {
      json.writeName("processes");
      json.writeStartArray();
      h.processes().forEach(this::part);
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  private void part(TraceHeader h) {
    json.writeStartObject();
    process(h);
    json.writeEndObject();
  }

  private void process(TraceHeader h) {
    text("trace", h.trace()).text("parent", h.parent());
    text("program", h.program()).number("pid", h.pid()).text("host", h.host());
    text("start", h.start() == null ? null : h.start().toString()).text("clock", h.clock());
    text("recorder", h.recorder()).text("runtime", h.runtime()).text("engine", h.engine());
    text("detail", h.detail())
        .text("policy", h.policy())
        .number("seed", h.seed())
        .flag("filtered", h.filtered())
        .flag("flight", h.flight());
  }

  private Encoder setup(@Nullable LoopSetup setup) {
    return setup == null
        ? this
        : text("clock", setup.clock()).text("policy", setup.policy()).number("seed", setup.seed());
  }

  void footer(TraceFooter f) {
    json.writeStartObject();
    text("ev", "end").number("events", f.events()).number("lost", f.lost());
    json.writeEndObject();
  }

  void event(TraceEvent e) {
    json.writeStartObject();
    number("seq", e.seq()).number("t", e.t()).number("loop", (long) e.loop()).text("ev", e.ev());
    rest(e);
    json.writeEndObject();
  }

  private Encoder rest(TraceEvent event) {
    return switch (event) {
      case LoopState e ->
          text("state", e.state().text())
              .text("thread", e.thread())
              .text("name", e.name())
              .setup(e.setup());
      case TaskCreated e ->
          id("task", e.task())
              .text("name", e.name())
              .text("coro", e.coro())
              .id("parent", e.parent())
              .text("at", e.at());
      case Enqueue e ->
          id("handle", e.handle())
              .id("task", e.task())
              .text("callback", e.callback())
              .text("why", e.why().text())
              .id("of", e.of())
              .id("for", e.recipient());
      case Resume e -> id("handle", e.handle()).id("task", e.task()).flag("eager", e.eager());
      case Pause e ->
          id("task", e.task())
              .id("on", e.on())
              .text("what", e.what())
              .filled("chain", e.chain(), e.chain().isEmpty());
      case Done e ->
          id("task", e.task())
              .id("future", e.future())
              .text("outcome", e.outcome().text())
              .text("error", e.error());
      case Await e -> id("task", e.task()).id("on", e.on()).text("what", e.what());
      case Listen e -> id("future", e.future()).text("callback", e.callback());
      case Use e ->
          id("task", e.task()).id("object", e.object()).text("what", e.what()).text("op", e.op());
      case TraceEvent.Callback e ->
          id("handle", e.handle()).text("name", e.name()).id("of", e.of());
      case Return e -> id("handle", e.handle()).text("error", e.error());
      case Timer e ->
          id("handle", e.handle()).number("delay", e.delay()).text("callback", e.callback());
      case Cancel e ->
          id("task", e.task()).id("future", e.future()).id("handle", e.handle()).id("by", e.by());
      case Enter e -> id("task", e.task()).text("coro", e.coro());
      case Exit e -> id("task", e.task()).text("coro", e.coro());
      case Idle e -> number("ns", e.ns());
      case Mark e ->
          id("task", e.task())
              .text("name", e.name())
              .filled("attrs", e.attrs(), e.attrs().isEmpty());
      case Input e ->
          id("task", e.task())
              .text("name", e.name())
              .valueOrNull("value", e.value(), e.error() == null && !e.withheld())
              .text("error", e.error())
              .flag("withheld", e.withheld());
      case Warn e ->
          text("code", e.code())
              .id("task", e.task())
              .id("handle", e.handle())
              .text("text", e.text());
      case Stall e -> filled("waiting", e.waiting(), false);
      case Lost e -> number("count", e.count());
      case Unknown e -> throw new IllegalArgumentException("has no keys: " + e);
      case Malformed e -> throw new IllegalArgumentException("has no keys: " + e);
    };
  }

  private Encoder id(String key, long id) {
    return id == 0 ? this : number(key, id);
  }

  private Encoder number(String key, @Nullable Long number) {
    if (number != null) {
      json.writeNumberProperty(key, number);
    }
    return this;
  }

  private Encoder flag(String key, boolean flag) {
    if (flag) {
      json.writeBooleanProperty(key, true);
    }
    return this;
  }

  private Encoder text(String key, @Nullable String text) {
    if (text != null) {
      json.writeStringProperty(key, sound(text));
    }
    return this;
  }

  private Encoder filled(String key, Object value, boolean empty) {
    if (!empty) {
      json.writeName(key);
      value(value);
    }
    return this;
  }

  /** A null is written where there is to be a value; else no key. */
  private Encoder valueOrNull(String key, @Nullable Object value, boolean wanted) {
    if (value != null || wanted) {
      json.writeName(key);
      value(value);
    }
    return this;
  }

  private void value(@Nullable Object value) {
    switch (value) {
      case null -> json.writeNull();
      case Boolean b -> json.writeBoolean(b);
      case Byte b -> json.writeNumber(b);
      case Short s -> json.writeNumber(s);
      case Integer i -> json.writeNumber(i);
      case Long l -> json.writeNumber(l);
      case BigInteger i -> json.writeNumber(i);
      case Float f -> json.writeNumber(f);
      case Double d -> json.writeNumber(d);
      case BigDecimal d -> json.writeNumber(d);
      case List<?> list -> list(list);
      case Map<?, ?> map -> map(map);
      default -> json.writeString(sound(String.valueOf(value)));
    }
  }

  private void list(List<?> list) {
    json.writeStartArray();
    list.forEach(this::value);
    json.writeEndArray();
  }

  private void map(Map<?, ?> map) {
    json.writeStartObject();
    map.forEach((key, value) -> {
      json.writeName(sound(String.valueOf(key)));
      value(value);
    });
    json.writeEndObject();
  }

  /** Half a surrogate pair cannot be written in UTF-8: the replacement character stands for it. */
  private static String sound(String text) {
    return Quoted.hasLoneSurrogate(text) ? text.replaceAll("\\p{Cs}", "\uFFFD") : text;
  }

  @Override
  public void close() {
    json.close();
  }
}
