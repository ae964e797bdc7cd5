package dev.rondo;

import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How the values of a type stand in JSON, and come back. JSON values are texts, {@code Boolean},
 * {@code Long}, {@code Double}, lists, maps with texts as keys, and null; null is always null.
 */
final class JsonForm {
  private static final int DEEPEST = 100; // what is deeper may be in a circle

  private static final Map<Class<?>, Class<?>> BOXES =
      Map.of(
          boolean.class, Boolean.class,
          char.class, Character.class,
          byte.class, Byte.class,
          short.class, Short.class,
          int.class, Integer.class,
          long.class, Long.class,
          float.class, Float.class,
          double.class, Double.class);

  /** What says all of itself in {@code toString}. */
  private static final Map<Class<?>, Function<String, Object>> TEXTS =
      Map.ofEntries(
          Map.entry(String.class, text -> text),
          Map.entry(BigInteger.class, BigInteger::new),
          Map.entry(BigDecimal.class, BigDecimal::new),
          Map.entry(Instant.class, Instant::parse),
          Map.entry(Duration.class, Duration::parse),
          Map.entry(LocalDate.class, LocalDate::parse),
          Map.entry(LocalTime.class, LocalTime::parse),
          Map.entry(LocalDateTime.class, LocalDateTime::parse),
          Map.entry(UUID.class, UUID::fromString),
          Map.entry(URI.class, URI::create));

  private static final Map<Class<?>, Function<Number, Object>> WHOLE =
      Map.of(
          Byte.class, n -> narrowed(n.longValue(), n.byteValue()),
          Short.class, n -> narrowed(n.longValue(), n.shortValue()),
          Integer.class, n -> narrowed(n.longValue(), n.intValue()),
          Long.class, n -> n.longValue());

  private static final JsonForm ANY = new JsonForm(value -> any(value, 0), JsonForm::copied);

  /** By class, for they are asked for often. */
  private static final ClassValue<JsonForm> FORMS =
      new ClassValue<>() {
        @Override
        protected JsonForm computeValue(Class<?> type) {
          return of(type, Set.of());
        }
      };

  private interface Way extends Function<@Nullable Object, @Nullable Object> {}

  private final Way to;
  private final Way from;

  private JsonForm(Way to, Way from) {
    this.to = to;
    this.from = from;
  }

  /**
   * The form of a class.
   *
   * @throws IllegalArgumentException if it has none, with the reason
   */
  static JsonForm of(Class<?> type) {
    return FORMS.get(type);
  }

  /** One that the program has written; what it gives is made JSON if it is not. */
  static JsonForm of(
      Function<@Nullable Object, @Nullable Object> to,
      Function<@Nullable Object, @Nullable Object> from) {
    return new JsonForm(value -> any(to.apply(value), 0), json -> from.apply(copied(json)));
  }

  /** What stands for a value of the type in JSON. */
  @Nullable Object toJson(@Nullable Object value) {
    return to.apply(value);
  }

  /**
   * The value for which that stands.
   *
   * @throws RuntimeException if it stands for none of the type
   */
  @Nullable Object fromJson(@Nullable Object json) {
    return from.apply(json);
  }

  // -- by type ------------------------------------------------------------------------------------

  /** With the records that this is a part of. */
  private static JsonForm of(Type type, Set<Class<?>> within) {
    if (type instanceof ParameterizedType generic) {
      return generic(generic, within);
    }
    return type instanceof Class<?> c ? plain(BOXES.getOrDefault(c, c), within) : none(type, "");
  }

  private static JsonForm plain(Class<?> type, Set<Class<?>> within) {
    Function<String, Object> text = TEXTS.get(type);
    Function<Number, Object> whole = WHOLE.get(type);
    if (text != null) {
      return form(Object::toString, json -> text.apply((String) json));
    }
    if (whole != null) {
      return form(value -> ((Number) value).longValue(), json -> whole.apply((Number) json));
    }
    if (type == Double.class) {
      return form(value -> decimal((Double) value), JsonForm::number);
    }
    if (type == Float.class) {
      return form(value -> decimal((Float) value), json -> (float) number(json));
    }
    if (type == Boolean.class) {
      return form(value -> value, Boolean.class::cast);
    }
    if (type == Character.class) {
      return form(Object::toString, json -> character((String) json));
    }
    if (type == byte[].class) {
      return form(
          value -> Base64.getEncoder().encodeToString((byte[]) value),
          json -> Base64.getDecoder().decode((String) json));
    }
    if (type.isEnum()) {
      return enumeration(type);
    }
    if (type.isRecord()) {
      return record(type, within);
    }
    return type == Object.class || type == List.class || type == Map.class
        ? ANY
        : none(type, ": give two functions that make JSON of it and back");
  }

