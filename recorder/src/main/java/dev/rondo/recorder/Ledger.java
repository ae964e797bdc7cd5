package dev.rondo.recorder;

import org.jspecify.annotations.Nullable;

/**
 * The rows of one loop, on the loop's thread: a row each event, in one chunk after the other,
 * without allocating, locking or calling the system.
 *
 * <p>Where there is no further chunk, the loop waits for one, or (if it was told to) drops events.
 * It never drops one end of a slice: in each chunk there is room left for the ends of the slices
 * that are open, and events are kept again from the beginning of a slice on. Each stretch that was
 * dropped is told by a row of its own, {@code LOST}, at the place where it was.
 */
class Ledger {
  private static final int ROWS_AN_END = 2; // the end of a slice, and what was lost before it

  private final Depot depot;
  private final int reserve; // rows kept back for each open slice

  private Chunk chunk;
  private long[] longs;
  private @Nullable Object[] refs;
  private int row;
  private int limit; // the first row that needs a second thought
  private long lostHere; // told of in this chunk
  private int depth; // how many slices are open
  private boolean dropping;
  private int kept; // while dropping: how many of the open slices began in the trace
  private boolean over;
  private boolean waited; // for a chunk, since somebody asked

  /**
   * @param drop whether to drop events where there is no chunk, rather than wait
   */
  Ledger(Depot depot, boolean drop) {
    this.depot = depot;
    this.reserve = drop ? ROWS_AN_END : 0;
    chunk = depot.begin();
    longs = chunk.longs;
    refs = chunk.refs;
    limit();
  }

  // -- rows ---------------------------------------------------------------------------------------

  void write(Kind kind, long t, long a, long b, long c) {
    if (admits(kind, t)) {
      put(kind, t, a, b, c);
    }
  }

  void write(Kind kind, long t, long a, long b, long c, @Nullable Object x) {
    if (admits(kind, t)) {
      refs[row * Chunk.REFS] = x;
      put(kind, t, a, b, c);
    }
  }

  void write(
      Kind kind,
      long t,
      long a,
      long b,
      long c,
      @Nullable Object x,
      @Nullable Object y,
      @Nullable Object z) {
    if (admits(kind, t)) {
      int ref = row * Chunk.REFS;
      refs[ref] = x;
      refs[ref + 1] = y;
      refs[ref + 2] = z;
      put(kind, t, a, b, c);
    }
  }

  @SuppressWarnings("EnumOrdinal") // a row holds numbers; Kind.of is the way back
  private void put(Kind kind, long t, long a, long b, long c) {
    int at = row * Chunk.LONGS;
    long[] longs = this.longs;
    longs[at] = kind.ordinal();
    longs[at + 1] = t;
    longs[at + 2] = a;
    longs[at + 3] = b;
    longs[at + 4] = c;
    chunk.publish(++row);
  }

  /** To be called after the row that begins a slice. */
  void began() {
    depth++;
    limit();
  }

  /** To be called after the row that ends a slice. */
  void ended() {
    depth = Math.max(0, depth - 1);
    limit();
  }

  /** How many slices are open: more than one where a task starts eagerly. */
  int depth() {
    return depth;
  }

  /** Whether the loop waited for a chunk since the last call. */
  boolean takeWaited() {
    boolean was = waited;
    waited = false;
    return was;
  }

  /** The loop is over: this was its last row. */
  void close() {
    over = true;
    limit();
    chunk.last = true;
  }

  private void limit() {
    limit = dropping || over ? 0 : Chunk.ROWS - reserve * (depth + 1);
  }

  // -- where there is something to decide ---------------------------------------------------------

  private boolean admits(Kind kind, long t) {
    return (row < limit && !depot.attention) || decide(kind, t);
  }

  private boolean decide(Kind kind, long t) {
    if (over || (depot.attention && !depot.attend())) {
      over = true;
      limit();
      return false;
    }
    if (dropping) {
      return stillDropping(kind, t);
    }
    if (row < limit || turnPage(reserve == 0, t)) {
      return true;
    }
    dropping = true;
    kept = depth;
    limit();
    return stillDropping(kind, t);
  }

  private boolean stillDropping(Kind kind, long t) {
    if (kind.endsSlice() && depth <= kept) {
      kept = depth - 1;
      tellLost(t);
      return true;
    }
    if (depth == 0 && kind.mayFollowLoss() && turnPage(kind == Kind.LOOP, t)) {
      return true;
    }
    chunk.dropped(chunk.dropped() + 1);
    return false;
  }

  /** Goes on in another chunk, if there is one. */
  private boolean turnPage(boolean wait, long t) {
    Chunk fresh = depot.exchange(chunk, chunk.firstSeq + row + lostHere, wait);
    if (fresh == null) {
      return false;
    }
    long lost = chunk.dropped();
    chunk = fresh;
    longs = fresh.longs;
    refs = fresh.refs;
    row = 0;
    lostHere = 0;
    dropping = false;
    limit();
    chunk.dropped(lost);
    tellLost(t);
    if (fresh.waited > 0) {
      waited = true;
      put(Kind.WAITED, t, fresh.waited, 0, 0);
    }
    return true;
  }

  private void tellLost(long t) {
    long lost = chunk.dropped();
    if (lost > 0) {
      put(Kind.LOST, t, lost, 0, 0);
      lostHere += lost;
      chunk.dropped(0);
    }
  }
}
