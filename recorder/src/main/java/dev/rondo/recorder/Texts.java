package dev.rondo.recorder;

import org.jspecify.annotations.Nullable;

/**
 * What was encoded lately, by the object that it was encoded from: the names in a trace come from
 * few objects, again and again. Of two that fall on one place, the later stays; one that comes but
 * once is not kept. For one thread at a time.
 */
final class Texts {
  private static final int PLACES = 1 << 10;

  private final @Nullable Object[] keys = new @Nullable Object[PLACES];
  private final @Nullable Piece[] pieces = new @Nullable Piece[PLACES];

  /** What {@code key} was encoded to; null where that is not known. */
  @Nullable Piece get(Object key, int hash) {
    int place = place(hash);
    return keys[place] == key ? pieces[place] : null;
  }

  /** Whether {@code key} was there before, so that it is worth keeping what it gives. */
  boolean again(Object key, int hash) {
    int place = place(hash);
    if (keys[place] == key) {
      return true;
    }
    keys[place] = key;
    pieces[place] = null;
    return false;
  }

  void keep(int hash, Piece piece) {
    pieces[place(hash)] = piece;
  }

  private static int place(int hash) {
    return (hash ^ hash >>> 10 ^ hash >>> 20) & (PLACES - 1);
  }
}
