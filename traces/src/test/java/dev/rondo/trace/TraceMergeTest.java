package dev.rondo.trace;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TraceMergeTest {
  private static final Instant START = Instant.parse("2026-11-22T06:00:00Z");
  private static final String ID = "4bf92f3577b34da6a3ce929d0e0e4736";

  private static TraceHeader header(String program, long pid, Instant start) {
    return new TraceHeader(
        1, ID, null, program, pid, "h", start, "monotonic", null, null, null, "full", null, null);
  }

  private final TraceHeader a = header("A", 1, START.plusNanos(500));
  private final TraceHeader b = header("B", 2, START);
  private final TraceHeader c = header("C", 3, START.plusSeconds(1));

  @Test
  void a_header_says_what_all_agree_on_and_keeps_each() throws IOException {
    TraceHeader merged = new TraceMerge(List.of(a, b)).header();
    assertThat(merged.trace()).isEqualTo(ID);
    assertThat(merged.program()).isEqualTo("A+B");
    assertThat(merged.pid()).isNull();
    assertThat(merged.host()).isEqualTo("h");
    assertThat(merged.start()).isEqualTo(START);
    assertThat(merged.processes()).containsExactly(a, b);
    var bytes = new ByteArrayOutputStream();
    try (TraceWriter writer = TraceWriter.open(bytes, merged)) {
      writer.finish(0);
    }
    try (TraceReader reader =
        TraceReader.open("merged", new ByteArrayInputStream(bytes.toByteArray()))) {
      assertThat(reader.header()).isEqualTo(merged);
    }
  }

  @Test
  void every_loop_has_a_number_of_its_own_that_tells_where_it_is_from() {
    TraceHeader ab = new TraceMerge(List.of(a, b)).header();
    TraceMerge all = new TraceMerge(List.of(c, ab));
    assertThat(all.header().processes()).containsExactly(c, a, b);
    Set<Integer> loops = new HashSet<>();
    for (int loop = 1; loop <= 20; loop++) {
      int ofC = all.loop(0, loop);
      int ofAb = all.loop(1, loop);
      assertThat((ofC - 1) % 3).isZero();
      assertThat((ofC - 1) / 3 + 1).isEqualTo(loop);
      assertThat((ofAb - 1) % 3).isEqualTo(1 + (loop - 1) % 2);
      assertThat((ofAb - 1) / 3).isEqualTo((loop - 1) / 2);
      loops.add(ofC);
      loops.add(ofAb);
    }
    assertThat(loops).hasSize(40);
  }

  @Test
  void times_are_aligned_and_the_rest_stays() {
    TraceMerge merge = new TraceMerge(List.of(a, b));
    assertThat(merge.line(0, new TraceEvent.Idle(3, 7, 1, 99)))
        .isEqualTo("{\"seq\":3,\"t\":507,\"loop\":1,\"ev\":\"idle\",\"ns\":99}");
    assertThat(merge.line(1, new TraceEvent.Idle(3, 7, 2, 99)))
        .isEqualTo("{\"seq\":3,\"t\":7,\"loop\":4,\"ev\":\"idle\",\"ns\":99}");
    String odd = "{\"ev\":\"new\",\"loop\":1,\"t\":7,\"seq\":4,\"x\":[1]}";
    assertThat(merge.line(0, new TraceEvent.Unknown(4, 7, 1, "new", odd)))
        .isEqualTo("{\"ev\":\"new\",\"loop\":1,\"t\":507,\"seq\":4,\"x\":[1]}");
  }

  private static TraceHeader chosen(String clock, @Nullable String policy, @Nullable Long seed) {
    return new TraceHeader(
        1, ID, null, "P", 1L, "h", START, clock, null, null, null, "full", policy, seed);
  }

  private static @Nullable LoopSetup told(TraceMerge merge, int place, @Nullable LoopSetup own) {
    String line =
        merge.line(place, new TraceEvent.LoopState(1, 0, 1, Phase.RUNNING, "main", null, own));
    String trace =
        "{\"ev\":\"trace\",\"version\":1,\"program\":\"P\",\"clock\":\"virtual\"}\n" + line + "\n";
    try (TraceReader reader =
        TraceReader.open("merged", new ByteArrayInputStream(trace.getBytes(UTF_8)))) {
      return ((TraceEvent.LoopState) reader.next()).setup();
    }
  }

  @Test
  void a_loop_tells_of_its_setup_what_the_merged_header_does_not() {
    TraceMerge merge =
        new TraceMerge(
            List.of(
                chosen("virtual", "random", 7L),
                chosen("virtual", "random", 8L),
                chosen("monotonic", null, null)));
    assertThat(merge.header().clock()).isEqualTo("monotonic");
    assertThat(merge.header().policy()).isNull();
    assertThat(merge.header().seed()).isNull();
    assertThat(told(merge, 0, null)).isEqualTo(new LoopSetup("virtual", "random", 7L));
    assertThat(told(merge, 1, null)).isEqualTo(new LoopSetup("virtual", "random", 8L));
    assertThat(told(merge, 2, null)).isNull();
    assertThat(told(merge, 1, new LoopSetup("monotonic", null, null)))
        .isEqualTo(new LoopSetup(null, "random", 8L));
    assertThat(told(merge, 1, new LoopSetup(null, "fifo", null)))
        .isEqualTo(new LoopSetup("virtual", null, null));
    assertThat(told(merge, 2, new LoopSetup(null, "pct", 3L)))
        .isEqualTo(new LoopSetup(null, "pct", 3L));
  }

  @Test
  void a_seed_is_the_headers_where_the_policy_is_too() {
    TraceMerge same =
        new TraceMerge(List.of(chosen("virtual", "random", 7L), chosen("virtual", "random", 7L)));
    assertThat(same.header().seed()).isEqualTo(7);
    assertThat(told(same, 1, null)).isNull();
    TraceMerge seeds =
        new TraceMerge(List.of(chosen("virtual", "random", 7L), chosen("virtual", "random", 8L)));
    assertThat(seeds.header().policy()).isEqualTo("random");
    assertThat(told(seeds, 1, null)).isEqualTo(new LoopSetup(null, "random", 8L));
    TraceMerge policies =
        new TraceMerge(List.of(chosen("virtual", "random", 7L), chosen("virtual", "pct", 7L)));
    assertThat(policies.header().seed()).as("of no policy").isNull();
    assertThat(told(policies, 1, null)).isEqualTo(new LoopSetup(null, "pct", 7L));
    TraceMerge again = new TraceMerge(List.of(policies.header(), chosen("virtual", "pct", 7L)));
    assertThat(told(again, 0, new LoopSetup(null, "pct", 7L)))
        .as("of a trace that is merged already")
        .isEqualTo(new LoopSetup(null, "pct", 7L));
    assertThat(told(again, 1, null)).isEqualTo(new LoopSetup(null, "pct", 7L));
  }

  @Test
  void a_loop_that_stops_tells_nothing_more() {
    TraceMerge merge = new TraceMerge(List.of(a, chosen("virtual", "random", 7L)));
    assertThat(merge.line(1, new TraceEvent.LoopState(9, 0, 1, Phase.STOPPED, null, null)))
        .doesNotContain("policy");
  }
}
