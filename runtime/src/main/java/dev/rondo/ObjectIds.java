package dev.rondo;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of objects, by identity: a hash table that keeps no object from being collected and
 * drops those that were. Looking one up allocates nothing. Belongs to a loop's thread.
 */
final class ObjectIds {
  private final LongSupplier next;
  private final ReferenceQueue<Object> collected = new ReferenceQueue<>();
  private @Nullable Entry[] buckets = new @Nullable Entry[16]; // a power of two
  private int size;

  private static final class Entry extends WeakReference<Object> {
    final int hash;
    final long id;
    @Nullable Entry next; // of the bucket

    Entry(Object object, int hash, long id, ReferenceQueue<Object> collected) {
      super(object, collected);
      this.hash = hash;
      this.id = id;
    }
  }

  /** Numbers come from {@code next}. */
  ObjectIds(LongSupplier next) {
    this.next = next;
  }

  /** The object's number, a new one if it has none. */
  long of(Object object) {
    int hash = System.identityHashCode(object);
    for (Entry e = buckets[bucket(hash)]; e != null; e = e.next) {
      if (e.refersTo(object)) {
        return e.id;
      }
    }
    dropCollected();
    Entry added = new Entry(object, hash, next.getAsLong(), collected);
    if (size++ == buckets.length) {
      grow();
    }
    link(added);
    return added.id;
  }

  /** How many objects have one, the collected left out. */
  int size() {
    dropCollected();
    return size;
  }

  private int bucket(int hash) {
    return hash & (buckets.length - 1);
  }

  private void link(Entry entry) {
    int bucket = bucket(entry.hash);
    entry.next = buckets[bucket];
    buckets[bucket] = entry;
  }

  private void grow() {
    @Nullable Entry[] old = buckets;
    buckets = Arrays.copyOf(old, old.length * 2);
    Arrays.fill(buckets, null);
    for (Entry head : old) {
      Entry entry = head;
      while (entry != null) {
        Entry after = entry.next;
        link(entry);
        entry = after;
      }
    }
  }

  private void dropCollected() {
    for (Object gone = collected.poll(); gone != null; gone = collected.poll()) {
      unlink((Entry) gone);
    }
  }

  private void unlink(Entry gone) {
    int bucket = bucket(gone.hash);
    Entry before = null;
    for (Entry e = buckets[bucket]; e != null; before = e, e = e.next) {
      if (e == gone) {
        if (before == null) {
          buckets[bucket] = e.next;
        } else {
          before.next = e.next;
        }
        size--;
        return;
      }
    }
  }
}
