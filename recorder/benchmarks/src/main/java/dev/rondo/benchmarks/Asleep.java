package dev.rondo.benchmarks;

import dev.rondo.EventLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * Very many asleep at once, in a process of their own: {@code Asleep WHO seconds|bytes|compiled
 * COUNT}. Who is the name of an engine, {@code threads} (virtual ones) or {@code kotlinx}. The
 * bytes are those of a process that has just begun, or of one whose code is compiled.
 */
final class Asleep {
  private interface Sleepers {
    void run(int count, Duration each, Runnable whenAsleep) throws InterruptedException;
  }

  private static final int LOADED = 1_000;
  private static final int COMPILED = 100_000;

  private Asleep() {}

  public static void main(String[] args) throws InterruptedException {
    Sleepers who = sleepers(args[0]);
    int count = Integer.parseInt(args[2]);
    switch (args[1]) {
      case "seconds" -> time(who, count);
      case "compiled" -> weigh("compiled", who, count, COMPILED);
      default -> weigh("bytes", who, count, LOADED);
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
    who.run(LOADED, Duration.ofMillis(1), () -> {}); // what comes after a pause was seen once
    long start = System.nanoTime();
    who.run(count, Duration.ofSeconds(1), () -> {});
    System.out.println("seconds " + (System.nanoTime() - start) / 1e9);
  }

  private static void weigh(String figure, Sleepers who, int count, int first)
      throws InterruptedException {
    who.run(first, Duration.ofMillis(1), () -> {}); // what is there once
    long before = Heap.live();
    who.run(
        count,
        Duration.ofHours(1),
        () -> {
          System.out.println(figure + " " + (double) (Heap.live() - before) / count);
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
