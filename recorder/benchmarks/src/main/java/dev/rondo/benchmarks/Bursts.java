package dev.rondo.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** Times work that is done again and again, in turn with what it is compared with. */
final class Bursts {
  /** Some work, a millisecond or so. */
  interface Burst {
    void run();
  }

  private Bursts() {}

  static long nanos(Burst burst) {
    long start = System.nanoTime();
    burst.run();
    return System.nanoTime() - start;
  }

  /** How long it takes, the one of that many times. */
  static long median(int bursts, Burst burst) {
    List<Long> all = new ArrayList<>();
    for (int i = 0; i < bursts; i++) {
      all.add(nanos(burst));
    }
    return warmMedian(all);
  }

  /** Of the later half: what is hot is compiled then. */
  static long warmMedian(List<Long> all) {
    List<Long> warm = all.subList(all.size() / 2, all.size()).stream().sorted().toList();
    return warm.get(warm.size() / 2);
  }
}
