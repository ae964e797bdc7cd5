package dev.rondo.recorder;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Copies a mark's attributes into values that JSON has; anything else goes by its text. */
final class JsonValues {
  private static final int DEEPEST = 32; // what is deeper may be in a circle

  private JsonValues() {}

  /** By name, so that the order of a map does not matter. */
  static Map<String, @Nullable Object> of(Map<?, ?> attributes) {
    return of(attributes, 0);
  }

  /** One value. */
  static @Nullable Object of(@Nullable Object value) {
    return of(value, 0);
  }

  private static Map<String, @Nullable Object> of(Map<?, ?> attributes, int depth) {
    Map<String, Object> sorted = new TreeMap<>();
    attributes.forEach((key, value) -> sorted.put(String.valueOf(key), value));
    Map<String, @Nullable Object> copy = new LinkedHashMap<>();
    sorted.forEach((key, value) -> copy.put(key, of(value, depth + 1)));
    return copy;
  }

  private static @Nullable Object of(@Nullable Object value, int depth) {
    if (depth > DEEPEST) {
      return "…";
    }
    return switch (value) {
      case null -> null;
      case Boolean b -> b;
      case Byte n -> n.longValue();
      case Short n -> n.longValue();
      case Integer n -> n.longValue();
      case Long n -> n;
      case Float n when Float.isFinite(n) -> n.doubleValue();
      case Double n when Double.isFinite(n) -> n;
      case Collection<?> list -> list.stream().map(element -> of(element, depth + 1)).toList();
      case Map<?, ?> map -> of(map, depth + 1);
      default -> String.valueOf(value);
    };
  }
}
