package dev.rondo.trace.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The ready queue, and the turns that follow from it: a turn runs only what was ready when it
 * began, so the first entry to run that came later begins the next. Under the policy pct each turn
 * runs one entry.
 */
final class ReadyQueue {
  private record Entry(long handle, long task, String name, Cause cause, long place) {}

  private final Map<Long, Entry> entries = new LinkedHashMap<>();
  private long places;
  private long lastOfTurn;
  private long turn;
  private boolean one; // entry a turn

  /** How the loop chooses what runs next, as traces name it; null for the usual. */
  void policy(@Nullable String policy) {
    one = runsOneATurn(policy);
  }

  static boolean runsOneATurn(@Nullable String policy) {
    return policy != null && policy.toLowerCase(Locale.ROOT).startsWith("pct");
  }

  ReadyQueue copy() {
    ReadyQueue copy = new ReadyQueue();
    copy.entries.putAll(entries);
    copy.places = places;
    copy.lastOfTurn = lastOfTurn;
    copy.turn = turn;
    copy.one = one;
    return copy;
  }

  void add(long handle, long task, String name, Cause cause) {
    entries.remove(handle);
    entries.put(handle, new Entry(handle, task, name, cause, ++places));
  }

  /** Takes an entry out to run it; null where there is none. */
  @Nullable Cause take(long handle) {
    Entry entry = entries.remove(handle);
    if (entry == null) {
      return null;
    }
    if (one || turn == 0 || entry.place > lastOfTurn) {
      turn++;
      lastOfTurn = one ? 0 : places;
    }
    return entry.cause;
  }

  @Nullable Cause causeOf(long handle) {
    Entry entry = entries.get(handle);
    return entry == null ? null : entry.cause;
  }

  boolean withdraw(long handle) {
    return entries.remove(handle) != null;
  }

  /** How many entries wait. */
  int size() {
    return entries.size();
  }

  /** The running turn, from 1; 0 before the first. */
  long turn() {
    return turn;
  }

  /** The first entries, at most {@code limit}. */
  List<ReadyHandle> first(int limit) {
    List<ReadyHandle> handles = new ArrayList<>(Math.min(limit, entries.size()));
    for (Entry e : entries.values()) {
      if (handles.size() == limit) {
        break;
      }
      handles.add(
          new ReadyHandle(e.handle, e.task, e.name, e.cause, turn > 0 && e.place <= lastOfTurn));
    }
    return handles;
  }
}
