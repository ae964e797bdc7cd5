package dev.rondo.recorder;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The latest rows of all loops, in a fixed number of chunks: where a loop needs one, it gets the
 * oldest that is full, and what still matters of that is kept as {@link Facts}. Nothing is encoded.
 * Loops come here once a chunk; the lock is hardly ever waited for.
 */
final class Ring extends Depot {

  /** What is kept of one loop. */
  private static final class Track {
    final int loop;
    final Facts facts = new Facts();
    final Deque<Chunk> full = new ArrayDeque<>(); // oldest first
    Chunk current;

    Track(int loop, Chunk first) {
      this.loop = loop;
      this.current = first;
    }
  }

  private final int most;
  private int made;
  private int loops;
  private int readers; // of snapshots: meanwhile no chunk is used again
  private final List<Track> live = new ArrayList<>(); // few: a search costs less than a map's entry
  private final List<Track> over = new ArrayList<>(); // whose loops are
  private final Deque<Track> oldest = new ArrayDeque<>(); // one entry for each full chunk

  /** A ring of so many bytes, or of two chunks if that is more; and one for each loop beyond. */
  Ring(long memory) {
    most = Math.toIntExact(Math.max(2, Math.min(Integer.MAX_VALUE, memory / Chunk.BYTES)));
  }

  // -- on the loops' threads ----------------------------------------------------------------------

  @Override
  synchronized Chunk begin() {
    retire();
    Chunk first = chunk(1);
    live.add(new Track(++loops, first));
    return first;
  }

  @Override
  synchronized Chunk exchange(Chunk full, long seq, boolean wait) {
    Track track = trackOf(full);
    track.full.add(full);
    oldest.add(track);
    track.current = chunk(seq);
    return track.current;
  }

  private Track trackOf(Chunk current) {
    for (int i = 0; i < live.size(); i++) { // without an iterator: it takes memory
      if (live.get(i).current == current) {
        return live.get(i);
      }
    }
    throw new IllegalStateException("a chunk that is not ours");
  }

  @Override
  boolean attend() {
    return true;
  }

  private Chunk chunk(long seq) {
    if (made < most || oldest.isEmpty()) {
      made++;
      return new Chunk().reuse(seq);
    }
    Track track = oldest.remove();
    Chunk spent = track.full.remove();
    track.facts.takeIn(spent, spent.published());
    if (track.full.isEmpty()) {
      over.remove(track);
    }
    if (readers > 0) {
      return new Chunk().reuse(seq); // the spent one is theirs
    }
    spent.letGo(0, Chunk.ROWS);
    return spent.reuse(seq);
  }

  /** The last chunks of loops that are over may be used again. */
  private void retire() {
    List<Track> ended = live.stream().filter(track -> track.current.last).toList();
    for (Track track : ended) {
      live.remove(track);
      track.full.add(track.current);
      oldest.add(track);
      over.add(track);
    }
  }

  // -- on any thread ------------------------------------------------------------------------------

  /**
   * What there is at this moment, while the loops go on. To be closed, since it costs memory.
   *
   * @param loops in order of their numbers
   */
  record Snapshot(Ring ring, List<LoopSnapshot> loops) implements AutoCloseable {
    @Override
    public void close() {
      ring.endReading();
    }
  }

  /** One loop's: what matters of before, the chunks since, and how many rows of the last. */
  record LoopSnapshot(int loop, Facts facts, List<Chunk> chunks, int lastRows) {

    /** The number of rows that may be read of a chunk. */
    int rows(Chunk chunk) {
      return chunk == chunks.getLast() ? lastRows : chunk.published();
    }
  }

  synchronized Snapshot snapshot() {
    readers++;
    Map<Integer, LoopSnapshot> loops = new HashMap<>();
    live.forEach(track -> loops.put(track.loop, snapshot(track, track.current)));
    over.forEach(track -> loops.put(track.loop, snapshot(track, null)));
    return new Snapshot(this, loops.keySet().stream().sorted().map(loops::get).toList());
  }

  private static LoopSnapshot snapshot(Track track, @Nullable Chunk current) {
    List<Chunk> chunks = new ArrayList<>(track.full);
    if (current != null) {
      chunks.add(current);
    }
    return new LoopSnapshot(
        track.loop, track.facts.copy(), List.copyOf(chunks), chunks.getLast().published());
  }

  private synchronized void endReading() {
    readers--;
  }

  /** The memory that the chunks take, in bytes. */
  synchronized long memory() {
    return (long) made * Chunk.BYTES;
  }
}
