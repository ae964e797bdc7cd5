package dev.rondo.trace.diff;

import dev.rondo.trace.TraceEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where within two steps the difference lies.
 *
 * @param left the event of the left step; null where that goes no further
 * @param right the event of the right step; null where that goes no further
 * @param aspect in what they differ: {@code order}, {@code event}, {@code target}, or a key
 */
record Place(@Nullable TraceEvent left, @Nullable TraceEvent right, String aspect) {

  /** Two steps that came in another order to the same thing. */
  static Place ofOrder(Node left, Entity ofLeft, Node right, Entity ofRight) {
    return new Place(touching(left, ofLeft), touching(right, ofRight), "order");
  }

  private static @Nullable TraceEvent touching(Node node, Entity entity) {
    for (TraceEvent event : node.events()) {
      if (Mentions.of(event, node).contains(entity)) {
        return event;
      }
    }
    return node.events().isEmpty() ? null : node.events().getFirst();
  }

  /** Two steps in the same place that do something else. */
  static Place ofContent(Node left, Node right) {
    List<TraceEvent> ls = left.events();
    List<TraceEvent> rs = right.events();
    for (int i = 0; i < Math.max(ls.size(), rs.size()); i++) {
      TraceEvent l = i < ls.size() ? ls.get(i) : null;
      TraceEvent r = i < rs.size() ? rs.get(i) : null;
      if (l == null || r == null) {
        return new Place(l, r, "event");
      }
      if (Content.of(l) != Content.of(r)) {
        String key = Roles.difference(new Roles().meaning(l), new Roles().meaning(r));
        return new Place(l, r, key == null ? "event" : key);
      }
      if (!isOfTheSame(l, left, r, right)) {
        return new Place(l, r, "target");
      }
    }
    boolean cause = left.why != right.why;
    return new Place(
        ls.isEmpty() ? null : ls.getFirst(),
        rs.isEmpty() ? null : rs.getFirst(),
        cause ? "why" : "order");
  }

  private static boolean isOfTheSame(TraceEvent l, Node left, TraceEvent r, Node right) {
    List<Entity> as = Mentions.of(l, left);
    List<Entity> bs = Mentions.of(r, right);
    for (int i = 0; i < Math.min(as.size(), bs.size()); i++) {
      Entity a = as.get(i);
      Entity b = bs.get(i);
      boolean both = a.mate == b;
      boolean fresh = isNew(left, a) && isNew(right, b);
      if (!both && !(fresh && a.what.equals(b.what))) {
        return false;
      }
    }
    return as.size() == bs.size();
  }

  private static boolean isNew(Node node, Entity entity) {
    int place = node.indexOf(entity);
    return place >= 0 && node.before(place) == null;
  }
}
