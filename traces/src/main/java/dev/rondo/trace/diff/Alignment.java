package dev.rondo.trace.diff;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which of the things that two unlike steps brought forth are the same: those that are called the
 * same, in their order; then, of the tasks that are left, those of one coroutine, which were
 * renamed.
 */
final class Alignment {
  private final List<Entity> left;
  private final List<Entity> right;

  Alignment(Node left, Node right) {
    this.left = fresh(left);
    this.right = fresh(right);
  }

  private static List<Entity> fresh(Node node) {
    List<Entity> fresh = new ArrayList<>();
    for (int i = 0; i < node.touches(); i++) {
      if (node.before(i) == null && node.touched(i).mate == null) {
        fresh.add(node.touched(i));
      }
    }
    return fresh;
  }

  void run(BiConsumer<Entity, Entity> same, Consumer<Entity> alone) {
    match(same, entity -> new Called(kind(entity), entity.what));
    match(same, entity -> kind(entity) == Strand.Kind.TASK ? ((Strand) entity).coro : null);
    left.forEach(alone);
    right.forEach(alone);
  }

  /** What things that are called the same have in common. */
  private record Called(Strand.@Nullable Kind kind, String what) {}

  private static Strand.@Nullable Kind kind(Entity entity) {
    return entity instanceof Strand strand ? strand.kind : null;
  }

  /** Pairs those of one key, in their order; those without a key are left. */
  private void match(BiConsumer<Entity, Entity> same, Function<Entity, @Nullable Object> key) {
    Map<Object, Deque<Entity>> others = new HashMap<>();
    for (Entity b : right) {
      Object of = key.apply(b);
      if (of != null) {
        others.computeIfAbsent(of, _ -> new ArrayDeque<>()).add(b);
      }
    }
    Set<Entity> taken = Collections.newSetFromMap(new IdentityHashMap<>());
    left.removeIf(a -> {
      Deque<Entity> alike = others.get(key.apply(a));
      Entity b = alike == null ? null : alike.poll();
      if (b != null) {
        taken.add(b);
        same.accept(a, b);
      }
      return b != null;
    });
    right.removeIf(taken::contains);
  }
}
