package dev.rondo.recorder;

import org.jspecify.annotations.Nullable;

/**
 * Where the loops' chunks come from and go to. A loop's {@link Ledger} fills one chunk after the
 * other and asks here, on the loop's thread, only between two of them. {@link Scribe} writes them
 * to a file.
 *
 * <p>A class for the sake of {@link #attention}, which is read at each event.
 */
abstract class Depot {

  /** Set where a loop must call {@link #attend} before it records another event. */
  volatile boolean attention;

  /** A new loop: its first chunk, numbered from 1. */
  abstract Chunk begin();

  /**
   * Takes a chunk that the loop does not write to any more, and gives the one to go on in, in the
   * place of {@code full.next}.
   *
   * @param seq the number of the next row
   * @param wait whether to wait where there is none; if not, there may be none (null)
   */
  abstract @Nullable Chunk exchange(Chunk full, long seq, boolean wait);

  /** Whether recording goes on; called where {@link #attention} is set. */
  abstract boolean attend();
}
