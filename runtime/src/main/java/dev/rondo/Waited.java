package dev.rondo;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What a wait for several futures found: those that are done and those that are not, in the order
 * given.
 */
public record Waited<F extends Future<?>>(Set<F> done, Set<F> pending) {

  static <F extends Future<?>> Waited<F> of(Set<F> futures) {
    Set<F> done = new LinkedHashSet<>();
    Set<F> pending = new LinkedHashSet<>();
    futures.forEach(f -> (f.done() ? done : pending).add(f));
    return new Waited<>(done, pending);
  }
}