  private static JsonForm none(Type type, String instead) {
    throw new IllegalArgumentException(type.getTypeName() + " cannot be an input" + instead);
  }

  /** One that has null for null. */
  private static JsonForm form(Function<Object, Object> to, Function<Object, Object> from) {
    return new JsonForm(
        value -> value == null ? null : to.apply(value),
        json -> json == null ? null : from.apply(json));
  }

  private static Object narrowed(long number, Number narrow) {
    if (number != narrow.longValue()) {
      throw new ArithmeticException(number + " is no " + narrow.getClass().getSimpleName());
    }
    return narrow;
  }

  /** JSON has no infinity. */
  private static Object decimal(double number) {
    return Double.isFinite(number) ? number : (Object) Double.toString(number);
  }

  private static double number(Object json) {
    return json instanceof String text ? Double.parseDouble(text) : ((Number) json).doubleValue();
  }

  private static Object character(String text) {
    if (text.length() != 1) {
      throw new IllegalArgumentException("'" + text + "' is no character");
    }
    return text.charAt(0);
  }

  private static JsonForm enumeration(Class<?> type) {
    return form(
        value -> ((Enum<?>) value).name(),
        json ->
            Arrays.stream(type.getEnumConstants())
                .filter(constant -> ((Enum<?>) constant).name().equals(json))
                .findAny()
                .orElseThrow());
  }

  private static JsonForm generic(ParameterizedType type, Set<Class<?>> within) {
    Type[] arguments = type.getActualTypeArguments();
    if (type.getRawType() == List.class) {
      JsonForm element = of(arguments[0], within);
      return form(
          value -> Collections.unmodifiableList(list((List<?>) value, element.to)),
          json -> list((List<?>) json, element.from));
    }
    if (type.getRawType() == Map.class && arguments[0] == String.class) {
      JsonForm element = of(arguments[1], within);
      return form(
          value -> Collections.unmodifiableMap(map((Map<?, ?>) value, element.to)),
          json -> map((Map<?, ?>) json, element.from));
    }
    return none(type, "");
  }

  private static List<@Nullable Object> list(Collection<?> list, Way each) {
    List<@Nullable Object> copy = new ArrayList<>(list.size());
    list.forEach(element -> copy.add(each.apply(element)));
    return copy;
  }

  private static Map<String, @Nullable Object> map(Map<?, ?> map, Way each) {
    Map<String, @Nullable Object> copy = new LinkedHashMap<>(); // in its order
    map.forEach((key, value) -> copy.put(String.valueOf(key), each.apply(value)));
    return copy;
  }

  // -- records ------------------------------------------------------------------------------------

  private static JsonForm record(Class<?> type, Set<Class<?>> within) {
    if (within.contains(type)) {
      return none(type, ", for it is a part of itself");
    }
    Set<Class<?>> here = new HashSet<>(within);
    here.add(type);
    RecordParts parts;
    try {
      parts = RecordParts.of(type, component -> of(component, here));
    } catch (InaccessibleObjectException e) {
      return none(type, ", for its package is not open to dev.rondo");
    }
    return form(parts::toJson, json -> parts.fromJson((Map<?, ?>) json));
  }

  // -- JSON as it is ------------------------------------------------------------------------------

  private static @Nullable Object any(@Nullable Object value, int depth) {
    if (depth > DEEPEST) {
      throw new IllegalArgumentException("an input is nested deeper than " + DEEPEST);
    }
    return switch (value) {
      case null -> null;
      case Boolean truth -> truth;
      case Byte n -> n.longValue();
      case Short n -> n.longValue();
      case Integer n -> n.longValue();
      case Long n -> n;
      case Float n -> decimal(n);
      case Double n -> decimal(n);
      case Collection<?> list ->
          Collections.unmodifiableList(list(list, element -> any(element, depth + 1)));
      case Map<?, ?> map ->
          Collections.unmodifiableMap(map(map, element -> any(element, depth + 1)));
      default -> value.toString();
    };
  }

  /** The program may change what it is given, and that is not to change the trace. */
  private static @Nullable Object copied(@Nullable Object json) {
    return switch (json) {
      case Collection<?> list -> list(list, JsonForm::copied);
      case Map<?, ?> map -> map(map, JsonForm::copied);
      case null, default -> json;
    };
  }
}
