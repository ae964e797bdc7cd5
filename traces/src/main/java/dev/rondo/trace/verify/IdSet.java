package dev.rondo.trace.verify;

import java.io.Serializable;
import java.util.HashMap;

/** A set of ids: a bit each where they lie close together, as ids do that are counted up. */
final class IdSet implements Serializable {
  private static final long serialVersionUID = 1;

  private static final int BITS = 12;

  private final HashMap<Long, long[]> pages = new HashMap<>();

  /** Adds an id; false where it was there already. */
  boolean add(long id) {
    long[] page = pages.computeIfAbsent(id >> BITS, _ -> new long[1 << (BITS - 6)]);
    int word = word(id);
    long before = page[word];
    page[word] |= 1L << id;
    return page[word] != before;
  }

  boolean contains(long id) {
    long[] page = pages.get(id >> BITS);
    return page != null && (page[word(id)] & 1L << id) != 0;
  }

  private static int word(long id) {
    return (int) (id >> 6) & ((1 << (BITS - 6)) - 1);
  }
}
