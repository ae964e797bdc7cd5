package dev.rondo.benchmarks;

import static dev.rondo.Async.async;

import dev.rondo.EventLoop;
import dev.rondo.TimerHandle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Very many timers set and cancelled, in a process of their own: {@code Timers ENGINE COUNT}. Tells
 * the time for each, and what is left of them on the heap after the first and the second round.
 */
final class Timers {
  private final EventLoop loop;
  private final int count;

  private Timers(EventLoop loop, int count) {
    this.loop = loop;
    this.count = count;
  }

  public static void main(String[] args) {
    try (EventLoop loop = EventLoop.builder().engine(args[0]).create()) {
      Timers timers = new Timers(loop, Integer.parseInt(args[1]));
      loop.runUntilComplete(async(timers::measure));
    }
  }

  private void measure() {
    cancelAll(setAll(count / 10)); // what is there once is loaded
    long before = Heap.live();
    long start = System.nanoTime();
    cancelAll(setAll(count));
    System.out.println("nanos " + (double) (System.nanoTime() - start) / count);
    System.out.println("left " + (double) (Heap.live() - before) / count);
    weigh(before);
    System.out.println("left-again " + (double) (Heap.live() - before) / count);
  }

  private void weigh(long before) {
    List<TimerHandle> set = setAll(count);
    System.out.println("bytes " + (double) (Heap.live() - before) / count);
    cancelAll(set);
  }

  private List<TimerHandle> setAll(int many) {
    List<TimerHandle> all = new ArrayList<>(many);
    for (int i = 0; i < many; i++) {
      all.add(loop.callLater(Duration.ofHours(1), Timers::nothing));
    }
    return all;
  }

  private static void nothing() {}

  private static void cancelAll(List<TimerHandle> all) {
    all.forEach(TimerHandle::cancel);
    all.clear();
  }
}
