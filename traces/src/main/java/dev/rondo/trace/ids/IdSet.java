package dev.rondo.trace.ids;

import java.io.Serializable;

/**
 * A set of ids, from which none is taken out again: a bit each where they lie close together, as
 * ids do that are counted up, and next to nothing where all of a row are there. For one thread.
 */
public final class IdSet implements Serializable {
  private static final long serialVersionUID = 1;

  private static final int BITS = 12;

  private final IdMap<Page> pages = new IdMap<>();

  /** The ids that share their upper bits; without words once all of them are there. */
  private static final class Page implements Serializable {
    private static final long serialVersionUID = 1;

    private long[] words = new long[1 << (BITS - 6)];
    private int size;

    boolean add(long id) {
      if (contains(id)) {
        return false;
      }
      words[word(id)] |= 1L << id;
      if (++size == 1 << BITS) {
        words = new long[0];
      }
      return true;
    }

    boolean contains(long id) {
      return words.length == 0 || (words[word(id)] & 1L << id) != 0;
    }

    private static int word(long id) {
      return (int) (id >> 6) & ((1 << (BITS - 6)) - 1);
    }
  }

  /** Adds an id; false where it was there already. */
  public boolean add(long id) {
    Page page = pages.get(id >> BITS);
    if (page == null) {
      page = new Page();
      pages.put(id >> BITS, page);
    }
    return page.add(id);
  }

  /** Whether the id is there. */
  public boolean contains(long id) {
    Page page = pages.get(id >> BITS);
    return page != null && page.contains(id);
  }
}
