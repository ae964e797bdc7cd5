package dev.rondo.benchmarks;

import java.lang.management.ManagementFactory;

/** What lives on the heap. */
final class Heap {
  private Heap() {}

  /** The bytes that are left after full collections. */
  static long live() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
