package dev.rondo.trace.diff;

import dev.rondo.trace.TraceEvent;
import dev.rondo.trace.Why;
import dev.rondo.trace.diff.Difference.Came;
import dev.rondo.trace.diff.Difference.Origin;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What differs between two loops, and which of it is first by causes. */
final class Changes {
  /** So many are told of; of more, the number. */
  private static final int MOST = 1_000;

  private static final int RECENT = Spot.MOST_BEFORE / 2;
  private static final int SHOWN = 6;

  /** Of so many places, the earliest, it is known only at the end which is the first. */
  private static final int SPOTS = 32;

  private final Telling left;
  private final Telling right;
  private boolean chosen;
  private final List<Change> kept = new ArrayList<>();
  private final Deque<Node[]> recent = new ArrayDeque<>();
  private long total;
  private final List<Spot> earliest = new ArrayList<>(); // in that order
  private @Nullable Spot firstInOrder;

  /**
   * No changes so far.
   *
   * @param chosen whether a policy chose the order of either trace
   */
  Changes(Telling left, Telling right, boolean chosen) {
    this.left = left;
    this.right = right;
    this.chosen = chosen;
  }

  /** A loop says that it has another policy than its header; null where it has not. */
  void chosenBy(@Nullable String policy) {
    chosen |= policy != null && !policy.equalsIgnoreCase("fifo");
  }

  List<Change> kept() {
    return kept;
  }

  long total() {
    return total;
  }

  /**
   * The first difference by causes: the earliest of those that no other led to; null where there is
   * none.
   */
  @Nullable Difference first() {
    return earliest.stream()
        .filter(Spot::isRooted)
        .findFirst()
        .or(() -> earliest.stream().findFirst())
        .map(this::difference)
        .orElse(null);
  }

  /** The first place at which the order of the steps differs. */
  @Nullable Difference firstInOrder() {
    return firstInOrder == null ? null : difference(firstInOrder);
  }

  /** Two steps that are the same. */
  void common(Node x, Node y) {
    Node[] pair = {x, y};
    recent.add(pair);
    earliest.forEach(spot -> spot.common(pair));
    if (recent.size() > RECENT) {
      recent.remove();
    }
  }

  /** The same place in the story, where something else happens or another step came before. */
  void add(Node x, Node y, @Nullable Entity contested, @Nullable Entity other) {
    boolean moved = x.label.same(y.label) && contested != null;
    Place place = moved ? whole(x, y) : Place.ofContent(x, y);
    if (contested != null && other != null) {
      Node l = firstTo(contested, x);
      Node r = firstTo(other, y);
      consider(new Spot(l, r, Place.ofOrder(l, contested, r, other), contested));
    } else {
      consider(new Spot(x, y, place, null));
    }
    if (moved && contested != null) {
      String on = contested.title();
      keep(Change.Kind.MOVED, x, y, place, after(on, x, contested), after(on, y, other));
    } else {
      keep(
          Change.Kind.CHANGED,
          x,
          y,
          place,
          told(left, x, place.left()),
          told(right, y, place.right()));
    }
  }

  /** The steps differ in order here. */
  void inOrder(Node x, Node y) {
    boolean same = x.strand.mate == y.strand;
    Place place = same ? Place.ofContent(x, y) : whole(x, y);
    firstInOrder = new Spot(x, y, place, null);
    recent.forEach(firstInOrder::common);
  }

  private static Place whole(Node x, Node y) {
    return new Place(first(x), first(y), "order");
  }

  private static @Nullable TraceEvent first(Node node) {
    return node.events().isEmpty() ? null : node.events().getFirst();
  }

  /** A step that the other trace does not have. */
  void alone(Node node) {
    Strand strand = node.strand;
    if (strand.lonely++ > 0 && strand.alone) {
      return; // told by its first
    }
    TraceEvent event = first(node);
    boolean isLeft = strand.left;
    Place place = new Place(isLeft ? event : null, isLeft ? null : event, "event");
    consider(new Spot(isLeft ? node : null, isLeft ? null : node, place, null));
    String told = (isLeft ? left : right).step(node);
    keep(
        isLeft ? Change.Kind.LEFT_ONLY : Change.Kind.RIGHT_ONLY,
        isLeft ? node : null,
        isLeft ? null : node,
        place,
        isLeft ? told : "",
        isLeft ? "" : told);
  }

  /** A task that is called otherwise. */
  void renamed(Strand ofLeft, Strand ofRight) {
    if (++total <= MOST) {
      kept.add(
          new Change(
              Change.Kind.RENAMED,
              left.loop(),
              ofLeft.seq,
              ofRight.seq,
              ofLeft.title(),
              "name",
              ofLeft.title(),
              ofRight.title()));
    }
  }

  private void keep(
      Change.Kind kind, @Nullable Node x, @Nullable Node y, Place place, String l, String r) {
    if (++total > MOST) {
      return;
    }
    Node either = x != null ? x : y;
    kept.add(
        new Change(
            kind,
            left.loop(),
            seq(place.left(), x),
            seq(place.right(), y),
            either == null ? "" : either.strand.title(),
            place.aspect(),
            l,
            r));
  }

  private static long seq(@Nullable TraceEvent event, @Nullable Node node) {
    return event != null ? event.seq() : node != null ? node.knot.seq : 0;
  }

  private static String told(Telling side, Node node, @Nullable TraceEvent event) {
    return event == null ? "goes no further" : side.sentence(event, node);
  }

