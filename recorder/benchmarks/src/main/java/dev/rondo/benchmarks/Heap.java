package dev.rondo.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.Objects;

/** What lives on the heap. */
final class Heap {
  private Heap() {}

  /**
   * The bytes that are left after full collections: of four, the serial collector packs one. In the
   * others it may leave a twentieth as dead wood, unless {@code MarkSweepDeadRatio} is 0.
   *
   * <p>What is used at the end of the collection counts, not now: a thread that allocates meanwhile
   * is given a mebibyte at once.
   */
  static long live() {
    for (int i = 0; i < 4; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .map(MemoryPoolMXBean::getCollectionUsage)
        .filter(Objects::nonNull)
        .mapToLong(MemoryUsage::getUsed)
        .sum();
  }
}
