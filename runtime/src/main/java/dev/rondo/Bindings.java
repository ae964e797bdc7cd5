package dev.rondo;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which {@link ContextVar} has which value: immutable, so that a copy costs nothing. Two arrays
 * sorted by the variables' numbers.
 */
final class Bindings {
  static final Bindings NONE = new Bindings(new ContextVar<?>[0], new Object[0]);

  private final ContextVar<?>[] vars;
  private final @Nullable Object[] values;

  private Bindings(ContextVar<?>[] vars, @Nullable Object[] values) {
    this.vars = vars;
    this.values = values;
  }

  int size() {
    return vars.length;
  }

  List<ContextVar<?>> vars() {
    return List.of(vars);
  }

  /** Where the value of {@code var} stands; negative if it has none. */
  int find(ContextVar<?> var) {
    int low = 0;
    int high = vars.length - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      long difference = vars[middle].number() - var.number();
      if (difference == 0) {
        return middle;
      }
      if (difference < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -low - 1; // -1 - the place where it would be
  }

  /** The value that {@link #find} has found. */
  @Nullable Object at(int place) {
    return values[place];
  }

  /** These and {@code value} for {@code var}. */
  Bindings with(ContextVar<?> var, @Nullable Object value) {
    int place = find(var);
    if (place >= 0) {
      @Nullable Object[] changed = values.clone();
      changed[place] = value;
      return new Bindings(vars, changed);
    }
    int hole = -place - 1;
    ContextVar<?>[] moreVars = Arrays.copyOf(vars, vars.length + 1);
    @Nullable Object[] moreValues = Arrays.copyOf(values, values.length + 1);
    System.arraycopy(vars, hole, moreVars, hole + 1, vars.length - hole);
    System.arraycopy(values, hole, moreValues, hole + 1, values.length - hole);
    moreVars[hole] = var;
    moreValues[hole] = value;
    return new Bindings(moreVars, moreValues);
  }

  /** These without {@code var}. */
  Bindings without(ContextVar<?> var) {
    int place = find(var);
    if (place < 0) {
      return this;
    }
    ContextVar<?>[] lessVars = Arrays.copyOf(vars, vars.length - 1);
    @Nullable Object[] lessValues = Arrays.copyOf(values, values.length - 1);
    System.arraycopy(vars, place + 1, lessVars, place, lessVars.length - place);
    System.arraycopy(values, place + 1, lessValues, place, lessValues.length - place);
    return lessVars.length == 0 ? NONE : new Bindings(lessVars, lessValues);
  }
}
