package dev.rondo.trace.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rondo.trace.TraceHeader;
import java.util.List;
import org.junit.jupiter.api.Test;

class CircumstancesTest {
  private static final Circumstances NOW =
      new Circumstances("A", "rondo 1", "java 25", "continuation", "virtual", "random", 7L, false);

  private static TraceHeader header(
      String program, String recorder, String java, String engine, String clock) {
    return new TraceHeader(
        1, null, null, program, null, null, null, clock, recorder, java, engine, null, "random", 7L,
        false, false, List.of());
  }

  @Test
  void the_same_ones_are_no_word() {
    assertThat(NOW.against(header("A", "rondo 1", "java 25", "continuation", "virtual"))).isEmpty();
  }

  @Test
  void what_a_foreign_header_does_not_say_is_not_compared() {
    assertThat(NOW.against(header("A", null, null, null, "virtual"))).isEmpty();
  }

  @Test
  void each_that_is_another_is_named_with_what_it_means() {
    assertThat(NOW.against(header("B", "rondo 0", "java 26", "virtual-thread", "monotonic")))
        .containsExactly(
            "it was recorded of program B, and this is A: they may part at the first event",
            "it was recorded by rondo 0, and this is rondo 1: one may tell what the other does not",
            "it was recorded on java 26, and this is java 25: errors may say, and the JDK's own"
                + " collections and threads do, something else",
            "it was recorded on engine virtual-thread, and this is continuation: the order is the"
                + " same on both, but one may refuse a pause that the other allows",
            "it was recorded on a monotonic clock, and this is virtual: timers are not due when"
                + " they were, so that the runs part where that matters");
  }

  @Test
  void another_order_matters_only_where_the_run_goes_on_by_itself() {
    TraceHeader fifo =
        new TraceHeader(
            1, null, null, "A", null, null, null, "virtual", null, null, null, null, null, null);
    assertThat(NOW.against(fifo))
        .containsExactly(
            "it was recorded under policy fifo, and this is random seed 7: the recorded order is"
                + " followed all the same; where the run goes on by itself, it is another");
  }

  @Test
  void a_filter_that_is_missing_is_named() {
    TraceHeader filtered =
        new TraceHeader(
            1, null, null, "A", null, null, null, "virtual", null, null, null, null, "random", 7L,
            true, false, List.of());
    assertThat(NOW.against(filtered)).singleElement().asString().startsWith("a filter was asked");
    assertThat(new Circumstances("A", null, null, null, null, null, null, true).against(filtered))
        .isEmpty();
  }
}
