package dev.rondo.trace.ids;

import java.io.Serializable;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Values by id, in two arrays: an id stands at the place that its hash tells, or in the next free
 * one behind. Takes memory for the most that it ever held. Can be serialized where its values can.
 * For one thread.
 */
public final class IdMap<V> implements Serializable {
  private static final long serialVersionUID = 1;

  private static final int SMALLEST = 16;

  private long[] ids = new long[SMALLEST];

  @SuppressWarnings("serial") // it is up to the values
  private @Nullable Object[] values = new @Nullable Object[SMALLEST]; // null where there is no id

  private int size;

  /** The value of the id, or null. */
  public @Nullable V get(long id) {
    return at(place(id));
  }

  /** Gives the id that value; returns the one that it had, or null. */
  public @Nullable V put(long id, V value) {
    int place = place(id);
    V before = at(place);
    ids[place] = id;
    values[place] = value;
    if (before == null && ++size > ids.length / 2) {
      grow();
    }
    return before;
  }

  /** Takes the id out; returns the value that it had, or null. */
  public @Nullable V remove(long id) {
    int place = place(id);
    V before = at(place);
    if (before != null) {
      size--;
      close(place);
    }
    return before;
  }

  /** How many ids have a value. */
  public int size() {
    return size;
  }

  /** Takes all ids out. */
  public void clear() {
    Arrays.fill(values, null);
    size = 0;
  }

  /** Gives out every id with its value, in no order. */
  public void forEach(IdConsumer<? super V> to) {
    for (int i = 0; i < ids.length; i++) {
      V value = at(i);
      if (value != null) {
        to.accept(ids[i], value);
      }
    }
  }

  /** Takes an id and its value. */
  public interface IdConsumer<V> {
    /** Takes the id and its value. */
    void accept(long id, V value);
  }

  /** Where the id stands or, where it has no value, would stand. */
  private int place(long id) {
    int place = home(id);
    while (values[place] != null && ids[place] != id) {
      place = next(place);
    }
    return place;
  }

  private int home(long id) {
    return (int) ((id * 0x9E3779B97F4A7C15L) >>> 32) & (ids.length - 1);
  }

  private int next(int place) {
    return (place + 1) & (ids.length - 1);
  }

  /** Empties a place, and moves up what stands behind it only because it was taken. */
  private void close(int empty) {
    int hole = empty;
    for (int i = next(hole); values[i] != null; i = next(i)) {
      int passed = (i - home(ids[i])) & (ids.length - 1);
      if (passed >= ((i - hole) & (ids.length - 1))) {
        ids[hole] = ids[i];
        values[hole] = values[i];
        hole = i;
      }
    }
    values[hole] = null;
  }

  private void grow() {
    long[] oldIds = ids;
    @Nullable Object[] oldValues = values;
    ids = new long[oldIds.length * 2];
    values = new @Nullable Object[ids.length];
    for (int i = 0; i < oldIds.length; i++) {
      if (oldValues[i] != null) {
        int place = place(oldIds[i]);
        ids[place] = oldIds[i];
        values[place] = oldValues[i];
      }
    }
  }

  @SuppressWarnings("unchecked") // only values are put in
  private @Nullable V at(int place) {
    return (V) values[place];
  }
}
