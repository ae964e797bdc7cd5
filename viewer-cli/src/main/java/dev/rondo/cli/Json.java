package dev.rondo.cli;

import java.io.StringWriter;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** What {@code --json} prints: one object a line, and no key without a value. */
final class Json {
  private static final JsonFactory FACTORY = new JsonFactory();

  private Json() {}

  /**
   * An object of keys and values by turns; a key whose value is null is left out. Values are
   * strings, numbers, booleans, lists, maps, and {@link Raw}.
   */
  static Map<String, Object> object(@Nullable Object... keysAndValues) {
    Map<String, Object> object = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      Object value = keysAndValues[i + 1];
      if (value != null) {
        object.put(String.valueOf(keysAndValues[i]), value);
      }
    }
    return Collections.unmodifiableMap(object);
  }

  /** JSON that is written already. */
  record Raw(String json) {}

  /** An id, or nothing where it is 0. */
  static @Nullable Long id(long id) {
    return id == 0 ? null : id;
  }

  /** A list, or nothing where it is empty. */
  static @Nullable List<?> filled(List<?> list) {
    return list.isEmpty() ? null : list;
  }

  /** Prints an object on a line of its own. */
  static void print(Console console, Map<String, Object> object) {
    console.out().println(line(object));
  }

  /** An object or another value on one line. */
  static String line(@Nullable Object object) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
      write(object, json);
    }
    return Plain.text(text.toString()); // JSON may hold as it is what a terminal takes for orders
  }

  private static void write(@Nullable Object value, JsonGenerator json) {
    switch (value) {
      case null -> json.writeNull();
      case Map<?, ?> map -> {
        json.writeStartObject();
        map.forEach((key, element) -> {
          json.writeName(String.valueOf(key));
          write(element, json);
        });
        json.writeEndObject();
      }
      case List<?> list -> {
        json.writeStartArray();
        list.forEach(element -> write(element, json));
        json.writeEndArray();
      }
      case Raw raw -> json.writeRawValue(raw.json());
      case Integer n -> json.writeNumber(n);
      case Long n -> json.writeNumber(n);
      case Double n -> json.writeNumber(n);
      case Boolean b -> json.writeBoolean(b);
      default -> json.writeString(value.toString());
    }
  }
}
