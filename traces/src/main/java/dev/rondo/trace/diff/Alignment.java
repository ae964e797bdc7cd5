package dev.rondo.trace.diff;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import java.util.function.Consumer;

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
    match(same, (a, b) -> isOneKind(a, b) && a.what.equals(b.what));
    match(same, (a, b) -> a instanceof Strand s && b instanceof Strand t && isRenamed(s, t));
    left.forEach(alone);
    right.forEach(alone);
  }

  private void match(BiConsumer<Entity, Entity> same, BiPredicate<Entity, Entity> isSame) {
    for (Iterator<Entity> it = left.iterator(); it.hasNext(); ) {
      Entity a = it.next();
      for (Entity b : right) {
        if (isSame.test(a, b)) {
          it.remove();
          right.remove(b);
          same.accept(a, b);
          break;
        }
      }
    }
  }

  private static boolean isOneKind(Entity a, Entity b) {
    return a instanceof Strand s
        ? b instanceof Strand t && s.kind == t.kind
        : !(b instanceof Strand);
  }

  private static boolean isRenamed(Strand a, Strand b) {
    return a.kind == Strand.Kind.TASK && b.kind == Strand.Kind.TASK && a.coro.equals(b.coro);
  }
}
