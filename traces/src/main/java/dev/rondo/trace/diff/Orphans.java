package dev.rondo.trace.diff;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tasks that other steps created on either side: those of one name are the same all the same, in
 * their order, unless the runtime gave that name by counting.
 */
final class Orphans {
  private final Map<String, Strand> left = new HashMap<>();
  private final Map<String, Strand> right = new HashMap<>();

  /** The counterpart of a task, if one waits here; else this one waits, unless one does already. */
  @Nullable Strand counterpart(Strand strand) {
    if (strand.kind != Strand.Kind.TASK || Roles.counted(strand.name)) {
      return null;
    }
    Strand other = (strand.left ? right : left).get(strand.what);
    if (other != null && other.mate == null && other.lonely == 0) {
      return (strand.left ? right : left).remove(strand.what);
    }
    (strand.left ? left : right).putIfAbsent(strand.what, strand);
    return null;
  }
}
