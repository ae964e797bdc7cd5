package dev.rondo.trace.spans;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SpanIdsTest {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final Instant START = Instant.parse("2026-11-22T06:18:21.524133456Z");

  @Test
  void stay_what_they_are() {
    SpanIds ids = SpanIds.of(TRACE, 4242L, START);
    assertThat(SpanIds.hex(ids.task(1, 1)))
        .isEqualTo(SpanIds.hex(SpanIds.of(TRACE, 4242L, START).task(1, 1)))
        .hasSize(16);
  }

  @Test
  void differ_by_trace_and_process_and_loop_and_number() {
    Set<Long> all = new HashSet<>();
    for (Long pid : new Long[] {null, 1L, 4242L}) {
      for (Instant start : new Instant[] {START, START.plusNanos(1)}) {
        SpanIds ids = SpanIds.of(TRACE, pid, start);
        for (int loop = 1; loop <= 4; loop++) {
          for (long number = 1; number <= 2500; number++) {
            all.add(ids.task(loop, number));
            all.add(ids.slice(loop, number));
          }
        }
      }
    }
    all.add(SpanIds.of(TRACE.replace('4', '5'), 4242L, START).task(1, 1));
    assertThat(all).hasSize(3 * 2 * 4 * 2500 * 2 + 1).doesNotContain(0L);
  }
}
