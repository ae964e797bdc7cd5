package dev.rondo.trace;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The keys of one line, by type. What a key should be and is not is a {@link Flaw}. */
final class JsonLine {

  private final Map<String, @Nullable Object> values;
  private final @Nullable String flaw;

  /**
   * @param flaw what is wrong with the object as a whole (a key twice, say), or null
   */
  JsonLine(Map<String, @Nullable Object> values, @Nullable String flaw) {
    this.values = values;
    this.flaw = flaw;
  }

  /** The line is a JSON object, but not the one that the format wants. */
  static final class Flaw extends Exception {
    private static final long serialVersionUID = 1;

    Flaw(String problem) {
      super(problem, null, false, false);
    }

    Flaw(String key, @Nullable Object found, String expected) {
      this("key \"" + key + "\" is " + shown(found) + ", expected " + expected);
    }

    String problem() {
      return "" + getMessage();
    }

    private static String shown(@Nullable Object found) {
      return found instanceof String s ? Quoted.text(s) : Quoted.oneLine("" + found);
    }
  }

  /** That the object as a whole is sound. */
  void requireSound() throws Flaw {
    if (flaw != null) {
      throw new Flaw(flaw);
    }
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

  /** The text, or an empty one for anything else. */
  String textOrEmpty(String key) {
    return values.get(key) instanceof String value ? value : "";
  }

  long number(String key) throws Flaw {
    return required(key, "a whole number of at most 64 bits", Long.class);
  }

  @Nullable Long optionalNumber(String key) throws Flaw {
    return has(key) ? (Long) number(key) : null;
  }

  long from(long least, String key) throws Flaw {
    return between(least, Long.MAX_VALUE, key);
  }

  private long between(long least, long most, String key) throws Flaw {
    if (values.get(key) instanceof Long value && value >= least && value <= most) {
      return value;
    }
    throw wrong(key, "a whole number from " + least + " to " + most);
  }

  long id(String key) throws Flaw {
    return from(1, key);
  }

  /** The id, or 0 where the line has none. */
  long optionalId(String key) throws Flaw {
    return has(key) ? id(key) : 0;
  }

  int smallId(String key) throws Flaw {
    return (int) between(1, Integer.MAX_VALUE, key);
  }

  /** The number, or 0 for anything out of {@code least} to {@code most}. */
  long numberOr0(String key, long most) {
    return values.get(key) instanceof Long value && value >= 0 && value <= most ? value : 0;
  }

  boolean flag(String key) throws Flaw {
    return has(key) && required(key, "true or false", Boolean.class);
  }

  <T> T oneOf(String key, T[] all, Function<T, String> spelling) throws Flaw {
    Object found = values.get(key);
    for (T value : all) {
      if (spelling.apply(value).equals(found)) {
        return value;
      }
    }
    throw wrong(key, "one of " + String.join(", ", Arrays.stream(all).map(spelling).toList()));
  }

  List<String> texts(String key) throws Flaw {
    return has(key) ? list(key, "a list of texts", String.class) : List.of();
  }

  /** The objects in a list, which itself may not be there. */
  @SuppressWarnings("unchecked") // the keys of a JSON object are texts
  List<JsonLine> objects(String key) throws Flaw {
    List<JsonLine> lines = new ArrayList<>();
    for (Map<?, ?> object :
        has(key) ? list(key, "a list of objects", Map.class) : List.<Map<?, ?>>of()) {
      lines.add(new JsonLine((Map<String, @Nullable Object>) object, null));
    }
    return lines;
  }

  List<Long> ids(String key) throws Flaw {
    String expected = "a list of whole numbers from 1";
    List<Long> ids = list(key, expected, Long.class);
    if (ids.stream().anyMatch(id -> id < 1)) {
      throw wrong(key, expected);
    }
    return ids;
  }

  /** Any value; null where there is none. */
  @Nullable Object value(String key) {
    return values.get(key);
  }

  @SuppressWarnings("unchecked") // the keys of a JSON object are texts
  Map<String, @Nullable Object> object(String key) throws Flaw {
    return has(key)
        ? (Map<String, @Nullable Object>) required(key, "an object", Map.class)
        : Map.of();
  }

  /** That not both of the keys are there. */
  void atMostOne(String one, String other) throws Flaw {
    if (has(one) && has(other)) {
      throw new Flaw("found both " + one + " and " + other + ", expected one at most");
    }
  }

  /** That one of the keys is there, and no other of them. */
  void exactlyOne(String... keys) throws Flaw {
    List<String> found = Arrays.stream(keys).filter(this::has).toList();
    if (found.size() != 1) {
      String all = found.isEmpty() ? "none" : String.join(", ", found);
      throw new Flaw("found " + all + " of the keys " + String.join(", ", keys) + ", expected one");
    }
  }

  private <T> List<T> list(String key, String expected, Class<T> type) throws Flaw {
    List<?> found = required(key, expected, List.class);
    var result = new ArrayList<T>(found.size());
    for (Object element : found) {
      if (!type.isInstance(element)) {
        throw wrong(key, expected);
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
    throw wrong(key, expected);
  }

  private Flaw wrong(String key, String expected) {
    return has(key)
        ? new Flaw(key, values.get(key), expected)
        : new Flaw("key \"" + key + "\" is missing, expected " + expected);
  }
}
