package dev.rondo.trace.diff;

import java.util.HashMap;
import java.util.Map;

/** Numbers ids in the order in which they appear: 1, 2, 3 … Takes eight bytes an id. */
final class Ordinals {
  private static final int BITS = 6;

  private final Map<Long, long[]> pages = new HashMap<>();
  private long last;

  /** The ordinal of {@code id}; 0 for 0, which stands for no id. */
  long of(long id) {
    if (id == 0) {
      return 0;
    }
    long[] page = pages.computeIfAbsent(id >> BITS, _ -> new long[1 << BITS]);
    int place = (int) id & ((1 << BITS) - 1);
    if (page[place] == 0) {
      page[place] = ++last;
    }
    return page[place];
  }
}
