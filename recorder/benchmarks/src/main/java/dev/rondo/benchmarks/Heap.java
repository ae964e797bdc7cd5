package dev.rondo.benchmarks;

import java.lang.management.ManagementFactory;

/** What lives on the heap. */
final class Heap {
  private Heap() {}

  /**
   * The bytes that are left after full collections: of four, the serial collector packs one. In the
   * others it may leave a twentieth as dead wood, unless {@code MarkSweepDeadRatio} is 0.
   */
  static long live() {
    for (int i = 0; i < 4; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
