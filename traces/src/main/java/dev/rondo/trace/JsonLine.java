package dev.rondo.trace;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/**
 * One line as a JSON object, and typed access to its keys. A complaint about the content (a key is
 * missing, twice there, of the wrong type) is a {@link Flaw}; a line that is no JSON object is a
 * {@link NoObject}.
 */
final class JsonLine {

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .disable(TokenStreamFactory.Feature.CHARSET_DETECTION)
          .disable(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES)
          .build();

  private final Map<String, @Nullable Object> values;
  private final @Nullable String flaw;

  private JsonLine(Map<String, @Nullable Object> values, @Nullable String flaw) {
    this.values = values;
    this.flaw = flaw;
  }

  static JsonLine parse(byte[] bytes, int start, int end) throws NoObject {
    requireUtf8(bytes, start, end);
    var values = new LinkedHashMap<String, @Nullable Object>();
    try (JsonParser p = JSON.createParser(ObjectReadContext.empty(), bytes, start, end - start)) {
      if (p.nextToken() != JsonToken.START_OBJECT) {
        throw new NoObject("");
      }
      var reading = new Values();
      reading.object(p, values);
      if (p.nextToken() != null) {
        throw new NoObject(", for something follows the object");
      }
      return new JsonLine(values, reading.flaw);
    } catch (StreamConstraintsException e) {
      return new JsonLine(values, e.getOriginalMessage());
    } catch (JacksonException e) {
      throw new NoObject(
          ", for at column "
              + e.getLocation().getColumnNr()
              + ": "
              + Quoted.oneLine(e.getOriginalMessage()));
    }
  }

  private static void requireUtf8(byte[] bytes, int start, int end) throws NoObject {
    for (int i = start; i < end; i++) {
      if (bytes[i] < 0) {
        decode(bytes, start, end);
        return;
      }
    }
  }

