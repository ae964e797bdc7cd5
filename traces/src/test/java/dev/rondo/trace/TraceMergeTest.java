package dev.rondo.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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
}
