package dev.rondo;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What happens when a future is done: a task is woken, or a plain callback is made. Nearly every
 * future has one waiter, so that the future holds it without a list.
 */
sealed interface Waiter permits Task, Future.Callback, Waiter.Several {

  /** {@code waiters} and one more, in the order in which they were added. */
  static Waiter and(@Nullable Waiter waiters, Waiter added) {
    if (waiters == null) {
      return added;
    }
    Several several = waiters instanceof Several some ? some : new Several(waiters);
    several.all.add(added);
    return several;
  }

  /** {@code waiters} without those that match; null if none is left. */
  static @Nullable Waiter without(@Nullable Waiter waiters, Predicate<Waiter> leaving) {
    if (waiters instanceof Several several) {
      several.all.removeIf(leaving);
      return several.all.isEmpty() ? null : several;
    }
    return waiters == null || leaving.test(waiters) ? null : waiters;
  }

  static int count(@Nullable Waiter waiters) {
    return waiters instanceof Several several ? several.all.size() : waiters == null ? 0 : 1;
  }

  static Stream<Waiter> stream(@Nullable Waiter waiters) {
    return waiters instanceof Several several ? several.all.stream() : Stream.ofNullable(waiters);
  }

  static void forEach(@Nullable Waiter waiters, Consumer<Waiter> action) {
    if (waiters instanceof Several several) {
      several.all.forEach(action);
    } else if (waiters != null) {
      action.accept(waiters);
    }
  }

  /** More than one, at least for a while. */
  final class Several implements Waiter {
    private final List<Waiter> all = new ArrayList<>(4);

    private Several(Waiter first) {
      all.add(first);
    }
  }
}
