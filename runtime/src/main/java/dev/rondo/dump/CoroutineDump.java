package dev.rondo.dump;

import org.jspecify.annotations.Nullable;

/**
 * A coroutine that a task is in.
 *
 * @param name its name: that of the method whose body it is, or the one that it was given
 * @param at the source line at which it stands now, {@code File.java:12}; of one that has not
 *     begun, where it was first made; null where that is not known, as of the library's own
 * @param internal whether it is one of the library's own (sleep, locks …)
 */
public record CoroutineDump(String name, @Nullable String at, boolean internal) {

  @Override
  public String toString() {
    return at == null ? name : name + " " + at;
  }
}