  private static String after(String on, Node node, @Nullable Entity entity) {
    Knot before = entity == null ? null : node.before(node.indexOf(entity));
    if (before == null) {
      return "comes first to " + on;
    }
    String who = before.node == null ? "what" : before.node.strand.title();
    return "comes to " + on + " after " + who + " at seq " + before.seq;
  }

  /**
   * From a step back: the first to touch a thing after the last that both traces have in common.
   */
  private static Node firstTo(Entity entity, Node from) {
    Node at = from;
    while (true) {
      int place = at.indexOf(entity);
      Knot before = place < 0 ? null : at.before(place);
      if (before == null || !before.isOpen() || before.node == null) {
        return at;
      }
      at = before.node;
    }
  }

  // -- the first ----------------------------------------------------------------------------------

  private void consider(Spot spot) {
    int place = earliest.size();
    while (place > 0 && Spot.EARLIEST.compare(earliest.get(place - 1), spot) > 0) {
      place--;
    }
    if (place < SPOTS) {
      recent.forEach(spot::common);
      earliest.add(place, spot);
    }
    if (earliest.size() > SPOTS) {
      earliest.removeLast();
    }
  }

  private Difference difference(Spot spot) {
    Came input = input(spot);
    Origin origin =
        input != null
            ? Origin.INPUT
            : spot.place().aspect().equals("order") && (chosen || spot.on() == null)
                ? Origin.SCHEDULE
                : Origin.PROGRAM;
    return new Difference(
        spot.place().aspect(),
        summary(spot),
        origin,
        input,
        side(left, spot.left(), spot.place().left(), spot.leftChain(), spot.rightChain()),
        side(right, spot.right(), spot.place().right(), spot.rightChain(), spot.leftChain()),
        before(spot));
  }

  private String summary(Spot spot) {
    Node l = spot.left();
    Node r = spot.right();
    if (l == null || r == null) {
      Node only = l != null ? l : r;
      String who = only == null ? "a step" : only.strand.title();
      return "only the " + (l != null ? "left" : "right") + " trace has this step of " + who;
    }
    if (spot.on() != null && l.strand.mate == r.strand) {
      return l.strand.title() + " comes to " + spot.on().title() + " after another step";
    }
    if (spot.on() != null) {
      return spot.on().title()
          + ": first comes "
          + l.strand.title()
          + " on the left, "
          + r.strand.title()
          + " on the right";
    }
    if (spot.place().aspect().equals("order")) {
      return "next runs "
          + l.strand.title()
          + " on the left, "
          + r.strand.title()
          + " on the right";
    }
    String what =
        switch (spot.place().aspect()) {
          case "event" -> "what it does";
          case "target" -> "what it does that to";
          default -> "its " + spot.place().aspect();
        };
    return l.strand.title() + " differs in " + what;
  }

  private static Difference.Side side(
      Telling side,
      @Nullable Node node,
      @Nullable TraceEvent event,
      List<Node> chain,
      List<Node> others) {
    if (node == null) {
      long after = lastInCommon(others);
      String none = "there is no such step" + (after == 0 ? "" : " after that at seq " + after);
      return new Difference.Side(side.loop(), after, 0, null, none, "", List.of(), List.of());
    }
    return new Difference.Side(
        side.loop(),
        event == null ? node.knot.seq : event.seq(),
        node.line(event),
        event,
        event == null ? node.strand.title() + " goes no further" : side.sentence(event, node),
        node.strand.title(),
        side.deeds(node),
        side.chain(chain));
  }

  /** The step of this trace that is the same as the last one of a chain in the other; 0: none. */
  private static long lastInCommon(List<Node> others) {
    for (Node node : others) {
      if (node.knot.mate != null) {
        return node.knot.mate.seq;
      }
    }
    return 0;
  }

  private List<Difference.Common> before(Spot spot) {
    List<Node[]> earlier =
        spot.before().stream()
            .sorted(Comparator.comparingLong(pair -> pair[0].knot.seq + pair[1].knot.seq))
            .toList();
    return earlier.subList(Math.max(0, earlier.size() - SHOWN), earlier.size()).stream()
        .map(p -> new Difference.Common(p[0].knot.seq, p[1].knot.seq, left.step(p[0])))
        .toList();
  }

  // -- where it comes from ------------------------------------------------------------------------

  /** The input on which it hangs; null if on none. */
  private static @Nullable Came input(Spot spot) {
    if (spot.place().left() instanceof TraceEvent.Input
        && List.of("value", "error").contains(spot.place().aspect())) {
      return Came.VALUE;
    }
    Set<Knot> ofLeft = knots(spot.leftChain());
    Set<Knot> ofRight = knots(spot.rightChain());
    Came input = inputAfter(spot.leftChain(), ofRight);
    return input != null ? input : inputAfter(spot.rightChain(), ofLeft);
  }

  private static Set<Knot> knots(List<Node> chain) {
    return chain.stream().map(node -> node.knot).collect(Collectors.toSet());
  }

  /** The latest input since the step from which both sides go. */
  private static @Nullable Came inputAfter(List<Node> chain, Set<Knot> ofTheOther) {
    for (Node node : chain) {
      if (node.knot.mate != null && ofTheOther.contains(node.knot.mate)) {
        return null;
      }
      if (node.isDueByTheLoop()) {
        return came(node.why);
      }
    }
    return null;
  }

  private static Came came(@Nullable Why why) {
    return why == Why.TIMER ? Came.TIMER : why == Why.IO ? Came.IO : Came.THREAD;
  }
}
