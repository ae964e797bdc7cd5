package dev.rondo.benchmarks;

import dev.rondo.EventLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * Very many asleep at once, in a process of their own: {@code Asleep WHO seconds|bytes|first-bytes
 * COUNT}. Who is the name of an engine, {@code threads} (virtual ones) or {@code kotlinx}. What is
 * weighed is those of a warm process, or the first of one that has just begun.
 */
final class Asleep {
  private interface Sleepers {
    void run(int count, Duration each, Runnable whenAsleep) throws InterruptedException;
  }

  private static final int LOADED = 1_000; // and what comes after a pause was seen
  private static final int WARM = 100_000; // compiled

  private Asleep() {}

  public static void main(String[] args) throws InterruptedException {
    Sleepers who = sleepers(args[0]);
    int count = Integer.parseInt(args[2]);
    switch (args[1]) {
      case "seconds" -> time(who, count);
      case "bytes" -> weigh(args[1], who, count, WARM);
      default -> weigh(args[1], who, count, LOADED);
    }
  }

  private static Sleepers sleepers(String who) {
    return switch (who) {
      case "threads" -> Asleep::threads;
      case "kotlinx" -> (count, each, then) -> Kotlinx.asleep(count, each.toMillis(), then);
      default -> (count, each, then) -> tasks(who, count, each, then);
    };
  }

  private static void time(Sleepers who, int count) throws InterruptedException {
    who.run(LOADED, Duration.ofMillis(1), () -> {});
    long start = System.nanoTime();
    who.run(count, Duration.ofSeconds(1), () -> {});
    System.out.println("seconds " + (System.nanoTime() - start) / 1e9);
  }

  private static void weigh(String figure, Sleepers who, int count, int before)
      throws InterruptedException {
    who.run(before, Duration.ofMillis(1), () -> {});
    long empty = Heap.live();
    who.run(
        count,
        Duration.ofHours(1),
        () -> {
          System.out.println(figure + " " + (double) (Heap.live() - empty) / count);
          Runtime.getRuntime().halt(0);
        });
  }

  private static void tasks(String engine, int count, Duration each, Runnable whenAsleep) {
    try (EventLoop loop = EventLoop.builder().engine(engine).create()) {
      loop.runUntilComplete(Works.asleep(count, each, whenAsleep));
    }
  }

  private static void threads(int count, Duration each, Runnable whenAsleep)
      throws InterruptedException {
    List<Thread> all = new ArrayList<>(count);
    CountDownLatch awake = new CountDownLatch(count);
    for (int i = 0; i < count; i++) {
      all.add(Thread.startVirtualThread(() -> nap(each, awake)));
    }
    awake.await();
    whenAsleep.run();
    for (Thread thread : all) {
      thread.join();
    }
  }

  private static void nap(Duration each, CountDownLatch awake) {
    try {
      awake.countDown();
      Thread.sleep(each);
    } catch (InterruptedException e) {
      throw new AssertionError(e); // nobody interrupts it
    }
  }
}
