package dev.rondo.trace;

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
 * Writes one JSON object in the canonical form: keys in the format's order, no spaces, what is
 * absent left out. The inverse of {@link Decoder}.
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
    text("ev", "trace");
    number("version", h.version());
    text("trace", h.trace());
    text("parent", h.parent());
    text("program", h.program());
    number("pid", h.pid());
    text("host", h.host());
    text("start", h.start() == null ? null : h.start().toString());
    text("clock", h.clock());
    text("recorder", h.recorder());
    text("runtime", h.runtime());
    text("engine", h.engine());
    text("detail", h.detail());
    text("policy", h.policy());
    number("seed", h.seed());
    json.writeEndObject();
  }

  void footer(TraceFooter f) {
    json.writeStartObject();
    text("ev", "end");
    number("events", f.events());
    number("lost", f.lost());
    json.writeEndObject();
  }

  void event(TraceEvent e) {
    json.writeStartObject();
    number("seq", e.seq());
    number("t", e.t());
    number("loop", e.loop());
    text("ev", e.ev());
    rest(e);
    json.writeEndObject();
  }

  private void rest(TraceEvent event) {
    switch (event) {
      case TraceEvent.LoopState e -> {
        text("state", e.state().text());
        text("thread", e.thread());
        text("name", e.name());
      }
      case TraceEvent.TaskCreated e -> {
        id("task", e.task());
        text("name", e.name());
        text("coro", e.coro());
        id("parent", e.parent());
        text("at", e.at());
      }
      case TraceEvent.Enqueue e -> {
        id("handle", e.handle());
        id("task", e.task());
        text("callback", e.callback());
        text("why", e.why().text());
        id("of", e.of());
      }
      case TraceEvent.Resume e -> {
        id("handle", e.handle());
        id("task", e.task());
        if (e.eager()) {
          json.writeBooleanProperty("eager", true);
        }
      }
      case TraceEvent.Pause e -> {
        id("task", e.task());
        id("on", e.on());
        text("what", e.what());
        if (!e.chain().isEmpty()) {
          property("chain", e.chain());
        }
      }
      case TraceEvent.Done e -> {
        id("task", e.task());
        id("future", e.future());
        text("outcome", e.outcome().text());
        text("error", e.error());
      }
      case TraceEvent.Await e -> {
        id("task", e.task());
        id("on", e.on());
        text("what", e.what());
      }
      case TraceEvent.Listen e -> {
        id("future", e.future());
        text("callback", e.callback());
      }
      case TraceEvent.Use e -> {
        id("task", e.task());
        id("object", e.object());
        text("what", e.what());
        text("op", e.op());
      }
      case TraceEvent.Callback e -> {
        id("handle", e.handle());
        text("name", e.name());
        id("of", e.of());
      }
      case TraceEvent.Return e -> {
        id("handle", e.handle());
        text("error", e.error());
      }
      case TraceEvent.Timer e -> {
        id("handle", e.handle());
        number("delay", e.delay());
        text("callback", e.callback());
      }
      case TraceEvent.Cancel e -> {
        id("task", e.task());
        id("future", e.future());
        id("handle", e.handle());
        id("by", e.by());
      }
      case TraceEvent.Enter e -> {
        id("task", e.task());
        text("coro", e.coro());
      }
      case TraceEvent.Exit e -> {
        id("task", e.task());
        text("coro", e.coro());
      }
      case TraceEvent.Idle e -> number("ns", e.ns());
      case TraceEvent.Mark e -> {
        id("task", e.task());
        text("name", e.name());
        if (!e.attrs().isEmpty()) {
          property("attrs", e.attrs());
        }
      }
      case TraceEvent.Warn e -> {
        text("code", e.code());
        id("task", e.task());
        id("handle", e.handle());
        text("text", e.text());
      }
      case TraceEvent.Stall e -> property("waiting", e.waiting());
      case TraceEvent.Lost e -> number("count", e.count());
      case TraceEvent.Unknown e -> throw new IllegalArgumentException("has no keys: " + e);
      case TraceEvent.Malformed e -> throw new IllegalArgumentException("has no keys: " + e);
    }
  }

  private void id(String key, long id) {
    if (id != 0) {
      json.writeNumberProperty(key, id);
    }
  }

  private void number(String key, @Nullable Long number) {
    if (number != null) {
      json.writeNumberProperty(key, number);
    }
  }

  private void number(String key, long number) {
    json.writeNumberProperty(key, number);
  }

  private void text(String key, @Nullable String text) {
    if (text != null) {
      json.writeStringProperty(key, sound(text));
    }
  }

  private void property(String key, Object value) {
    json.writeName(key);
    value(value);
  }

  private void value(@Nullable Object value) {
    switch (value) {
      case null -> json.writeNull();
      case Boolean b -> json.writeBoolean(b);
      case Integer i -> json.writeNumber(i);
      case Long l -> json.writeNumber(l);
      case Float f -> json.writeNumber(f);
      case Double d -> json.writeNumber(d);
      case BigInteger i -> json.writeNumber(i);
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
