package dev.rondo;

/**
 * Which entry of the ready queue runs next, among those that the turn has left. A loop without a
 * policy takes the first, as asyncio does. Whatever it chooses, a task has one entry at most, so
 * its steps stay in order, and one slice runs at a time.
 */
interface Policy {

  /** The place, from 0, of the entry to run next; they stand in the order in which they came. */
  int next(int candidates);

  /** What traces call it. */
  String name();

  /** What has to be known beside the name to choose the same again. */
  long seed();

  /** Any of them, each as likely: the same choices for the same seed. */
  final class Random implements Policy {
    private final long seed;
    private final java.util.Random random;

    Random(long seed) {
      this.seed = seed;
      random = new java.util.Random(seed);
    }

    @Override
    public int next(int candidates) {
      return random.nextInt(candidates);
    }

    @Override
    public String name() {
      return "random";
    }

    @Override
    public long seed() {
      return seed;
    }
  }
}
