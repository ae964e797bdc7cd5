package dev.rondo.trace.diff;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A running hash of 128 bits, in two lanes: of texts, numbers and JSON values in their order. */
final class Hash {
  private static final long A = 0x9E3779B97F4A7C15L;
  private static final long B = 0xC2B2AE3D27D4EB4FL;

  long high;
  long low;

  void add(long value) {
    high = mix((high ^ value) * A + 1);
    low = mix((low + value) * B ^ high);
  }

  void add(@Nullable String text) {
    add(of(text));
  }

  /** 64 bits of a text; 0 for null. */
  static long of(@Nullable String text) {
    if (text == null) {
      return 0;
    }
    long hash = A ^ text.length();
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * B;
      hash ^= hash >>> 32;
    }
    return mix(hash);
  }

  /** 64 bits of a JSON value: the order of a map's keys does not count. */
  static long of(@Nullable Object value) {
    return switch (value) {
      case null -> 1;
      case Map<?, ?> map -> {
        long hash = 3;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
          hash += mix(of(String.valueOf(entry.getKey())) * A + of(entry.getValue()));
        }
        yield mix(hash);
      }
      case List<?> list -> {
        long hash = 5;
        for (Object element : list) {
          hash = mix(hash * A + of(element));
        }
        yield mix(hash + 7);
      }
      case String text -> of(text);
      default -> mix(of(value.toString()) + value.getClass().getName().hashCode());
    };
  }

  static long mix(long z) {
    long y = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    long x = (y ^ (y >>> 27)) * 0x94D049BB133111EBL;
    return x ^ (x >>> 31);
  }

  boolean same(Hash other) {
    return high == other.high && low == other.low;
  }
}
