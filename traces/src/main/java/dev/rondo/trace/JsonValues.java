package dev.rondo.trace;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/**
 * Parses a line into JSON values: {@link String}, {@link Long} ({@link java.math.BigInteger} beyond
 * 64 bits), {@link Double} ({@link BigDecimal} where a double would not say the same number),
 * {@link Boolean}, null, unmodifiable {@link List} and {@link Map}.
 */
final class JsonValues {

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .disable(TokenStreamFactory.Feature.CHARSET_DETECTION)
          .disable(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES)
          .build();

  private final JsonParser json;
  private @Nullable String flaw;

  private JsonValues(JsonParser json) {
    this.json = json;
  }

  /** The line is no JSON object; the message says more in brackets, or is empty. */
  static final class NoObject extends Exception {
    private static final long serialVersionUID = 1;

    NoObject(String detail) {
      super(detail, null, false, false);
    }

    String detail() {
      return "" + getMessage();
    }
  }

  /**
   * The object that stands in {@code bytes} from {@code start} to {@code end}, and nothing else.
   */
  static JsonLine parse(byte[] bytes, int start, int end) throws NoObject {
    requireUtf8(bytes, start, end);
    var values = new LinkedHashMap<String, @Nullable Object>();
    try (var json = JSON.createParser(ObjectReadContext.empty(), bytes, start, end - start)) {
      return new JsonLine(values, new JsonValues(json).line(values));
    } catch (StreamConstraintsException e) {
      return new JsonLine(values, Quoted.oneLine(e.getOriginalMessage()));
    } catch (JacksonException e) {
      int column = e.getLocation().getColumnNr();
      throw new NoObject(
          " (column " + column + ": " + Quoted.oneLine(e.getOriginalMessage()) + ")");
    }
  }

  private static void requireUtf8(byte[] bytes, int start, int end) throws NoObject {
    int i = start;
    while (i < end && bytes[i] >= 0) {
      i++;
    }
    if (i == end) {
      return; // ASCII, as nearly every line is
    }
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, i, end - i));
    } catch (CharacterCodingException e) {
      throw new NoObject(" (in UTF-8, which this is not)");
    }
  }

  /** Reads the one object of the line; returns its first flaw, or null. */
  private @Nullable String line(Map<String, @Nullable Object> into) throws NoObject {
    if (json.nextToken() != JsonToken.START_OBJECT) {
      throw new NoObject("");
    }
    object(into);
    if (json.nextToken() != null) {
      throw new NoObject(" and nothing after it");
    }
    return flaw;
  }

  private void object(Map<String, @Nullable Object> into) {
    String key;
    while ((key = json.nextName()) != null) {
      json.nextToken();
      Object value = value();
      if (into.containsKey(key)) {
        complain("key " + Quoted.text(key) + " is there twice");
      } else {
        into.put(checked(key), value);
      }
    }
  }

  private @Nullable Object value() {
    return switch (json.currentToken()) {
      case START_OBJECT -> map();
      case START_ARRAY -> list();
      case VALUE_STRING -> checked(json.getString());
      case VALUE_NUMBER_INT -> whole();
      case VALUE_NUMBER_FLOAT -> decimal();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> null;
    };
  }

  private Map<String, @Nullable Object> map() {
    var result = new LinkedHashMap<String, @Nullable Object>();
    object(result);
    return Collections.unmodifiableMap(result);
  }

  private List<@Nullable Object> list() {
    var result = new ArrayList<@Nullable Object>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      result.add(value());
    }
    return Collections.unmodifiableList(result);
  }

  private Object whole() {
    boolean big = json.getNumberType() == JsonParser.NumberType.BIG_INTEGER;
    return big ? json.getBigIntegerValue() : (Object) json.getLongValue();
  }

  private Object decimal() {
    String text = json.getString();
    double value = Double.parseDouble(text);
    if (Double.isInfinite(value) || (value == 0 && !isZero(text))) {
      complain("the number " + Quoted.oneLine(text) + " is out of a double's range");
    } else if (value != 0) {
      BigDecimal exact = new BigDecimal(text);
      return BigDecimal.valueOf(value).compareTo(exact) == 0 ? (Object) value : exact;
    }
    return value;
  }

  private static boolean isZero(String number) {
    return number.chars().takeWhile(c -> c != 'e' && c != 'E').noneMatch(c -> c >= '1' && c <= '9');
  }

  private String checked(String text) {
    if (Quoted.hasLoneSurrogate(text)) {
      complain(Quoted.text(text) + " holds half a surrogate pair, which is no text");
    }
    return text;
  }

  private void complain(String problem) {
    if (flaw == null) {
      flaw = problem;
    }
  }
}
