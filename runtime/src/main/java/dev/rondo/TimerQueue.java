package dev.rondo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Timers by deadline, then by order of creation: a binary heap whose entries know their place, so
 * that one that is withdrawn leaves at once.
 */
final class TimerQueue {
  /** The position of a timer that is in no queue. */
  static final int OUT = -1;

  private TimerHandle[] heap = new TimerHandle[16];
  private int size;

  boolean isEmpty() {
    return size == 0;
  }

  int size() {
    return size;
  }

  /** The timer that is due first, or null if there is none. */
  @Nullable TimerHandle first() {
    return size == 0 ? null : heap[0];
  }

  void add(TimerHandle timer) {
    if (size == heap.length) {
      heap = Arrays.copyOf(heap, size * 2);
    }
    rise(size++, timer);
  }

  /** Takes it out, if it is in. */
  @SuppressWarnings("NullAway") // the slot behind the last is emptied
  void remove(TimerHandle timer) {
    int hole = timer.position;
    if (hole == OUT) {
      return;
    }
    timer.position = OUT;
    TimerHandle last = heap[--size];
    heap[size] = null;
    if (last == timer) {
      return;
    }
    if (hole > 0 && before(last, heap[(hole - 1) / 2])) {
      rise(hole, last);
    } else {
      sink(hole, last);
    }
    if (size < heap.length / 4 && heap.length > 64) {
      heap = Arrays.copyOf(heap, heap.length / 2);
    }
  }

  /** All of them, in no order. */
  List<TimerHandle> toList() {
    List<TimerHandle> list = new ArrayList<>();
    for (TimerHandle timer : Arrays.copyOf(heap, size)) {
      if (timer != null) { // as it may be for another thread that looks
        list.add(timer);
      }
    }
    return list;
  }

  void clear() {
    for (int i = 0; i < size; i++) {
      heap[i].position = OUT;
    }
    heap = new TimerHandle[16];
    size = 0;
  }

  private void rise(int hole, TimerHandle timer) {
    while (hole > 0) {
      int parent = (hole - 1) / 2;
      if (!before(timer, heap[parent])) {
        break;
      }
      put(hole, heap[parent]);
      hole = parent;
    }
    put(hole, timer);
  }

  private void sink(int hole, TimerHandle timer) {
    while (true) {
      int child = 2 * hole + 1;
      if (child >= size) {
        break;
      }
      if (child + 1 < size && before(heap[child + 1], heap[child])) {
        child++;
      }
      if (!before(heap[child], timer)) {
        break;
      }
      put(hole, heap[child]);
      hole = child;
    }
    put(hole, timer);
  }

  private void put(int position, TimerHandle timer) {
    heap[position] = timer;
    timer.position = position;
  }

  private static boolean before(TimerHandle a, TimerHandle b) {
    long difference = a.when() - b.when();
    return difference < 0 || (difference == 0 && a.id() < b.id());
  }
}
