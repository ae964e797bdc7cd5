package dev.rondo.benchmarks;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A row of a table.
 *
 * @param ours the name of our figure
 * @param peer what it is compared with, or null
 * @param goal what is to be reached, or null if it is there for comparison alone
 */
record Row(String work, Unit unit, String ours, @Nullable Peer peer, @Nullable Goal goal) {
  record Peer(String title, String figure) {}

  static Row of(String work, Unit unit, String ours) {
    return new Row(work, unit, ours, null, null);
  }

  Row against(String title, String figure) {
    return new Row(work, unit, ours, new Peer(title, figure), goal);
  }

  Row toReach(Goal goal) {
    return new Row(work, unit, ours, peer, goal);
  }

  static final String HEAD =
      """
      | work | ours | peer | its figure | ours to it | to reach | reached |
      | --- | --- | --- | --- | --- | --- | --- |
      """;

  /** As a line of Markdown, or nothing if that was not measured. */
  Optional<String> markdown(Figures figures) {
    boolean idle = goal == null && peer != null && figures.get(peer.figure()).isEmpty();
    return idle ? Optional.empty() : figures.get(ours).map(mine -> markdown(mine, figures));
  }

  private String markdown(Figure mine, Figures figures) {
    Optional<Figure> other =
        Optional.ofNullable(peer).flatMap(known -> figures.get(known.figure()));
    double ratio = other.map(mine::ratioTo).orElse(Double.NaN);
    return cells(
        work,
        unit.text(mine),
        peer == null ? "" : peer.title(),
        peer == null ? "" : other.map(unit::text).orElse("not measured"),
        ratio(ratio),
        goal == null ? "" : goal.text(),
        goal == null ? "" : verdict(goal, mine, ratio));
  }

  private String verdict(Goal goal, Figure mine, double ratio) {
    if (peer != null && Double.isNaN(ratio)) {
      return "not measured";
    }
    return goal.test().reached(mine.median(), ratio) ? "yes" : "**no**";
  }

  private static String ratio(double ratio) {
    if (Double.isNaN(ratio)) {
      return "";
    }
    return ratio >= 0.5
        ? String.format(Locale.ROOT, "%.2f ×", ratio)
        : String.format(Locale.ROOT, "1 / %.1f", 1 / ratio);
  }

  private static String cells(String... cells) {
    return "| " + String.join(" | ", cells) + " |\n";
  }
}
