package dev.rondo.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RowTest {
  private static final Row ROW = Row.of("work", Unit.NANOS, "ours").against("peer", "peer");

  private final Figures figures = new Figures();

  @Test
  void a_goal_reached_says_so() {
    figures.add("ours", 0, 100);
    figures.add("peer", 0, 1600);
    assertThat(ROW.toReach(Goal.timesAsFast(15)).markdown(figures))
        .hasValue("| work | 100 ns | peer | 1,600 ns | 1 / 16.0 | at least 15 × as fast | yes |\n");
  }

  @Test
  void a_goal_may_be_a_fraction() {
    figures.add("ours", 0, 100);
    figures.add("peer", 0, 249);
    assertThat(ROW.toReach(Goal.timesAsFast(2.5)).markdown(figures))
        .hasValue(
            "| work | 100 ns | peer | 249 ns | 1 / 2.5 | at least 2.5 × as fast | **no** |\n");
  }

  @Test
  void a_goal_missed_says_so() {
    figures.add("ours", 0, 130);
    figures.add("peer", 0, 100);
    assertThat(ROW.toReach(Goal.ratioAtMost(1.25)).markdown(figures))
        .hasValue("| work | 130 ns | peer | 100 ns | 1.30 × | at most 1.25 × | **no** |\n");
  }

  @Test
  void a_goal_by_a_peer_that_was_not_measured_is_neither() {
    figures.add("ours", 0, 130);
    assertThat(ROW.toReach(Goal.faster()).markdown(figures))
        .hasValue("| work | 130 ns | peer | not measured |  | faster | not measured |\n");
    assertThat(ROW.markdown(figures)).isEmpty();
  }

  @Test
  void a_goal_of_our_own_needs_no_peer() {
    figures.add("ours", 0, 9.94);
    figures.add("ours", 1, 12.3);
    assertThat(
            Row.of("work", Unit.NANOS, "ours")
                .toReach(Goal.atMost(10, Unit.NANOS))
                .markdown(figures))
        .hasValue("| work | 11.1 ns (9.94–12.3) |  |  |  | at most 10 ns | **no** |\n");
  }
}
