package dev.rondo.cli.otlp;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.AttributeType;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.LinkData;
import java.math.BigInteger;
import java.util.Map;

/**
 * How much a span may say, by OpenTelemetry's variables and with their defaults. What is more is
 * left out and counted, as SDKs do; of attributes, those last by name.
 *
 * @param text the longest text of an attribute, in UTF-16 units
 * @param attributes the most of a span
 * @param events the most of a span
 * @param links the most of a span
 * @param ofEvent the most attributes of an event
 * @param ofLink the most attributes of a link
 */
public record Limits(int text, int attributes, int events, int links, int ofEvent, int ofLink) {
  private static final int MOST = 128;
  private static final BigInteger UNLIMITED = BigInteger.valueOf(Integer.MAX_VALUE);

  /**
   * As the environment has it.
   *
   * @throws IllegalArgumentException if a variable is no number; the message names it
   */
  public static Limits of(Map<String, String> environment) {
    int text = number(environment, "OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT", Integer.MAX_VALUE);
    int attributes = number(environment, "OTEL_ATTRIBUTE_COUNT_LIMIT", MOST);
    return new Limits(
        number(environment, "OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT", text),
        number(environment, "OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT", attributes),
        number(environment, "OTEL_SPAN_EVENT_COUNT_LIMIT", MOST),
        number(environment, "OTEL_SPAN_LINK_COUNT_LIMIT", MOST),
        number(environment, "OTEL_EVENT_ATTRIBUTE_COUNT_LIMIT", MOST),
        number(environment, "OTEL_LINK_ATTRIBUTE_COUNT_LIMIT", MOST));
  }

  private static int number(Map<String, String> environment, String name, int absent) {
    String said = environment.getOrDefault(name, "").strip();
    if (said.isEmpty()) {
      return absent;
    }
    if (!said.matches("[0-9]+")) {
      throw new IllegalArgumentException(
          name + " is '" + said + "', expected a number, at least 0");
    }
    return new BigInteger(said).min(UNLIMITED).intValue();
  }

  Attributes ofSpan(Attributes all) {
    return within(all, attributes);
  }

  EventData of(EventData event) {
    Attributes all = event.getAttributes();
    Attributes kept = within(all, ofEvent);
    return kept == all
        ? event
        : EventData.create(event.getEpochNanos(), event.getName(), kept, all.size());
  }

  LinkData of(LinkData link) {
    Attributes all = link.getAttributes();
    Attributes kept = within(all, ofLink);
    return kept == all ? link : LinkData.create(link.getSpanContext(), kept, all.size());
  }

  @SuppressWarnings("unchecked") // the type says what the value is
  private Attributes within(Attributes all, int count) {
    if (all.size() <= count && text == Integer.MAX_VALUE) {
      return all;
    }
    AttributesBuilder kept = Attributes.builder();
    int[] left = {count};
    all.forEach((key, value) -> {
      if (left[0]-- > 0) {
        boolean isText = key.getType() == AttributeType.STRING;
        Object shown = isText ? Texts.cut((String) value, text) : value;
        kept.put((AttributeKey<Object>) key, shown);
      }
    });
    return kept.build();
  }
}