  private static void decode(byte[] bytes, int start, int end) throws NoObject {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, start, end - start));
    } catch (CharacterCodingException e) {
      throw new NoObject(", for it is not valid UTF-8");
    }
  }

  /** What is wrong with the line as a whole (a key twice, say), or null. */
  @Nullable String flaw() {
    return flaw;
  }

  boolean has(String key) {
    return values.containsKey(key);
  }

  String text(String key) throws Flaw {
    return required(key, "a text", String.class);
  }

  @Nullable String optionalText(String key) throws Flaw {
    return has(key) ? text(key) : null;
  }

  /** Any whole number that fits 64 bits. */
  long number(String key) throws Flaw {
    return required(key, "a whole number of at most 64 bits", Long.class);
  }

  @Nullable Long optionalNumber(String key) throws Flaw {
    return has(key) ? (Long) number(key) : null;
  }

  /** A whole number of at least {@code least}. */
  long atLeast(long least, String key) throws Flaw {
    long value = number(key);
    if (value < least) {
      throw new Flaw(wrong(key, "a whole number from " + least, value));
    }
    return value;
  }

  int loop() throws Flaw {
    long loop = id("loop");
    if (loop > Integer.MAX_VALUE) {
      throw new Flaw(wrong("loop", "a whole number of at most 31 bits", loop));
    }
    return (int) loop;
  }

  long numberOr0(String key) {
    return values.get(key) instanceof Long value ? value : 0;
  }

  String textOrEmpty(String key) {
    return values.get(key) instanceof String value ? value : "";
  }

  long id(String key) throws Flaw {
    return atLeast(1, key);
  }

  /** The id, or 0 where the line has none. */
  long optionalId(String key) throws Flaw {
    return has(key) ? id(key) : 0;
  }

  boolean flag(String key) throws Flaw {
    return has(key) && required(key, "true or false", Boolean.class);
  }

  <T> T oneOf(String key, T[] all, Function<T, String> spelling) throws Flaw {
    String found = text(key);
    for (T value : all) {
      if (spelling.apply(value).equals(found)) {
        return value;
      }
    }
    List<String> spellings = Arrays.stream(all).map(spelling).toList();
    throw new Flaw(wrong(key, "one of " + String.join(", ", spellings), found));
  }

  List<String> texts(String key) throws Flaw {
    return has(key) ? list(key, "a list of texts", String.class) : List.of();
  }

  List<Long> ids(String key) throws Flaw {
    String expected = "a list of whole numbers from 1";
    List<Long> ids = list(key, expected, Long.class);
    if (ids.stream().anyMatch(id -> id < 1)) {
      throw new Flaw(wrong(key, expected, ids));
    }
    return ids;
  }

  @SuppressWarnings("unchecked") // objects are maps with texts as keys: see Values
  Map<String, @Nullable Object> object(String key) throws Flaw {
    return has(key)
        ? (Map<String, @Nullable Object>) required(key, "an object", Map.class)
        : Map.of();
  }

  /** That exactly one of the keys is there. */
  void exactlyOne(String... keys) throws Flaw {
    List<String> found = Arrays.stream(keys).filter(this::has).toList();
    if (found.size() != 1) {
      throw new Flaw(
          "expected exactly one of the keys "
              + String.join(", ", keys)
              + ", found "
              + (found.isEmpty() ? "none" : String.join(", ", found)));
    }
  }

  private <T> List<T> list(String key, String expected, Class<T> type) throws Flaw {
    List<?> found = required(key, expected, List.class);
    var result = new ArrayList<T>(found.size());
    for (Object element : found) {
      if (!type.isInstance(element)) {
        throw new Flaw(wrong(key, expected, found));
      }
      result.add(type.cast(element));
    }
    return result;
  }

  private <T> T required(String key, String expected, Class<T> type) throws Flaw {
    Object value = values.get(key);
    if (type.isInstance(value)) {
      return type.cast(value);
    }
    throw new Flaw(
        has(key)
            ? wrong(key, expected, value)
            : "key \"" + key + "\" is missing, expected " + expected);
  }

  static String wrong(String key, String expected, @Nullable Object found) {
    String shown = found instanceof String s ? Quoted.text(s) : Quoted.oneLine("" + found);
    return "key \"" + key + "\" is " + shown + ", expected " + expected;
  }

  /** Reads JSON values into strings, numbers, booleans, null, lists and maps. */
  private static final class Values {

    @Nullable String flaw;

    void object(JsonParser p, Map<String, @Nullable Object> into) {
      String key;
      while ((key = p.nextName()) != null) {
        p.nextToken();
        Object value = value(p);
        checkText(key);
        if (into.containsKey(key)) {
          complain("key " + Quoted.text(key) + " is there twice");
        } else {
          into.put(key, value);
        }
      }
    }

    private @Nullable Object value(JsonParser p) {
      return switch (p.currentToken()) {
        case START_OBJECT -> map(p);
        case START_ARRAY -> list(p);
        case VALUE_STRING -> checkText(p.getString());
        case VALUE_NUMBER_INT -> whole(p);
        case VALUE_NUMBER_FLOAT -> decimal(p);
        case VALUE_TRUE -> true;
        case VALUE_FALSE -> false;
        default -> null;
      };
    }

    private Map<String, @Nullable Object> map(JsonParser p) {
      var result = new LinkedHashMap<String, @Nullable Object>();
      object(p, result);
      return Collections.unmodifiableMap(result);
    }

    private List<@Nullable Object> list(JsonParser p) {
      var result = new ArrayList<@Nullable Object>();
      while (p.nextToken() != JsonToken.END_ARRAY) {
        result.add(value(p));
      }
      return Collections.unmodifiableList(result);
    }

    private static Object whole(JsonParser p) {
      boolean fits = p.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
      return fits ? (Object) p.getLongValue() : p.getBigIntegerValue();
    }

    /** A double where that says the same number. */
    private static Object decimal(JsonParser p) {
      BigDecimal exact = new BigDecimal(p.getString());
      double value = exact.doubleValue();
      boolean same = Double.isFinite(value) && BigDecimal.valueOf(value).compareTo(exact) == 0;
      return same ? (Object) p.getDoubleValue() : exact;
    }

    private String checkText(String text) {
      if (Quoted.hasLoneSurrogate(text)) {
        complain(Quoted.text(text) + " has half a surrogate pair, expected a text");
      }
      return text;
    }

    private void complain(String problem) {
      if (flaw == null) {
        flaw = problem;
      }
    }
  }

  /** The line is a JSON object, but not the one that the format wants. */
  static final class Flaw extends Exception {
    private static final long serialVersionUID = 1;

    Flaw(String problem) {
      super(problem, null, false, false);
    }

    String problem() {
      return "" + getMessage();
    }
  }

  /** The line is no JSON object; the message goes on after those words. */
  static final class NoObject extends Exception {
    private static final long serialVersionUID = 1;

    NoObject(String why) {
      super(why, null, false, false);
    }

    String why() {
      return "" + getMessage();
    }
  }
}
